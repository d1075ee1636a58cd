"""What a store's people put into its guides: plan, places, stocks, offers, notices, words. Whole or not at all."""

# Annotations stay evaluated here: FastAPI reads those made inside `router`, which close over its parts.

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from backend.api import guide_examples as examples
from backend.api.bodies import JSON_KIND, Taken, kind_of, read_body, reply
from backend.api.documentation import Documentation
from backend.api.errors import ApiError
from backend.api.guards import BUILDS, READS, WRITES, StoreId, guard
from backend.api.shapes import Done, FaultAt, PlanAnswer, TakenAnswer, Unfit
from backend.database import Sessions
from backend.guide_files import FileFaults, Kind, PlanFaults, take, take_plan
from backend.services import guide_data
from backend.services.documents import printable
from backend.services.staff import Staff
from backend.settings import Clock, Settings
from domain import codec
from domain.goods import Placement, Stock, Synonym
from domain.plan.fault import Fault
from domain.promotion import Notice, Promotion

CSV_KIND = "text/csv"
ZIP_KIND = "application/zip"
_BECAUSE = {403: "`not_allowed`: another store's, or not for this role"}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A kind of thing that is sent as a table."""

    kind: Kind
    hint: Any
    """Of the JSON form."""
    example: tuple[Any, ...]
    csv: str
    what: str


_TABLES = (
    _Listed(Kind.PROMOTIONS, tuple[Promotion, ...], examples.PROMOTIONS, examples.PROMOTIONS_CSV, "promotions"),
    _Listed(Kind.NOTICES, tuple[Notice, ...], examples.NOTICES, examples.NOTICES_CSV, "notices"),
    _Listed(Kind.SYNONYMS, tuple[Synonym, ...], examples.SYNONYMS, examples.SYNONYMS_CSV, "what shoppers call things"),
    _Listed(Kind.PLACEMENTS, tuple[Placement, ...], examples.PLACEMENTS, examples.PLACEMENTS_CSV, "places of goods"),
    _Listed(Kind.STOCKS, tuple[Stock, ...], examples.STOCKS, examples.STOCKS_CSV, "how much there is of each product"),
)


def router(settings: Settings, sessions: Sessions, clock: Clock, docs: Documentation) -> APIRouter:
    limits = settings.limits
    api = APIRouter(prefix="/api/v1/stores/{store_id}", tags=["guide"])
    reads, writes, builds = (guard(sessions, clock, roles) for roles in (READS, WRITES, BUILDS))
    tables = Taken((JSON_KIND, CSV_KIND), limits.import_bytes, limits.import_seconds)
    archives = Taken((ZIP_KIND, "application/octet-stream"), limits.import_bytes, limits.import_seconds)

    async def table(request: Request) -> bytes:
        return await read_body(request, tables)

    async def archive(request: Request) -> bytes:
        return await read_body(request, archives)

    def add_table(listed: _Listed, allowed: Callable[..., Staff]) -> None:
        """PUT: these are all there are. POST: these are added or changed."""

        def put_in(request: Request, who: Staff, sent: bytes, whole: bool) -> Response:
            is_csv = kind_of(request) == CSV_KIND
            try:
                taken = take(
                    sessions, who.store_id, listed.kind, _text(sent), clock(), is_csv=is_csv, whole=whole, by=who.name
                )
            except FileFaults as bad:
                return _unfit([FaultAt(said, line or None) for line, said in bad.faults], bad.more)
            return reply(request, TakenAnswer(taken.count, taken.remarks))

        async def put_all(
            request: Request,
            store_id: StoreId,
            who: Annotated[Staff, Depends(allowed)],
            sent: Annotated[bytes, Depends(table)],
        ) -> Response:
            return await run_in_threadpool(put_in, request, who, sent, True)

        async def put_some(
            request: Request,
            store_id: StoreId,
            who: Annotated[Staff, Depends(allowed)],
            sent: Annotated[bytes, Depends(table)],
        ) -> Response:
            return await run_in_threadpool(put_in, request, who, sent, False)

        for method, does, act in (
            ("PUT", "All there are of", put_all),
            ("POST", "Add or change some of", put_some),
        ):
            api.add_api_route(
                f"/{listed.kind.value}",
                act,
                methods=[method],
                name=f"{method.lower()}_{listed.kind.value}",
                summary=f"{does} the store's {listed.what}",
                responses=docs.answers(
                    TakenAnswer, examples.TAKEN, 401, 403, 408, 413, 415, because=_BECAUSE, unfit=True
                ),
                openapi_extra=docs.takes(listed.hint, listed.example, text_csv=listed.csv),
            )

    for listed in _TABLES:
        add_table(listed, builds if listed.kind in (Kind.PLACEMENTS, Kind.STOCKS) else writes)

    Reader = Annotated[Staff, Depends(reads)]
    Writer = Annotated[Staff, Depends(writes)]
    Builder = Annotated[Staff, Depends(builds)]
    Key = Annotated[str, Path(max_length=64)]

    @api.get("/promotions", summary="Every promotion, past and to come",
             responses=docs.answers(tuple[Promotion, ...], examples.PROMOTIONS, 401, 403, because=_BECAUSE)
    )  # fmt: skip
    def promotions(request: Request, store_id: StoreId, who: Reader) -> Response:
        with sessions.read() as session:
            return reply(request, guide_data.promotions(session, who.store_id))

    @api.delete("/promotions/{promotion_id:path}", summary="End a promotion now",
                responses=docs.answers(Done, examples.DONE, 401, 403, because=_BECAUSE))  # fmt: skip
    def end_promotion(request: Request, store_id: StoreId, promotion_id: Key, who: Writer) -> Response:
        return reply(request, Done(guide_data.remove_promotion(sessions, who.store_id, promotion_id, clock())))

    @api.get("/notices", summary="Every notice, past and to come",
             responses=docs.answers(tuple[Notice, ...], examples.NOTICES, 401, 403, because=_BECAUSE))  # fmt: skip
    def notices(request: Request, store_id: StoreId, who: Reader) -> Response:
        with sessions.read() as session:
            return reply(request, guide_data.notices(session, who.store_id))

    @api.delete("/notices/{notice_id:path}", summary="Lift a notice before its end",
                responses=docs.answers(Done, examples.DONE, 401, 403, because=_BECAUSE))  # fmt: skip
    def lift_notice(request: Request, store_id: StoreId, notice_id: Key, who: Writer) -> Response:
        return reply(request, Done(guide_data.remove_notice(sessions, who.store_id, notice_id, clock())))

    @api.get("/synonyms", summary="What shoppers call things",
             responses=docs.answers(tuple[Synonym, ...], examples.SYNONYMS, 401, 403, because=_BECAUSE))  # fmt: skip
    def synonyms(request: Request, store_id: StoreId, who: Reader) -> Response:
        with sessions.read() as session:
            return reply(request, guide_data.synonyms(session, who.store_id))

    @api.delete("/synonyms/{word:path}", summary="Forget a word",
                responses=docs.answers(Done, examples.DONE, 401, 403, because=_BECAUSE))  # fmt: skip
    def forget_word(request: Request, store_id: StoreId, word: Key, who: Writer) -> Response:
        return reply(request, Done(guide_data.remove_synonym(sessions, who.store_id, word, clock())))

    @api.put(
        "/plan",
        summary="Put a plan in force: an IMDF archive, checked whole first",
        responses=docs.answers(PlanAnswer, examples.PLAN_ANSWER, 401, 403, 408, 413, 415, because=_BECAUSE, unfit=True),
        openapi_extra=docs.takes_bytes(ZIP_KIND),
    )
    async def put_plan(
        request: Request, store_id: StoreId, who: Builder, sent: Annotated[bytes, Depends(archive)]
    ) -> Response:
        try:
            taken = await run_in_threadpool(take_plan, sessions, who.store_id, sent, clock())
        except PlanFaults as bad:
            told = [_fault(fault) for fault in bad.faults]
            return _unfit(told[:100], max(0, len(told) - 100))
        plan = taken.plan
        counts = len(plan.levels), len(plan.fixtures), len(plan.amenities)
        warnings = tuple(_fault(fault) for fault in taken.warnings[:100])
        return reply(request, PlanAnswer(plan.version, *counts, warnings, taken.remarks))

    @api.get("/plan", summary="Which plan is in force",
             responses=docs.answers(PlanAnswer, examples.PLAN_ANSWER, 401, 403, 404,
                                    because=_BECAUSE | {404: "`no_plan`: the store has none yet"}))  # fmt: skip
    def plan(request: Request, store_id: StoreId, who: Reader) -> Response:
        with sessions.read() as session:
            found = guide_data.plan(session, who.store_id)
        if found is None:
            raise ApiError(404, "no_plan", "the store has no plan yet")
        return reply(
            request, PlanAnswer(found.version, len(found.levels), len(found.fixtures), len(found.amenities))
        )

    return api


def _text(sent: bytes) -> str:
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ApiError(422, "shape", f"not UTF-8 at byte {error.start}") from None


def _fault(fault: Fault) -> FaultAt:
    return FaultAt(fault.text, None, fault.feature_id, fault.severity.value)


def _unfit(faults: list[FaultAt], more: int) -> Response:
    """Texts were made printable where they were found; nothing is echoed raw."""
    safe = tuple(FaultAt(printable(f.text[:300]), f.line, printable(f.feature[:300]), f.severity) for f in faults)
    body = Unfit("unfit", f"nothing was taken: {len(faults) + more} faults", safe, more)
    return JSONResponse(codec.encode(body), 422)
