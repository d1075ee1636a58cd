"""The shopper's page behind the QR code of a slip: no account, nothing to install, no script."""

from backend.tracking.page import router

__all__ = ["router"]
