"""Makes words.tsv, the table the kiosk's own pinyin works by, and shop.tsv, what librime does not know of a shop.

`python make_words.py` in an environment of its own with

    pip install jieba==0.42.1 pypinyin opencc-python-reimplemented

Counts are those of jieba's dictionary (MIT), readings pypinyin's (MIT), traditional forms OpenCC's (Apache 2.0).
Names of people and places are left out; what people say and buy in a shop (shop_words.txt) is put before what
newspapers write. One line a reading, the most usual first: word, syllables, the traditional form where it is another.
"""

from __future__ import annotations

import re
from pathlib import Path

import jieba
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, pinyin

HERE = Path(__file__).parent
WORDS = 14_000
SHOP = 3_000
"""Count a shop's word has at least: as many as everyday words."""
NAMES = ("nr", "nrt", "nrfg", "ns", "nt", "nz")
"""jieba's tags for people, places, firms and other names."""
RARER = 40
"""How much rarer a character's further readings are than its first."""


def plain(syllables: list[str]) -> str:
    return " ".join(s.replace("ü", "v") for s in syllables)


def in_gb2312(word: str) -> bool:
    try:
        word.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return bool(re.fullmatch("[\u4e00-\u9fff]+", word))


def main() -> None:
    counted: dict[str, int] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, tag = line.split()
        if len(word) <= 4 and in_gb2312(word) and (len(word) == 1 or tag not in NAMES):
            counted[word] = int(count)
    for code in range(0xB0A1, 0xF7FF):
        try:
            char = code.to_bytes(2, "big").decode("gb2312")
        except UnicodeDecodeError:
            continue
        counted.setdefault(char, 1)
    shop = (HERE / "shop_words.txt").read_text("utf-8").split()
    for word in shop:
        counted[word] = max(counted.get(word, 0), SHOP)
    chars = [w for w in counted if len(w) == 1]
    words = sorted((w for w in counted if len(w) > 1), key=lambda w: -counted[w])[:WORDS]
    traditional = OpenCC("s2tw")
    rows: list[tuple[float, str, str]] = []
    for word in (*chars, *words):
        if len(word) > 1:
            rows.append((counted[word], word, plain(lazy_pinyin(word, v_to_u=True))))
            continue
        readings = dict.fromkeys(plain([r]) for r in pinyin(word, style=Style.NORMAL, heteronym=True, v_to_u=True)[0])
        for i, reading in enumerate(readings):
            rows.append((counted[word] / (RARER if i else 1), word, reading))
    rows = [row for row in rows if re.fullmatch("[a-z ]+", row[2])]
    rows.sort(key=lambda row: (-row[0], row[1]))
    for name, kept in (("words.tsv", rows), ("shop.tsv", [row for row in rows if row[1] in shop and len(row[1]) > 1])):
        with (HERE / name).open("w", encoding="utf-8") as out:
            for _, word, reading in kept:
                # 檯 is what OpenCC makes of counters; shops and their guests in Taiwan write 台.
                other = traditional.convert(word).replace("檯", "台")
                out.write(f"{word}\t{reading}" + (f"\t{other}" if other != word else "") + "\n")
    print(len(rows), "readings")


if __name__ == "__main__":
    main()
