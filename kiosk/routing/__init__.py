"""Ways through the store: from a screen to the shelf, in order through several, between levels, in words.

Nothing heavy is loaded before a `Router` is built.
"""

from kiosk.routing.directions import Direction, Goal, directions, goal_of
from kiosk.routing.phone import walk_of
from kiosk.routing.router import Router
from kiosk.routing.routes import Change, Leg, NoWay, Reason, Route, Spot, Stretch
from kiosk.routing.standing import spot_before, spot_of

__all__ = [
    "Change", "Direction", "Goal", "Leg", "NoWay", "Reason", "Route", "Router", "Spot", "Stretch", "directions",
    "goal_of", "spot_before", "spot_of", "walk_of",
]  # fmt: skip
