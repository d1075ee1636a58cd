"""Every Chinese text in the console's and the tracking page's sources: what a catalogue must have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = (ROOT / "backend" / "console", ROOT / "backend" / "tracking")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
NAMES = {"小", "简体", "繁體"}  # 小 goes before a surname; languages are named in themselves


def texts() -> dict[str, bool]:
    """Text -> whether it counts (Words.many)."""
    found: dict[str, bool] = {}
    for room in ROOMS:
        for path in sorted(room.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            counted = set(_counted(tree))
            for text in _strings(tree):
                if text not in NAMES and not _is_name(path, text):
                    found[text] = found.get(text, False) or text in counted
        for path in sorted(room.rglob("*.html")):
            for text in re.findall(r'w\("([^"]+)"', path.read_text(encoding="utf-8")):
                found.setdefault(text, False)
    return found


def bare_chinese_in_templates() -> list[str]:
    """Chinese outside w("...")."""
    return [
        f"{path.name}: {line.strip()}"
        for room in ROOMS
        for path in sorted(room.rglob("*.html"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if CHINESE.search(re.sub(r'w\("[^"]+"', "", line))
    ]


def _strings(tree: ast.AST) -> Iterator[str]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings | bare and CHINESE.search(str(node.value)):
            yield str(node.value)


def _counted(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "many":
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)
            elif isinstance(first, ast.Name):  # chosen from two just before: both count
                for other in ast.walk(tree):
                    if isinstance(other, ast.Assign) and any(
                        isinstance(t, ast.Name) and t.id == first.id for t in other.targets
                    ):
                        yield from (c.value for c in ast.walk(other.value) if isinstance(c, ast.Constant)
                                    and isinstance(c.value, str) and "{n}" in c.value)


def _is_name(path: Path, text: str) -> bool:
    return path.name == "people.py" or (path.name == "moments.py" and "M月d日" in text)
