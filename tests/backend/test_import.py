"""Receipts come in from files: whole or not at all, told by line, the same file twice changes nothing."""

from __future__ import annotations

import csv
import json
import tracemalloc
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.pos.csv_reader import COLUMNS, read_csv
from backend.pos.importing import Report, import_file
from backend.pos.json_reader import LARGEST, Broken, Read, read_json
from domain import codec
from domain.receipt import AppliedPromotion, PromotionKind, Receipt
from tests.support.service import NOW, Kiosk, Service, a_line, a_receipt


def taken(service: Service, path: Path, content: str | bytes, **how: Any) -> Report:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_file(service.sessions, path, service.clock, **how)


def plain(receipt: Receipt, **changed: Any) -> dict[str, Any]:
    return {**codec.encode(receipt), **changed}


RECEIPTS = (
    a_receipt(1, a_line(1, 3_000, 3), a_line(2, 1_830, weight_g=1_326, unit="kg")),
    a_receipt(
        2,
        a_line(1, 8_000, gross_fen=10_000, basket_share_fen=2_000),
        a_line(2, 0, gift_of=1),
        promotions=(
            AppliedPromotion("T1", PromotionKind.THRESHOLD, "满100减20", 2_000, (1,), 2_000, threshold_fen=10_000),
        ),
    ),
)


def as_csv(receipts: tuple[Receipt, ...]) -> str:
    out = StringIO()
    rows = csv.DictWriter(out, COLUMNS)
    rows.writeheader()
    for receipt in receipts:
        told = plain(receipt)
        own = {name: told[name] for name in ("store_id", "till", "cashier", "sold_at")}
        rows.writerow({"record": "receipt", "receipt_code": receipt.code, **own})
        for kind in ("line", "promotion", "tender"):
            for item in told[f"{kind}s"]:
                cells = {k: " ".join(map(str, v)) if isinstance(v, list) else v for k, v in item.items()}
                rows.writerow({"record": kind, "receipt_code": receipt.code, **cells})
    return out.getvalue()


def test_json_lines_an_array_and_csv_say_the_same(service: Service, kiosk: Kiosk, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(plain(r), ensure_ascii=False) for r in RECEIPTS)
    report = taken(service, tmp_path / "r.jsonl", lines)
    assert (report.read, report.new, report.unchanged, report.refused) == (2, 2, 0, [])
    array = json.dumps([plain(r) for r in RECEIPTS], indent=2)
    report = taken(service, tmp_path / "r.json", array)
    assert (report.read, report.new, report.unchanged) == (2, 0, 2)
    report = taken(service, tmp_path / "r.csv", as_csv(RECEIPTS))
    assert (report.read, report.new, report.unchanged, report.refused) == (2, 0, 2, [])
    assert kiosk.get(f"receipts/{RECEIPTS[1].code}").json()["known"]["receipt"] == plain(RECEIPTS[1])


def test_a_file_of_a_till_that_writes_gb18030(service: Service, tmp_path: Path) -> None:
    as_gb = as_csv(RECEIPTS).encode("gb18030")
    wrong = taken(service, tmp_path / "r.csv", as_gb)
    assert wrong.new == 0
    assert wrong.refused_count == 2
    assert taken(service, tmp_path / "r.csv", as_gb, encoding="gb18030").new == 2


def test_a_changed_receipt_is_told_and_not_applied(service: Service, kiosk: Kiosk, tmp_path: Path) -> None:
    service.sell(RECEIPTS[0])
    changed = plain(RECEIPTS[0], cashier="9999")
    report = taken(service, tmp_path / "r.jsonl", json.dumps(changed))
    assert report.refused_count == 1
    assert "other content" in report.refused[0].reason
    assert kiosk.get(f"receipts/{RECEIPTS[0].code}").json()["known"]["receipt"]["cashier"] == "0112"


