"""The API's edge: what is no proper request ends in a clear error, holds nothing up and echoes nothing raw."""

from __future__ import annotations

import gzip
import json
import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.api import examples, guide_examples
from backend.api.rates import Buckets, Rate
from backend.app import create_app
from backend.database import open_database
from backend.settings import Settings
from domain import codec, promotion, receipt
from tests.support.service import Clock, Kiosk, Service, a_receipt, open_service
from tests.support.serving import Serving


def is_error(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (status, code), response.text
    assert set(response.json()) == {"code", "detail"}
    assert "Traceback" not in response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"5", b'"messages"', b"{", b"\xff\xfe", b"{}", b'{"messages": 5, "chain_head": ""}',
        b'{"messages": [], "messages": []}', b'{"messages": [], "chain_head": "", "extra": 1}',
        b'{"messages": [NaN]}', b'{"messages": [-Infinity]}', b"[" * 100_000, b'{"a":' * 100_000,
        b'{"messages": [' + b"9" * 5_000 + b"]}",
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused(kiosk: Kiosk, body: bytes) -> None:
    is_error(kiosk.post_bytes("messages", body), 422, "shape")


@pytest.mark.parametrize(
    "message",
    [
        b"[" * 900 + b"]" * 900,
        b'{"message_id":"m","body":' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"message_id":"m","body":{"kind":' + b"[" * 900 + b"]" * 900 + b"}}",
        b'{"message_id":"m","body":null,"created_at":"0001-01-01T00:00:00+14:00"}',
        b'{"message_id":"m","body":"\\ud800"}',
        b'{"message_id":"\\ud800","body":1}',
    ],
)
def test_a_message_made_to_hurt_is_answered_as_refused(kiosk: Kiosk, message: bytes) -> None:
    response = kiosk.post_bytes("messages", b'{"chain_head":"","messages":[' + message + b"]}")
    assert response.status_code == 200
    assert [a["result"] for a in response.json()["answers"]] == ["refused"]


def test_too_much_is_not_read(kiosk: Kiosk) -> None:
    is_error(kiosk.post_bytes("messages", b" " * ((1 << 20) + 1)), 413, "too_large")
    is_error(kiosk.post_bytes("messages", b'{"chain_head":"","messages":[' + b"1," * 200 + b"1]}"), 413, "too_large")

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 65_536

    chunked = kiosk.client.post("/api/v1/messages", content=pieces(), headers=kiosk.headers)
    is_error(chunked, 413, "too_large")


def test_packed_bodies_and_other_kinds_are_not_taken(kiosk: Kiosk) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    is_error(kiosk.post_bytes("messages", bomb, **{"Content-Encoding": "gzip"}), 415, "encoding_unsupported")
    is_error(kiosk.post_bytes("messages", b"a=b", **{"Content-Type": "application/x-www-form-urlencoded"}), 415,
             "not_json")  # fmt: skip


def test_a_body_that_trickles_is_cut_off(tmp_path: Any) -> None:
    service = open_service(f"sqlite:///{tmp_path}/slow.db", body_seconds=0.3)
    token = service.kiosk().enrolled.token
    with Serving(service.app) as serving, socket.create_connection(("127.0.0.1", serving.port), timeout=10) as line:
        head = ("POST /api/v1/messages HTTP/1.1", "Host: x", f"Authorization: Bearer {token}", "Content-Length: 99")
        line.sendall("\r\n".join((*head, "", "{")).encode())
        answer = line.recv(4096).decode()
    service.close()
    assert answer.startswith("HTTP/1.1 408")
    assert "too_slow" in answer


@pytest.mark.parametrize(
    "query",
    [
        {"date": "2026-13-01"},
        {"amount_fen": ""},
        {"amount_fen": "-1"},
        {"amount_fen": "1e5"},
        {"amount_fen": "9" * 40},
        {"till": "'; --"},
        {"till": "0" * 99},
    ],
)
def test_a_search_of_another_shape_says_what_is_wrong(kiosk: Kiosk, query: dict[str, str]) -> None:
    proper = {"date": "2026-11-20", "till": "03", "amount_fen": "1"}
    is_error(kiosk.get("receipts", **(proper | query)), 422, "shape")
    is_error(kiosk.get("receipts"), 422, "shape")


@pytest.mark.parametrize("query", [{"cursor": "-1"}, {"cursor": "x"}, {"cursor": str(2**63)}, {"limit": "0"},
                                   {"limit": "5000"}])  # fmt: skip
def test_a_replica_question_of_another_shape(kiosk: Kiosk, query: dict[str, str]) -> None:
    is_error(kiosk.get("replica", **query), 422, "shape")


@pytest.mark.parametrize(
    "code",
    ["1", "990703261120000199", "6901234567892", "%00", "%0d%0aX-Evil:1", "x" * 4_000, "%E2%80%AE123", "..%2f..%2fetc",
     "%F0%9F%92%A9", "' OR '1'='1", "%EF%BC%91%EF%BC%92", "{{7*7}}", "%25s%25n", "<script>"],
)  # fmt: skip
def test_a_code_nobody_printed_is_unknown_and_not_echoed(kiosk: Kiosk, code: str) -> None:
    response = kiosk.get(f"receipts/{code}")
    assert response.status_code == 404
    assert response.json()["code"] in ("receipt_unknown", "not_found")
    assert "script" not in response.text
    assert "x-evil" not in response.headers


def test_a_receipt_is_found_by_code_and_by_what_a_shopper_remembers(service: Service, kiosk: Kiosk) -> None:
    sold = [a_receipt(n, till="03") for n in range(1, 8)]
    service.sell(*sold, a_receipt(9, till="04"), a_receipt(1, store_id="9908"))
    grouped = " ".join(re.findall(".{1,4}", sold[0].code))
    answer = kiosk.get(f"receipts/{grouped}").json()
    assert answer == {"known": {"receipt": codec.encode(sold[0]), "returned": []}, "as_of": "2026-11-21T02:20:00Z"}
    found = kiosk.get("receipts", date="2026-11-20", till="03", amount_fen=1_000).json()["found"]
    assert len(found) == 5
    assert {f["receipt"]["store_id"] for f in found} == {"9907"}
    assert kiosk.get("receipts", date="2026-11-20", till="03", amount_fen=999).json()["found"] == []
    assert kiosk.get(f"receipts/{a_receipt(1, store_id='9908').code}").status_code == 200


def test_there_is_nothing_else(kiosk: Kiosk) -> None:
    is_error(kiosk.get("nothing"), 404, "not_found")
    is_error(kiosk.client.get("/api/v1/messages"), 405, "method_not_allowed")
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert kiosk.client.get(path).status_code == 404


def test_who_asks_too_often_waits(tmp_path: Any) -> None:
    service = open_service(f"sqlite:///{tmp_path}/r.db", device_burst=3, device_per_second=0.5, enrolments_per_minute=2)
    one, two = service.kiosk(), service.kiosk()
    assert [one.get("receipts/1").status_code for _ in range(4)] == [404, 404, 404, 429]
    answer = one.get("receipts/1")
    is_error(answer, 429, "rate")
    assert 1 <= int(answer.headers["retry-after"]) <= 2
    assert two.get("receipts/1").status_code == 404
    is_error(service.client.post("/api/v1/devices/enrol", json={"code": "a", "name": "b"}), 429, "rate")
    service.close()


def test_a_bucket_fills_again() -> None:
    at = [0.0]
    buckets = Buckets(Rate(2.0, 2), lambda: at[0])
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0.5]
    at[0] = 0.5
    assert [buckets.take("a"), buckets.take("b")] == [0, 0]
    assert buckets.take("a") > 0


def test_a_database_that_is_away_is_a_passing_trouble() -> None:
    app = create_app(Settings(), open_database("postgresql://nobody@127.0.0.1:1/none"), Clock())
    client = TestClient(app, raise_server_exceptions=False)
    for response in (
        client.get("/healthz"),
        client.get("/api/v1/replica", headers={"Authorization": "Bearer a.b.c"}),
    ):
        is_error(response, 503, "unavailable")
        assert response.headers["retry-after"] == "5"
        assert "127.0.0.1" not in response.text


def test_the_service_says_that_it_is_well(service: Service) -> None:
    assert service.client.get("/healthz").json() == {"status": "ok"}


def test_large_answers_travel_packed(service: Service, kiosk: Kiosk) -> None:
    service.sell(*(a_receipt(n) for n in range(1, 40)))
    packed = kiosk.client.get("/api/v1/replica", headers={**kiosk.headers, "Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    plain = kiosk.client.get("/api/v1/replica", headers={**kiosk.headers, "Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_openapi_describes_every_route_with_examples_that_are_true(service: Service) -> None:
    document = service.client.get("/api/v1/openapi.json").json()
    of_kiosks = {
        "/api/v1/devices/enrol", "/api/v1/devices/heartbeat", "/api/v1/receipts/{code}", "/api/v1/receipts",
        "/api/v1/replica", "/api/v1/messages", "/api/v1/urgent",
    }  # fmt: skip
    of_staff = {path for path in document["paths"] if path.startswith(("/api/v1/staff/", "/api/v1/stores/"))}
    assert set(document["paths"]) == of_kiosks | of_staff
    schemas = document["components"]["schemas"]
    refs = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert refs <= set(schemas)
    values = [v for room in (examples, guide_examples) for name, v in vars(room).items() if name.isupper()]
    by_schema = {type(one).__name__: type(one) for v in values for one in (v if isinstance(v, tuple) else (v,))}
    for path, methods in document["paths"].items():
        for method in methods.values():
            contents = [method["responses"]["200"]["content"]["application/json"]]
            if "application/json" in method.get("requestBody", {}).get("content", {}):
                contents.append(method["requestBody"]["content"]["application/json"])
            for content in contents:
                is_list = content["schema"].get("type") == "array"
                named = content["schema"]["items"] if is_list else content["schema"]
                cls = by_schema[named["$ref"].rpartition("/")[2]]
                codec.decode(tuple[cls, ...] if is_list else cls, content["example"])
            assert {"429", "503"} <= set(method["responses"])
            assert ("security" in method) == (not path.endswith(("enrol", "sign-in")))
    assert schemas["ReplicaPage"]["properties"]["changes"]["items"]["discriminator"]["mapping"].keys() == {
        "store", "policy", "department", "product", "receipt", "plan", "placement", "stock", "promotion", "notice",
        "synonym", "removed",
    }  # fmt: skip
    assert schemas["SaleLine"]["additionalProperties"] is False
    # Two enums by one name, a till's and the guide's: each stands there.
    for holder, key, enum in (
        ("AppliedPromotion", "promotion", receipt.PromotionKind),
        ("Promotion", "kind", promotion.PromotionKind),
    ):
        name = schemas[holder]["properties"][key]["$ref"].rpartition("/")[2]
        assert schemas[name]["enum"] == [member.value for member in enum]
    assert "gtin" not in schemas["SaleLine"]["required"]


def test_times_are_the_servers_own(service: Service, kiosk: Kiosk) -> None:
    service.clock.forward(timedelta(hours=1))
    assert kiosk.replica().as_of == service.clock()
