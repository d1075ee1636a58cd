"""What stands behind the guide's screens: the store's data kept ready, and the desk that answers from them."""

from kiosk.guide.desk import GuideDesk, Parts
from kiosk.guide.shelves import Shelves

__all__ = ["GuideDesk", "Parts", "Shelves"]
