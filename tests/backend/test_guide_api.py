"""Staff put the guide's data in through the API: signed in, in their role, in their store, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response

from backend.services import guide_data, staff
from backend.staff_roles import StaffRole
from domain import codec
from domain.reference import NoticeChanged, PlanChanged, Removed, UrgentAnswer
from tests.support.guide import a_notice, a_placement, a_plan, a_promotion, a_word, an_archive
from tests.support.postgres import on_both
from tests.support.service import NOW, Service, open_service

PASSWORD = "correct horse"


@dataclass(slots=True)
class Desk:
    """A person at a computer, signed in."""

    service: Service
    token: str
    store_id: str = "9907"

    def ask(self, method: str, path: str, **sent: Any) -> Response:
        headers = {"Authorization": f"Bearer {self.token}"} | sent.pop("headers", {})
        address = f"/api/v1/stores/{self.store_id}/{path}"
        return self.service.client.request(method, address, headers=headers, **sent)

    def put(self, path: str, items: object, method: str = "PUT") -> Response:
        return self.ask(method, path, json=codec.encode(items))

    def csv(self, path: str, table: str, method: str = "PUT") -> Response:
        return self.ask(method, path, content=table.encode(), headers={"Content-Type": "text/csv; charset=utf-8"})


def signed_in(service: Service, role: StaffRole = StaffRole.MANAGER, store_id: str = "9907") -> Desk:
    number = f"{role.value}{store_id}"
    staff.add(service.sessions, store_id, number, "陈静", role, PASSWORD, service.clock())
    response = sign_in(service, number, PASSWORD)
    assert response.status_code == 200, response.text
    answer = response.json()
    assert (answer["store_id"], answer["role"], answer["idle_s"]) == (store_id, role.value, 600)
    return Desk(service, answer["token"], store_id)


def sign_in(service: Service, number: str, password: str) -> Response:
    return service.client.post("/api/v1/staff/sign-in", json={"number": number, "password": password})


@pytest.fixture
def manager(service: Service) -> Desk:
    guide_data.put_plan(service.sessions, "9907", a_plan(), NOW)
    return signed_in(service)


@on_both
def test_promotions_are_put_whole_added_to_listed_and_ended(manager: Desk) -> None:
    assert manager.put("promotions", [a_promotion("a"), a_promotion("b")]).json() == {"count": 2, "remarks": []}
    assert manager.put("promotions", [a_promotion("c")], "POST").json()["count"] == 1
    listed = manager.ask("GET", "promotions").json()
    assert [p["promotion_id"] for p in listed] == ["a", "b", "c"]
    assert manager.ask("PUT", "promotions", json=listed).json()["count"] == 3, "what is answered can be sent back"
    assert manager.ask("DELETE", "promotions/a").json() == {"changed": True}
    assert manager.ask("DELETE", "promotions/a").json() == {"changed": False}
    assert manager.put("promotions", []).json()["count"] == 0
    assert manager.ask("GET", "promotions").json() == []


@pytest.mark.parametrize(
    ("kind", "said"), [("application/json", "it is empty"), ("text/csv", "the first row must name the columns")]
)
@pytest.mark.parametrize("path", ["promotions", "notices", "synonyms", "placements", "stocks"])
def test_an_upload_that_broke_off_takes_nothing_away(manager: Desk, path: str, kind: str, said: str) -> None:
    assert manager.put("promotions", [a_promotion("a")]).status_code == 200
    response = manager.ask("PUT", path, content=b"\r\n ", headers={"Content-Type": kind})
    assert (response.status_code, response.json()["code"]) == (422, "unfit")
    assert said in response.text
    assert len(manager.ask("GET", "promotions").json()) == 1


def test_an_id_may_hold_what_addresses_mean_something_by(manager: Desk) -> None:
    awkward = "2026/48 half price? 50%#1"
    assert manager.put("promotions", [a_promotion(awkward)]).status_code == 200
    assert manager.ask("DELETE", f"promotions/{quote(awkward, safe='')}").json() == {"changed": True}
    assert manager.ask("GET", "promotions").json() == []
    response = manager.put("promotions", [a_promotion("..")])
    assert [f["text"] for f in response.json()["faults"]] == [
        "promotion ..: an id that means another folder cannot stand in an address"
    ]


@on_both
def test_a_table_is_told_all_its_faults_with_their_lines(manager: Desk) -> None:
    table = (
        "promotion_id,kind,title,starts_at,ends_at,product_ids,fixture_id\n"
        "a,discount,好,2026-11-21 08:00,2026-11-22 08:00,P1,S12\n"
        "b,discount,好,2026-11-21 08:00,2026-11-22 08:00,P9,S99\n"
    )
    response = manager.csv("promotions", table)
    assert response.status_code == 422
    assert response.json() == {
        "code": "unfit",
        "detail": "nothing was taken: 2 faults",
        "faults": [
            {"text": "promotion b: there is no fixture S99 on the plan", "line": 3, "feature": "", "severity": "error"},
            {"text": "promotion b: there is no product P9", "line": 3, "feature": "", "severity": "error"},
        ],
        "more": 0,
    }
    assert manager.ask("GET", "promotions").json() == []
    assert manager.csv("promotions", table.replace("P9", "P1").replace("S99", "")).status_code == 200


def test_a_promotion_that_ends_before_it_starts(manager: Desk) -> None:
    wrong = codec.encode(a_promotion())
    wrong["validity"]["ends_at"] = "2020-01-01T00:00:00Z"
    response = manager.ask("PUT", "promotions", json=[wrong])
    assert [f["text"] for f in response.json()["faults"]] == ["validity: it ends before it starts"]


@on_both
def test_an_emergency_put_here_is_what_kiosks_are_told_next(service: Service, manager: Desk) -> None:
    kiosk = service.kiosk()
    before = kiosk.replica().cursor
    assert kiosk.get("urgent", after=before).json() == {"cursor": before, "changes": []}
    assert manager.put("notices", [a_notice()], "POST").status_code == 200
    told = codec.decode(UrgentAnswer, kiosk.get("urgent", after=before).json())
    assert told.cursor > before
    assert told.changes == (NoticeChanged(a_notice()),)
    assert kiosk.get("urgent", after=told.cursor).json() == {"cursor": told.cursor, "changes": []}
    page = kiosk.replica(before)
    assert page.changes == (NoticeChanged(a_notice()),)
    assert manager.ask("DELETE", "notices/notice-1").json() == {"changed": True}
    told = codec.decode(UrgentAnswer, kiosk.get("urgent", after=page.cursor).json())
    assert told.changes == (Removed("notice", "notice-1"),)
    assert kiosk.replica(page.cursor).changes == (Removed("notice", "notice-1"),)


@on_both
def test_an_offer_taken_back_is_told_at_once_and_a_table_of_offers_hides_no_emergency(
    service: Service, manager: Desk
) -> None:
    kiosk = service.kiosk()
    manager.put("promotions", [a_promotion("a")])
    before = kiosk.replica().cursor
    assert manager.ask("DELETE", "promotions/a").json() == {"changed": True}
    told = codec.decode(UrgentAnswer, kiosk.get("urgent", after=before).json())
    assert told.changes == (Removed("promotion", "a"),)
    manager.put("notices", [a_notice()], "POST")
    manager.put("promotions", [a_promotion(f"p{n}") for n in range(120)])
    told = codec.decode(UrgentAnswer, kiosk.get("urgent", after=told.cursor).json())
    assert NoticeChanged(a_notice()) in told.changes
    assert len(told.changes) <= 100
    assert kiosk.get("urgent", after=told.cursor).json() == {"cursor": told.cursor, "changes": []}


@on_both
def test_a_plan_is_checked_and_put_in_force(service: Service, manager: Desk) -> None:
    kiosk = service.kiosk()
    archive = an_archive()
    response = manager.ask("PUT", "plan", content=archive, headers={"Content-Type": "application/zip"})
    assert response.status_code == 200, response.text
    told = response.json()
    assert (told["levels"], told["fixtures"], told["amenities"]) == (1, 2, 1)
    assert manager.ask("GET", "plan").json()["version"] == told["version"]
    (changed,) = [c for c in kiosk.replica().changes if isinstance(c, PlanChanged)]
    assert changed.plan.version == told["version"]


def test_no_plan_at_all(service: Service) -> None:
    response = signed_in(service).ask("GET", "plan")
    assert (response.status_code, response.json()["code"]) == (404, "no_plan")


@pytest.mark.parametrize("archive", [b"", b"PK\x03\x04", b"\x1b[2J" * 100])
def test_what_is_no_plan(manager: Desk, archive: bytes) -> None:
    response = manager.ask("PUT", "plan", content=archive, headers={"Content-Type": "application/zip"})
    assert (response.status_code, response.json()["code"]) == (422, "unfit")
    assert response.json()["faults"]
    assert "\x1b" not in response.text


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (StaffRole.CLERK, set()),
        (StaffRole.ROAMER, set()),
        (StaffRole.SUPERVISOR, {"promotions", "notices", "synonyms"}),
        (StaffRole.MANAGER, {"promotions", "notices", "synonyms", "placements", "stocks", "plan"}),
        (StaffRole.IT, {"promotions", "notices", "synonyms", "placements", "stocks", "plan"}),
    ],
)
def test_each_role_may_do_its_own(service: Service, role: StaffRole, may: set[str]) -> None:
    desk = signed_in(service, role)
    allowed = {
        path
        for path in ("promotions", "notices", "synonyms", "placements", "stocks")
        if desk.put(path, []).status_code != 403
    }
    if desk.ask("PUT", "plan", content=b"", headers={"Content-Type": "application/zip"}).status_code != 403:
        allowed.add("plan")
    assert allowed == may
    assert desk.ask("GET", "promotions").status_code == 200


def test_nobody_reaches_another_store(service: Service, manager: Desk) -> None:
    manager.store_id = "9908"
    for act in (
        lambda: manager.ask("GET", "promotions"),
        lambda: manager.put("promotions", []),
        lambda: manager.ask("DELETE", "notices/x"),
    ):
        response = act()
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("token", ["", "x" * 43, "../../etc", "é"])
def test_nobody_gets_in_without_signing_in(service: Service, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode()}
    response = service.client.get("/api/v1/stores/9907/promotions", headers=headers)
    assert (response.status_code, response.json()["code"]) == (401, "unauthorised")
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_kiosks_token_is_no_persons(service: Service) -> None:
    kiosk = service.kiosk()
    response = service.client.get("/api/v1/stores/9907/promotions", headers=kiosk.headers)
    assert response.status_code == 401


def test_a_token_ends_with_idleness_and_with_signing_out(service: Service, manager: Desk) -> None:
    for _ in range(3):
        service.clock.forward(timedelta(minutes=9))
        assert manager.ask("GET", "promotions").status_code == 200
    service.clock.forward(timedelta(minutes=11))
    assert manager.ask("GET", "promotions").status_code == 401
    again = sign_in(service, "manager9907", PASSWORD).json()["token"]
    desk = Desk(service, again)
    assert service.client.post("/api/v1/staff/sign-out", headers={"Authorization": f"Bearer {again}"}).json() == {
        "changed": True
    }
    assert desk.ask("GET", "promotions").status_code == 401


def test_wrong_passwords_are_told_alike_and_then_wait(service: Service, manager: Desk) -> None:
    first = sign_in(service, "manager9907", "wrong horse")
    nobody = sign_in(service, "nobody", "wrong horse")
    assert first.status_code == nobody.status_code == 403
    assert first.json() == nobody.json()
    for _ in range(5):
        last = sign_in(service, "manager9907", "wrong horse")
    assert (last.status_code, last.json()["code"]) == (429, "sign_in_wait")
    assert int(last.headers["retry-after"]) > 0
    assert sign_in(service, "manager9907", PASSWORD).status_code == 429


def test_guessing_from_one_address_is_slowed(stocked: str) -> None:
    service = open_service(stocked, prepared=True, enrolments_per_minute=3)
    codes = [sign_in(service, f"n{n}", "wrong horse").status_code for n in range(5)]
    assert codes == [403, 403, 403, 429, 429]
    service.close()


@pytest.mark.parametrize(
    ("send", "status", "code"),
    [
        (lambda d: d.ask("PUT", "synonyms", content=b"<xml/>", headers={"Content-Type": "text/xml"}), 415,
         "kind_unsupported"),
        (lambda d: d.ask("PUT", "synonyms", content=b"[]", headers={"Content-Encoding": "gzip"}), 415,
         "encoding_unsupported"),
        (lambda d: d.ask("PUT", "synonyms", content=b"\xff\xfe", headers={"Content-Type": "text/csv"}), 422, "shape"),
        (lambda d: d.ask("PUT", "synonyms", content=b"{", headers={"Content-Type": "application/json"}), 422, "unfit"),
        (lambda d: d.ask("PUT", "plan", content=b"{}", headers={"Content-Type": "application/json"}), 415,
         "kind_unsupported"),
        (lambda d: d.ask("DELETE", "synonyms/" + "x" * 65), 422, "shape"),
    ],
)  # fmt: skip
def test_bodies_that_cannot_be(manager: Desk, send: Callable[[Desk], Response], status: int, code: str) -> None:
    response = send(manager)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_table_larger_than_allowed(stocked: str) -> None:
    service = open_service(stocked, prepared=True, import_bytes=2_000)
    desk = signed_in(service)
    response = desk.csv("synonyms", "word,means\n" + "a,b\n" * 1_000)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    service.close()


def test_words_with_slashes_and_spaces_can_be_forgotten(manager: Desk) -> None:
    manager.put("synonyms", [a_word("100%"), a_word("a b")])
    assert manager.ask("DELETE", "synonyms/100%25").json() == {"changed": True}
    assert manager.ask("DELETE", "synonyms/a%20b").json() == {"changed": True}


@on_both
def test_places_and_stocks_by_table(service: Service, manager: Desk) -> None:
    places = manager.csv("placements", "product_id,fixture_id,face_id,bay,shelf\nP1,S12,S12-A,3,2\n")
    assert places.json() == {"count": 1, "remarks": []}
    assert manager.csv("placements", "product_id,fixture_id\n").json()["remarks"] == ["product without a place: P1"]
    manager.put("placements", [a_placement()], "POST")
    assert manager.csv("stocks", "product_id,quantity,as_of\nP1,0,2026-11-21 10:00\n", "POST").json()["count"] == 1
    with service.sessions.read() as session:
        assert guide_data.placements(session, "9907") == (a_placement(),)


def test_hostile_texts_are_named_safely(manager: Desk) -> None:
    wrong = codec.encode(a_promotion("\u202ex", product_ids=("<script>",)))
    response = manager.ask("PUT", "promotions", content=json.dumps([wrong]).encode(),
                           headers={"Content-Type": "application/json"})  # fmt: skip
    assert response.status_code == 422
    assert "\u202e" not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
