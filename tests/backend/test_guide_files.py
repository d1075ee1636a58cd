"""Tables as store staff write them: read with the line of each item, refused with every fault and its line."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.api import guide_examples
from backend.guide_files import FileFaults, Kind, read_table
from backend.guide_files.tables import column_names
from domain import codec
from domain.goods import Placement, Synonym
from domain.promotion import NoticeKind, Promotion, PromotionKind
from domain.words import Words

ZONE = ZoneInfo("Asia/Shanghai")
EXAMPLES = {
    Kind.PROMOTIONS: (guide_examples.PROMOTIONS, guide_examples.PROMOTIONS_CSV),
    Kind.NOTICES: (guide_examples.NOTICES, guide_examples.NOTICES_CSV),
    Kind.PLACEMENTS: (guide_examples.PLACEMENTS, guide_examples.PLACEMENTS_CSV),
    Kind.STOCKS: (guide_examples.STOCKS, guide_examples.STOCKS_CSV),
    Kind.SYNONYMS: (guide_examples.SYNONYMS, guide_examples.SYNONYMS_CSV),
}


def faults(kind: Kind, text: str, *, is_csv: bool = True) -> list[tuple[int, str]]:
    with pytest.raises(FileFaults) as raised:
        read_table(kind, text, ZONE, is_csv=is_csv)
    return list(raised.value.faults)


@pytest.mark.parametrize("kind", Kind)
def test_the_documented_examples_can_be_read(kind: Kind) -> None:
    items, table = EXAMPLES[kind]
    as_json = json.dumps(codec.encode(items))
    assert read_table(kind, as_json, ZONE, is_csv=False).items == items
    assert len(read_table(kind, table, ZONE, is_csv=True).items) == 1


def test_a_promotion_as_a_row_is_in_the_stores_own_time() -> None:
    table = (
        "promotion_id,kind,title,title_en,starts_at,ends_at,weekdays,from_time,to_time,product_ids,departments,"
        "price_fen,threshold_fen,off_fen,fixture_id,priority\n"
        "a,spend_and_save,满50减10,¥10 off,2026/11/21 08:00,2026-11-28T00:00:00+00:00,6、7,8:00,20:30,"
        "P1 P2,fresh，grain,,5000,1000,F12,3\n"
    )
    (promotion,) = read_table(Kind.PROMOTIONS, table, ZONE, is_csv=True).items
    assert isinstance(promotion, Promotion)
    assert promotion.kind is PromotionKind.SPEND_AND_SAVE
    assert promotion.title == Words("满50减10", "¥10 off")
    assert promotion.validity.starts_at == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
    assert promotion.validity.ends_at == datetime(2026, 11, 28, tzinfo=UTC)
    assert promotion.validity.weekdays == (6, 7)
    assert (promotion.validity.from_time, promotion.validity.to_time) == (time(8), time(20, 30))
    assert (promotion.product_ids, promotion.departments) == (("P1", "P2"), ("fresh", "grain"))
    assert (promotion.threshold_fen, promotion.off_fen, promotion.priority) == (5000, 1000, 3)


def test_a_place_needs_no_name_where_a_product_has_one_only() -> None:
    table = "product_id,fixture_id,bay,shelf,checked_on\nP1,F1,2,3,2026/11/18\nP1,F2,,,\n"
    assert read_table(Kind.PLACEMENTS, table, ZONE, is_csv=True).items == (
        Placement("P1-1", "P1", "F1", "", 2, 3, date(2026, 11, 18)),
        Placement("P1-1", "P1", "F2"),
    )


def test_rows_keep_their_lines_through_empty_ones_and_line_breaks_in_cells() -> None:
    table = '\ufeffword,means\n\n红烧肉,"酱油\n冰糖"\n , \n宫保鸡丁,花生\n'
    read = read_table(Kind.SYNONYMS, table, ZONE, is_csv=True)
    assert read.items == (Synonym("红烧肉", ("酱油", "冰糖")), Synonym("宫保鸡丁", ("花生",)))
    assert read.lines == (3, 6)


def test_every_fault_of_every_row_is_told_with_its_line() -> None:
    table = (
        "promotion_id,kind,title,starts_at,ends_at,weekdays,price_fen\n"
        "a,discount,好,2026-11-22 00:00,2026-11-21 00:00,,100\n"
        "b,free,好,2026-11-21 00:00,tomorrow,,12.50\n"
        "c,discount,好,2026-11-21 00:00,2026-11-22 00:00,8,100\n"
        ",discount,,2026-11-21 00:00,2026-11-22 00:00,,\n"
        "d,discount,好,2026-11-21 00:00,2026-11-22 00:00,,100,more,cells\n"
    )
    assert faults(Kind.PROMOTIONS, table) == [
        (2, "validity: it ends before it starts"),
        (3, "ends_at: a time YYYY-MM-DD HH:MM is expected, not 'tomorrow'"),
        (3, "price_fen: a whole number is expected, not '12.50'"),
        (4, "validity: weekdays go from 1 (Monday) to 7"),
        (5, "promotion_id: missing"),
        (5, "title: missing"),
        (6, "more cells than columns"),
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "the first row must name the columns: word, means"),
        ("wort,means\na,b\n", "unknown columns: wort"),
        ("word,word,means\na,b,c\n", "columns named twice: word"),
        ('word,means\na,"b\n', "not CSV: unexpected end of data"),
    ],
)
def test_a_table_that_is_none(table: str, said: str) -> None:
    ((_, told),) = faults(Kind.SYNONYMS, table)
    assert told == said


@pytest.mark.parametrize(
    ("text", "line"),
    [('[{"word": "a", "means": ["b"]},\n{"word": 1}]', 2), ('{"word": "a", "means": ["b"]}\n{"wrod": "b"}\n', 2)],
)
def test_json_is_told_by_line_too(text: str, line: int) -> None:
    assert {at for at, _ in faults(Kind.SYNONYMS, text, is_csv=False)} == {line}


def test_json_without_a_zone_is_a_fault() -> None:
    plain = codec.encode(guide_examples.NOTICE) | {"starts_at": "2026-11-21 10:20"}
    ((_, said),) = faults(Kind.NOTICES, json.dumps([plain]), is_csv=False)
    assert "expected a time with its zone" in said


def test_only_so_many_faults_are_told() -> None:
    table = "word,means\n" + "a,\n" * 500
    with pytest.raises(FileFaults) as raised:
        read_table(Kind.SYNONYMS, table, ZONE, is_csv=True)
    assert (len(raised.value.faults), raised.value.more) == (100, 400)


@given(st.sampled_from(Kind), st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6), st.booleans())
def test_whatever_stands_in_a_table_is_read_or_told(kind: Kind, rows: list[list[str]], headed: bool) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    if headed:
        writer.writerow(column_names(kind)[:8])
    writer.writerows(rows)
    try:
        read = read_table(kind, out.getvalue(), ZONE, is_csv=True)
    except FileFaults as bad:
        read, told = None, bad.faults
    else:
        told = ()
    assert told if read is None else len(read.items) == len(read.lines)
    assert all(line >= 0 and said for line, said in told)


@given(st.sampled_from(Kind), st.text(max_size=200))
def test_whatever_is_no_json_is_told(kind: Kind, text: str) -> None:
    try:
        read = read_table(kind, text, ZONE, is_csv=False)
    except FileFaults as bad:
        read, told = None, bad.faults
    else:
        told = ()
    assert told if read is None else read.items == ()


def test_notices_know_their_kinds() -> None:
    table = guide_examples.NOTICES_CSV.replace("silver_day", "party")
    ((line, said),) = faults(Kind.NOTICES, table)
    assert line == 2
    assert all(repr(kind.value) in said for kind in NoticeKind)
