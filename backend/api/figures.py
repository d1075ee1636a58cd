"""What shoppers said and how guides are used, as figures, with how sure each is."""

# Annotations stay evaluated here: FastAPI reads those made inside `router`, which close over its parts.

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from backend.api import guide_examples as examples
from backend.api.bodies import reply
from backend.api.documentation import Documentation
from backend.api.errors import ApiError
from backend.api.guards import READS, StoreId, guard
from backend.database import Sessions
from backend.services import guide_figures, rating_figures
from backend.services.guide_figures import GuideFigures
from backend.services.rating_figures import By, RatingFigures
from backend.services.staff import Staff
from backend.settings import Clock, Settings

LONGEST = timedelta(days=800)
_BECAUSE = {403: "`not_allowed`: another store's", 422: "`shape`: the days are the wrong way round, or too far apart"}


def router(_settings: Settings, sessions: Sessions, clock: Clock, docs: Documentation) -> APIRouter:
    api = APIRouter(prefix="/api/v1/stores/{store_id}", tags=["figures"])
    Reader = Annotated[Staff, Depends(guard(sessions, clock, READS))]
    From = Annotated[date, Query(alias="from", description="First day, in the store's own time")]
    To = Annotated[date, Query(alias="to", description="Last day, counted too")]

    @api.get(
        "/ratings/figures",
        summary="Ratings by place, day, hour or tag, with 95% intervals; doubted ones counted apart",
        responses=docs.answers(RatingFigures, examples.RATING_FIGURES, 401, 403, 422, because=_BECAUSE),
    )
    def ratings(
        request: Request,
        store_id: StoreId,
        who: Reader,
        first: From,
        last: To,
        by: Annotated[By, Query()] = By.DAY,
    ) -> Response:
        _judge(first, last)
        with sessions.read() as session:
            return reply(request, rating_figures.figures(session, who.store_id, first, last, by))

    @api.get(
        "/guide/figures",
        summary="How the guides are used, by day, and the words that found nothing",
        responses=docs.answers(GuideFigures, examples.GUIDE_FIGURES, 401, 403, 422, because=_BECAUSE),
    )
    def guide(request: Request, store_id: StoreId, who: Reader, first: From, last: To) -> Response:
        _judge(first, last)
        with sessions.read() as session:
            return reply(request, guide_figures.figures(session, who.store_id, first, last))

    return api


def _judge(first: date, last: date) -> None:
    if not timedelta(0) <= last - first <= LONGEST:
        raise ApiError(422, "shape", f"to comes after from, at most {LONGEST.days} days")
