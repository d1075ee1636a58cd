"""Ratings and the guide's use as figures: by the store's own days and hours, doubted ones apart, few said to be few."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backend.services import rating_figures, staff
from backend.services.rating_figures import By, RatingFigures
from backend.staff_roles import StaffRole
from domain.rating import Doubt, Tag
from domain.wire import UnansweredWord
from tests.support.guide import a_rating, usage
from tests.support.postgres import on_both
from tests.support.service import NOW, Kiosk, Service

TODAY = date(2026, 11, 21)


def figures(service: Service, by: By = By.DAY, first: date = TODAY, last: date = TODAY) -> RatingFigures:
    with service.sessions.read() as session:
        return rating_figures.figures(session, "9907", first, last, by)


def send(kiosk: Kiosk, *ratings: object) -> None:
    for start in range(0, len(ratings), 100):
        kiosk.send(*(kiosk.envelope(r) for r in ratings[start : start + 100]))  # type: ignore[arg-type]


@on_both
def test_all_together_and_by_each(service: Service, kiosk: Kiosk) -> None:
    send(
        kiosk,
        *(a_rating(5, place="出口", tags=()) for _ in range(8)),
        *(a_rating(2, place="服务台", tags=(Tag.QUEUE, Tag.PRICE)) for _ in range(3)),
        a_rating(1, place="服务台", tags=(Tag.QUEUE,), given_at=NOW + timedelta(minutes=9)),
        a_rating(4, given_at=NOW - timedelta(hours=20), tags=()),
        *(a_rating(1, doubts=(Doubt.BURST,)) for _ in range(4)),
    )
    found = figures(service)
    assert (found.all.count, found.all.stars, found.all.bad_count, found.doubted) == (12, (1, 3, 0, 0, 8), 4, 4)
    assert found.all.mean is not None
    assert found.all.mean.value == pytest.approx(47 / 12)
    assert found.all.bad is not None
    assert found.all.bad.value == pytest.approx(1 / 3)
    assert not found.all.few
    places = figures(service, By.PLACE).groups
    assert [(g.key, g.count, g.few) for g in places] == [("出口", 8, True), ("服务台", 4, True)]
    assert [(g.key, g.count) for g in figures(service, By.TAG).groups] == [("queue", 4), ("price", 3)]
    assert [(g.key, g.count) for g in figures(service, By.HOUR).groups] == [("10", 12)]
    days = figures(service, By.DAY, TODAY - timedelta(days=6))
    assert [(g.key, g.count) for g in days.groups] == [("2026-11-20", 1), ("2026-11-21", 12)]
    assert days.all.count == 13


@on_both
def test_the_day_is_the_stores_own(service: Service, kiosk: Kiosk) -> None:
    # 16:10 the day before in London is 00:10 of the next day in the store.
    send(kiosk, a_rating(5, given_at=NOW.replace(hour=16, minute=10) - timedelta(days=1)))
    send(kiosk, a_rating(5, given_at=NOW.replace(hour=15, minute=50) - timedelta(days=1)))
    groups = figures(service, By.DAY, TODAY - timedelta(days=1)).groups
    assert [(g.key, g.count) for g in groups] == [("2026-11-20", 1), ("2026-11-21", 1)]
    assert [g.key for g in figures(service, By.HOUR, TODAY - timedelta(days=1)).groups] == ["00", "23"]


def test_of_another_store_nothing_is_told(service: Service, kiosk: Kiosk) -> None:
    send(kiosk, a_rating(5))
    other = service.kiosk(store_id="9908")
    send(other, a_rating(1), a_rating(2))
    assert figures(service).all.stars == (0, 0, 0, 0, 1)


def test_nobody_rated(service: Service) -> None:
    found = figures(service)
    assert (found.all.count, found.all.mean, found.all.bad, found.groups) == (0, None, None, ())


@on_both
def test_asked_through_the_api(service: Service, kiosk: Kiosk) -> None:
    send(kiosk, *(a_rating(stars) for stars in (5, 5, 4)))
    words = (UnansweredWord("折耳根", 2), UnansweredWord("王秀兰", 1))
    kiosk.send(kiosk.envelope(usage(*words)), kiosk.envelope(usage(UnansweredWord("折耳根", 1))))
    staff.add(service.sessions, "9907", "0093", "陈静", StaffRole.CLERK, "correct horse", NOW)
    sent = {"number": "0093", "password": "correct horse"}
    token = service.client.post("/api/v1/staff/sign-in", json=sent).json()["token"]

    def ask(path: str, **query: str) -> tuple[int, dict[str, object]]:
        response = service.client.get(
            f"/api/v1/stores/9907/{path}", params=query, headers={"Authorization": f"Bearer {token}"}
        )
        return response.status_code, response.json()

    days = {"from": "2026-11-15", "to": "2026-11-21"}
    status, told = ask("ratings/figures", **days, by="tag")
    assert status == 200
    assert told["all"]["stars"] == [0, 0, 0, 1, 2]  # type: ignore[index]
    assert told["groups"][0]["key"] == "queue"  # type: ignore[index]
    status, told = ask("guide/figures", **days)
    assert status == 200
    assert told["all"]["searches"] == 24  # type: ignore[index]
    assert told["all"]["answered"]["value"] == 0.75  # type: ignore[index]
    assert told["words"] == [{"word": "折耳根", "count": 3}]
    assert told["asked_once"] == 1
    for wrong in (
        {"from": "2026-11-21", "to": "2026-11-15"},
        {"from": "2020-01-01", "to": "2026-11-15"},
        {"from": "yesterday", "to": "2026-11-15"},
        {"to": "2026-11-15"},
        {**days, "by": "cashier"},
    ):
        status, told = ask("ratings/figures", **wrong)
        assert (status, told["code"]) == (422, "shape")
