"""See `domain.plan.moves`: the phone's page tells a walk by the same moves."""

from domain.plan.moves import Turn as Turn
from domain.plan.moves import moves as moves
from domain.plan.moves import turn as turn
