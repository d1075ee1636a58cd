"""Makes readings.txt and simplified.txt, what the search knows of characters. `python assets/search/make_characters.py`

Readings are pypinyin's (MIT), without tones: a syllable, the characters mostly read so, and those that can be.
Traditional characters are OpenCC's (Apache 2.0). The kiosk reads these two files, 90 kB, instead of carrying both
dictionaries with their phrases.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parent
HAN = range(0x4E00, 0xA000)
LEAST_WORDS, LEAST_SHARE = 2, 0.02
"""Of the words a character stands in, so many must read it so."""


def main() -> None:
    simple = _simplified()
    (FOLDER / "simplified.txt").write_text(f"{''.join(simple)}\n{''.join(simple.values())}\n", "utf-8")
    usual: dict[str, str] = {}
    others: dict[str, str] = {}
    for char, syllables in _readings().items():
        if char not in simple:
            usual[syllables[0]] = usual.get(syllables[0], "") + char
            for syllable in syllables[1:]:
                others[syllable] = others.get(syllable, "") + char
    lines = (f"{s} {usual.get(s, '')} {others.get(s, '')}\n" for s in sorted({*usual, *others}))
    (FOLDER / "readings.txt").write_text("".join(lines), "utf-8")


def _simplified() -> dict[str, str]:
    """One character for one; where OpenCC offers several, its first."""
    import opencc

    pairs: dict[str, str] = {}
    text = (Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt").read_text("utf-8")
    for line in text.splitlines():
        old, _, new = line.partition("\t")
        first = new.split(" ")[0]
        if ord(old) in HAN and ord(first) in HAN and old != first:
            pairs[old] = first
    return pairs


def _readings() -> dict[str, list[str]]:
    """The usual one first. A dictionary's other readings only where words are read so: few read 青 as jing."""
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    said: dict[str, Counter[str]] = {}
    for phrase, sounds in phrases_dict.items():
        for char, sound in zip(phrase, sounds, strict=False):
            said.setdefault(char, Counter())[_toneless(sound[0])[0]] += 1
    found = {}
    for code, text in pinyin_dict.items():
        if code not in HAN:
            continue
        every = _toneless(text)
        counted = said.get(chr(code), Counter())
        least = max(LEAST_WORDS, LEAST_SHARE * sum(counted.values()))
        known = [sound for sound in every if counted[sound] >= least]
        # Where there are few words to tell by, the dictionary's first reading stands, and a second is believed.
        first = max(known, key=lambda sound: counted[sound]) if known else every[0]
        found[chr(code)] = list(dict.fromkeys((first, *known, *(() if counted else every[:2]))))
    return found


def _toneless(text: str) -> list[str]:
    """All different ones, ü as v: it is typed so."""
    said = []
    for reading in text.split(","):
        letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
        plain = "".join(c for c in letters if c.isascii() and c.isalpha())
        if plain:
            said.append(plain)
    return list(dict.fromkeys(said))


if __name__ == "__main__":
    main()