def test_each_fault_is_told_with_its_line_and_the_others_come_in(service: Service, tmp_path: Path) -> None:
    good = [a_receipt(n) for n in range(1, 8)]
    other_store = a_receipt(8, store_id="1234")
    lines = [
        json.dumps(plain(good[0])),
        "{broken",
        json.dumps(plain(good[1], paid_fen=1)),
        json.dumps(plain(good[2], lines=[])),
        json.dumps(plain(good[3])).replace('"quantity": 1', '"quantity": NaN'),
        json.dumps(plain(good[4]))[:-1] + ', "till": "04"}',
        json.dumps(plain(other_store)),
        json.dumps(plain(good[5], code=good[5].code[:-1] + "0")),
        json.dumps(plain(good[6], sold_at=codec.encode(NOW + timedelta(days=40)))),
        json.dumps(plain(a_receipt(9))),
    ]
    report = taken(service, tmp_path / "r.jsonl", "\n".join(lines))
    assert (report.read, report.new) == (10, 2)
    assert sorted(r.line for r in report.refused) == [2, 3, 4, 5, 6, 7, 8, 9]
    told = {r.line: r.reason for r in report.refused}
    assert "not JSON" in told[2]
    assert "paid_fen: unknown" in told[3]
    assert "no lines" in told[4]
    assert "NaN" in told[5]
    assert "twice" in told[6]
    assert "store 1234 is not known" in told[7]
    assert "not a receipt code: check_wrong" in told[8]
    assert "in the future" in told[9]


def test_an_array_that_breaks_off_keeps_what_was_whole(service: Service, tmp_path: Path) -> None:
    array = json.dumps([plain(r) for r in RECEIPTS])
    report = taken(service, tmp_path / "r.json", array[: len(array) - 40])
    assert report.new == 1
    assert report.stopped is not None
    assert not report.clean


@pytest.mark.parametrize(
    ("cell", "change", "reason"),
    [
        ("quantity", "１", "quantity: cannot read"),
        ("quantity", "1_000", "quantity: cannot read"),
        ("paid_fen", "9" * 30, "paid_fen: cannot read"),
        ("record", "lines", "record must be one of"),
        ("amount_fen", "5", "amount_fen does not belong in a line row"),
        ("name", "\x1b@", "control characters"),
    ],
)
def test_a_wrong_cell_refuses_its_receipt_alone(
    service: Service, tmp_path: Path, cell: str, change: str, reason: str
) -> None:
    rows = list(csv.DictReader(StringIO(as_csv(RECEIPTS))))
    rows[1][cell] = change
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    report = taken(service, tmp_path / "r.csv", out.getvalue())
    assert (report.new, report.refused_count) == (1, 1)
    assert report.refused[0].line in (2, 3)
    assert reason in report.refused[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "name the columns"),
        ("receipt_code,colour\n", "name the columns"),
        ("record,receipt_code,colour\n", "unknown columns: colour"),
        ("record,receipt_code,record\n", "named twice"),
        ('record,receipt_code\n"receipt', "not CSV"),
    ],
)
def test_a_file_that_is_no_such_table_says_why(service: Service, tmp_path: Path, content: str, reason: str) -> None:
    report = taken(service, tmp_path / "r.csv", content)
    assert report.stopped is not None
    assert reason in report.stopped
    assert report.read == 0


def test_a_value_beyond_all_measure_is_told_as_such_and_the_next_line_is_read() -> None:
    endless = json.dumps({"name": "x" * LARGEST})
    told = list(read_json(StringIO(f'{endless}\n{{"till": "03"}}\n')))
    assert told == [Broken(1, f"longer than {LARGEST} characters", False), Read(2, {"till": "03"})]


def test_names_that_look_like_formulas_or_markup_come_in_as_they_are(service: Service, kiosk: Kiosk) -> None:
    names = ["=1+2", "+86", "-1", "@SUM", "<script>alert(1)</script>", "'; DROP TABLE receipts; --", "{0}%s{{x}}", "'"]
    receipt = a_receipt(1, *(a_line(i, name=name) for i, name in enumerate(names, start=1)))
    service.sell(receipt)
    back = kiosk.get(f"receipts/{receipt.code}").json()["known"]["receipt"]["lines"]
    assert [line["name"] for line in back] == names


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=50), max_size=4), max_size=8))
def test_any_array_reads_as_it_would_whole(values: list[dict[str, Any]]) -> None:
    read = list(read_json(StringIO(json.dumps(values, indent=1, ensure_ascii=False))))
    assert [r.value for r in read if isinstance(r, Read)] == values


@given(st.text(max_size=300))
def test_no_text_breaks_the_readers(text: str) -> None:
    for reader in (read_json, read_csv):
        for found in reader(StringIO(text)):
            assert isinstance(found, Read | Broken)


def test_a_long_file_takes_no_more_memory_than_a_short_one(service: Service, tmp_path: Path) -> None:
    def peak(numbers: range) -> int:
        path = tmp_path / "receipts.jsonl"
        path.write_text("".join(json.dumps(plain(a_receipt(n))) + "\n" for n in numbers))
        tracemalloc.start()
        import_file(service.sessions, path, service.clock)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(range(0, 200))
    short = peak(range(200, 600))
    assert peak(range(600, 1_600)) < 1.3 * short
