"""Slips as documents: what is written can be read, what is wrong is said all at once and in place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.slip import (
    QR,
    Align,
    Area,
    BadSlipDocument,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Drawing,
    Fill,
    Label,
    Line,
    Look,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Space,
    Step,
    Text,
    Weight,
    example,
    from_json,
    to_json,
)

words = st.text(max_size=30)
texts = st.builds(Text, words, st.sampled_from(Size), st.booleans(), st.sampled_from(Align))
symbols = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)
points = st.lists(st.tuples(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000)), max_size=5).map(tuple)
parts = st.one_of(
    st.builds(Area, points, st.sampled_from(Fill), st.booleans()),
    st.builds(Line, points, st.sampled_from(Weight)),
    st.builds(Label, st.tuples(st.integers(-9, 9), st.integers(0, 99)), words, st.sampled_from(Look)),
)
sizes = st.integers(1, 10_000_000)
elements = st.one_of(
    texts,
    st.builds(Columns, words, words, st.sampled_from(Size), st.booleans()),
    st.builds(Rule, st.sampled_from(RuleStyle)),
    st.builds(Banner, words, words),
    st.builds(Box, st.lists(texts, min_size=1, max_size=3).map(tuple)),
    st.builds(Step, st.integers(1, 99), words, words),
    st.builds(Barcode, symbols),
    st.builds(QR, symbols, words, st.lists(words, max_size=3).map(tuple)),
    st.builds(Space, st.integers(1, 100)),
    st.builds(Drawing, sizes, sizes, st.lists(parts, max_size=4).map(tuple)),
    st.just(Cut()),
)
slips = st.builds(
    Slip,
    st.lists(elements, min_size=1, max_size=6).map(tuple),
    st.sampled_from(("zh_CN", "zh_TW", "en")),
    st.booleans(),
)


def problems(document: object) -> tuple[str, ...]:
    with pytest.raises(BadSlipDocument) as raised:
        from_json(document if isinstance(document, str) else json.dumps(document))
    return raised.value.problems


def test_the_example_survives_the_way_through_a_file() -> None:
    assert from_json(to_json(example())) == example()


@given(slips)
def test_every_slip_survives_the_way_through_a_file(slip: Slip) -> None:
    assert from_json(to_json(slip)) == slip


def test_what_has_a_default_may_be_left_out() -> None:
    slip = from_json('{"elements": [{"kind": "text", "text": "退货回执"}, {"kind": "rule"}]}')
    assert slip == Slip((Text("退货回执"), Rule()))


def test_mistakes_in_a_drawing_are_told_in_place() -> None:
    found = problems(
        {
            "elements": [
                {
                    "kind": "drawing",
                    "width": 0,
                    "parts": [
                        {"kind": "area", "points": [[0, 0], [1, 2, 3], "x"], "fill": "red"},
                        {"kind": "line", "points": 3},
                        {"kind": "text", "text": "x"},
                        {"kind": "label", "at": [1.5, True], "look": "disc"},
                    ],
                },
                {"kind": "drawing", "width": 10, "height": 10, "parts": "none"},
            ]
        }
    )
    told = "\n".join(found)
    for place in (
        "elements[0].width: expected a whole number from 1 to 10000000, found 0",
        "elements[0].height: expected, but it is missing",
        "elements[0].parts[0].points[1]: expected a list of two whole numbers",
        "elements[0].parts[0].points[2]: expected a list of two whole numbers, found 'x'",
        "elements[0].parts[0].fill: expected one of white, light, black, found 'red'",
        "elements[0].parts[1].points: expected a list of at most 500 points, found 3",
        "elements[0].parts[2]: expected an object with a kind, one of area, line, label",
        "elements[0].parts[3].at: expected a whole number from -10000000 to 10000000, found 1.5",
        "elements[1].parts: expected a list of at most 3000 parts, found 'none'",
    ):
        assert place in told


def test_all_mistakes_are_told_at_once_and_in_place() -> None:
    found = problems(
        {
            "language": 7,
            "colour": "red",
            "elements": [
                {"kind": "text", "size": "huge", "font": 1},
                {"kind": "box", "lines": [{"text": 3}, "x"]},
                3,
                {"kind": "picture"},
                {"kind": "step", "number": 0, "text": "去服务台"},
                {"kind": "barcode", "text": "工单"},
                {"kind": "space", "millimetres": True},
            ],
        }
    )
    told = "\n".join(found)
    for place in (
        "'colour': expected one of elements, language, large_type",
        "elements[0].size: expected one of caption, body, heading, hero, found 'huge'",
        "elements[0].text: expected, but it is missing",
        "elements[0]: expected text, size, bold, align, found the field 'font'",
        "elements[1].lines[0].text: expected text",
        "elements[1].lines[1]: expected an object with a text, found 'x'",
        "elements[2]: expected an object with a kind, found 3",
        "elements[3].kind: expected one of text, columns",
        "elements[4].number: expected a whole number from 1 to 99, found 0",
        "elements[5].text: expected 1 to 300 printable ASCII characters",
        "elements[6].millimetres: expected a whole number from 1 to 100, found True",
        "language: expected a language such as zh_CN",
    ):
        assert place in told


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("", "line 1, column 1: expected JSON"),
        ("[1, 2]", "document: expected an object"),
        ('{"elements": []}', "elements: expected a list of 1 to 500"),
        ('{"elements": [' + '{"kind": "cut"},' * 500 + '{"kind": "cut"}]}', "elements: expected a list of 1 to 500"),
        ("[" * 100_000, "nested too deeply"),
        ('{"elements": 1, "elements": 2}', "'elements' comes twice"),
        ('{"elements": NaN}', "expected numbers, it holds NaN"),
        ('{"elements": ' + "9" * 5000 + "}", "ordinary numbers"),
        ('{"elements": "' + "x" * 1_000_001 + '"}', "at most 1000000 characters"),
        ('{"elements": [{"kind": ["text"]}]}', "elements[0].kind: expected one of"),
        (
            '{"elements": [{"kind": "text", "text": "' + "长" * 2001 + '"}]}',
            "elements[0].text: expected text of at most",
        ),
        ('{"elements": [{"kind": "text", "text": "x", "size": {}}]}', "elements[0].size: expected one of"),
    ],
)
def test_no_document_is_too_strange_for_a_plain_sentence(document: str, told: str) -> None:
    assert any(told in problem for problem in problems(document))


def test_what_was_found_is_never_echoed_raw() -> None:
    (problem,) = problems('{"elements": [{"kind": "\\u001b[2J\\u202e' + "y" * 500 + '"}]}')
    assert problem.isascii()
    assert problem.isprintable()
    assert len(problem) < 250


@settings(max_examples=200)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | words,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    )
)
def test_any_json_is_a_slip_or_a_list_of_problems(value: object) -> None:
    try:
        from_json(json.dumps({"elements": [value]}))
    except BadSlipDocument as error:
        told = error.problems
    else:
        return
    assert told
