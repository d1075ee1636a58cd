"""Plain data and back: what one side writes the other reads, and what is wrong is said all at once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import reference, wire
from domain.codec import DecodeError, canonical, decode, digest, encode, loads
from domain.policy import Policy, policy_from_plain
from domain.receipt import AppliedPromotion, LineReturned, Receipt, SaleLine, Tender, TenderKind
from tests.support.strategies import plain_policy, shaped

WIRE = (
    wire.ReturnLine, wire.ReturnRegistered, wire.SlipReported, wire.AssistRequested, wire.RatingGiven,
    wire.InquiryMade, wire.GuideUsed, wire.Envelope, wire.Batch,
    wire.Answer, wire.BatchAnswer,
)  # fmt: skip
REFERENCE = (
    reference.Store, reference.Department, reference.Product, reference.ReceiptKnown, reference.ReplicaPage,
    reference.ReceiptAnswer, reference.ReceiptsAnswer, reference.Enrolled, reference.Heartbeat,
    reference.HeartbeatAnswer, reference.PlanChanged, reference.PlacementChanged, reference.StockChanged,
    reference.PromotionChanged, reference.NoticeChanged, reference.SynonymChanged,
)  # fmt: skip
OTHERS = (Receipt, SaleLine, AppliedPromotion, Tender, LineReturned, Policy)

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(("kind", "body", "lines", "receipt", "store", "timezone", "default")) | st.text(max_size=3),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("cls", WIRE + REFERENCE + OTHERS, ids=lambda cls: cls.__name__)
@settings(max_examples=30)
@given(data=st.data())
def test_every_shape_survives_the_journey(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(shaped(cls))
    travelled = loads(json.dumps(encode(value), ensure_ascii=False).encode())
    assert decode(cls, travelled) == value
    assert digest(decode(cls, travelled)) == digest(value) == digest(travelled)


@pytest.mark.parametrize("cls", WIRE + REFERENCE + OTHERS, ids=lambda cls: cls.__name__)
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_is_sent_ends_in_a_value_or_in_its_faults(cls: type[Any], data: st.DataObject) -> None:
    told: tuple[str, ...] = ()
    try:
        decode(cls, data.draw(PLAIN))
    except DecodeError as error:
        told = error.errors
    assert all(len(each) < 400 for each in told)


@pytest.mark.parametrize("number", ["1e999", "1.5", "-0.0"])
def test_a_number_beyond_all_bounds_is_a_fault_of_its_field_only(number: str) -> None:
    """Not of the whole document: one message of a batch must not stand in the way of the others."""
    text = json.dumps(encode_envelope()).replace('"seq": 1', f'"seq": {number}')
    with pytest.raises(DecodeError, match="seq: expected a whole number"):
        decode(wire.Envelope, loads(text))


@given(shaped(wire.Envelope), st.data())
def test_one_field_bent_is_told_by_its_path(envelope: wire.Envelope, data: st.DataObject) -> None:
    plain = encode(envelope)
    field = data.draw(st.sampled_from(sorted(plain)))
    with pytest.raises(DecodeError) as caught:
        decode(wire.Envelope, {**plain, field: {"kind": ["?"]}})
    assert all(told.startswith(field) for told in caught.value.errors)
    with pytest.raises(DecodeError, match="surprise: unknown" if field in ("link", "version") else f"{field}: missing"):
        decode(wire.Envelope, {**{k: v for k, v in plain.items() if k != field}, "surprise": 1})


def test_all_faults_at_once_each_with_its_path() -> None:
    cash = Tender(TenderKind.CASH, 5)
    plain = encode(Receipt("1", "9907", "07", "0112", datetime(2026, 11, 20, tzinfo=UTC), (), (cash,)))
    plain["till"] = 7
    plain["tenders"][0] = {"tender": "gold", "amount_fen": True, "tip": 1}
    plain["sold_at"] = "2026-11-20T10:00:00"
    del plain["cashier"]
    with pytest.raises(DecodeError) as caught:
        decode(Receipt, plain)
    assert sorted(caught.value.errors) == [
        "cashier: missing",
        "sold_at: expected a time with its zone, got '2026-11-20T10:00:00'",
        "tenders[0].amount_fen: expected a whole number, got True",
        "tenders[0].tender: expected 'cash' or 'wechat' or 'alipay' or 'card' or 'store_card' or 'voucher', got 'gold'",
        "tenders[0].tip: unknown",
        "till: expected text, got 7",
    ]


def test_times_travel_in_utc_whatever_zone_they_were_said_in() -> None:
    beijing = timezone(timedelta(hours=8))
    assert encode(datetime(2026, 11, 21, 10, 18, tzinfo=beijing)) == "2026-11-21T02:18:00Z"
    assert encode(date(2026, 11, 21)) == "2026-11-21"
    assert encode(time(21, 30)) == "21:30:00"
    with pytest.raises(ValueError, match="without a zone"):
        encode(datetime(2026, 11, 21))


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "2026-11-21", "soon", "", 5]
)
def test_a_moment_nobody_can_name_is_a_fault(text: object) -> None:
    with pytest.raises(DecodeError, match="created_at: expected a time with its zone"):
        decode(wire.Envelope, {**encode_envelope(), "created_at": text})


def test_the_canonical_form_is_one_whatever_the_order() -> None:
    assert canonical({"b": 1, "a": "纯牛奶"}) == '{"a":"纯牛奶","b":1}'.encode()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})
    with pytest.raises(TypeError, match="object has no plain form"):
        encode(object())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a": 1, "a": 2}',
        '{"x": {"a": 1, "a": 2}}',
        '{"a": NaN}',
        '{"a": -Infinity}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "1" * 5_000,
        "{'a': 1}",
        '{"a": 1} x',
        b"\xff\xfe{}",
        b'{"a": "\xc3\x28"}',
    ],
    ids=range(13),
)
def test_hostile_json_is_refused_in_a_sentence(text: str | bytes) -> None:
    with pytest.raises(DecodeError) as caught:
        loads(text)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "value",
    [
        {"kind": []},
        {"kind": {}},
        {"kind": None},
        {"kind": "nothing.we.know"},
        {},
        [],
        None,
        "return.registered",
    ],
    ids=repr,
)
def test_a_message_of_no_known_kind_is_a_fault(value: object) -> None:
    with pytest.raises(DecodeError, match=r"return\.registered"):
        decode(wire.Envelope, {**encode_envelope(), "body": value})


def encode_envelope() -> dict[str, Any]:
    body = wire.SlipReported("R3-1847-W", "confirmed", "ready", False)
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return dict(encode(wire.Envelope("m", "d", 1, 1, at, body)))


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**400, True, 1.0, "1"])
def test_numbers_stay_in_their_bounds(number: object) -> None:
    with pytest.raises(DecodeError, match="seq: expected"):
        decode(wire.Envelope, {**encode_envelope(), "seq": number})


def test_what_is_wrong_is_shown_short_and_without_its_control_characters() -> None:
    nested: Any = 1
    for _ in range(900):
        nested = [nested]
    for value in (nested, "\x1b[2J" * 5_000, {"\x1b]0;": 1}, 16**5_000):
        with pytest.raises(DecodeError) as caught:
            decode(wire.Envelope, {**encode_envelope(), "device_id": value, "\x1b[31m": 1})
        for told in caught.value.errors:
            assert len(told) < 200
            assert "\x1b" not in told


# Policies are written by people ------------------------------------------------------------------------------------


def test_a_policys_faults_are_told_together() -> None:
    plain = encode(plain_policy())
    plain["keep_days"] = -1
    plain["departments"] = [{"department": "a", "window_days": 7, "window_hours": 2}, {"departmnt": "b"}]
    with pytest.raises(DecodeError) as caught:
        policy_from_plain(plain)
    assert sorted(caught.value.errors) == [
        "departments[0]: give exactly one of window_days, window_hours, not_returnable",
        "departments[1].department: missing",
        "departments[1].departmnt: unknown",
    ]
    plain["timezone"] = "Asia/Chengdu"
    with pytest.raises(DecodeError) as also:
        policy_from_plain(plain)
    assert also.value.errors[-1] == "timezone must be a name such as Asia/Shanghai"
    plain["departments"] = [{"department": "a", "window_days": 7}] * 2
    plain["offline"]["day_fen"] = -5
    with pytest.raises(DecodeError) as again:
        policy_from_plain(plain)
    assert again.value.errors == (
        "document: departments named twice: a; timezone must be a name such as Asia/Shanghai; "
        "limits cannot be negative; offline limits cannot be negative",
    )
