"""An index in a file answers as the one it was made from, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.search.kept import load, save
from tests.kiosk.search.shops import small


def test_a_kept_index_answers_as_the_one_it_was_made_from(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "index.json"
    assert save(small(), "k", path)
    kept = load(path, "k")
    assert kept is not None
    for asked in ("酱油", "jy", "soy suace", "做红烧肉", "厕所", "6900000000014", "优惠", "将由", "陈错"):
        assert kept.search(asked) == small().search(asked), asked
    assert kept.popular(5) == small().popular(5)
    assert kept.departments() == small().departments()


def test_a_file_of_something_else_or_half_a_file_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "index.json"
    assert load(path, "k") is None
    save(small(), "k", path)
    assert load(path, "other") is None
    whole = path.read_bytes()
    for half in (b"", b"null", b"{}", b"[1]", whole[:1000], whole[:-1], b'{"format":1,"key":"k"}'):
        path.write_bytes(half)
        assert load(path, "k") is None


def test_where_it_cannot_be_written_that_is_said(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    assert not save(small(), "k", taken / "index.json")


@pytest.mark.parametrize("key", ["a", "b"])
def test_it_is_written_whole_over_the_old_one(tmp_path: Path, key: str) -> None:
    path = tmp_path / "index.json"
    save(small(), "old", path)
    save(small(), key, path)
    assert load(path, key) is not None
    assert [file.name for file in tmp_path.iterdir()] == ["index.json"]
