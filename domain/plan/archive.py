"""An IMDF archive as files of features: bytes in, checked JSON out, whatever somebody put into it.

Nothing here believes what it is told: not a size written in a zip's directory, not an encoding, not a nesting.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain import codec
from domain.plan.fault import Fault, NotAPlan, error, shown, warning

MOST_BYTES = 16 * 2**20
"""Of all files together, once unpacked. A store of 400 shelves has half a megabyte."""
MOST_FILES = 200
MOST_FEATURES = 50_000
FEATURE_FILES = (
    "address", "venue", "building", "footprint", "level", "unit", "fixture", "kiosk", "opening", "amenity", "anchor",
    "occupant", "relationship", "section", "geofence", "detail",
)  # fmt: skip
NEEDED = ("venue", "level")
_NOTHING: Any = object()
"""Of a file nobody can read: null can be read."""


@dataclass(frozen=True, slots=True)
class Feature:
    """`properties` is a table whatever stood there; `geometry` is unchecked."""

    file: str
    feature_id: str
    geometry: Any
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Archive:
    """`features` by feature type, "level" to those of level.geojson."""

    manifest: Mapping[str, Any]
    features: Mapping[str, tuple[Feature, ...]]


_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
    NotImplementedError,  # zipfile's word for a way of packing it does not know
    RuntimeError,  # and for a file that wants a password though it is not marked so
)  # fmt: skip
"""What zipfile raises for archives made badly or to harm."""


def unzip(data: bytes) -> dict[str, bytes]:
    """The files of a zip by their bare names: some tools wrap them in a folder. Raises NotAPlan."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [entry for entry in packed.infolist() if _is_ours(entry.filename)]
            if len(entries) > MOST_FILES:
                raise NotAPlan([error("too_big", "", f"more than {MOST_FILES} files")])
            left, files = MOST_BYTES, dict[str, bytes]()
            for entry in entries:
                if entry.flag_bits & 1:
                    raise NotAPlan([error("encrypted", "", "is encrypted", _bare(entry.filename))])
                with packed.open(entry) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise NotAPlan([error("too_big", "", f"more than {MOST_BYTES // 2**20} MB once unpacked")])
                files[_bare(entry.filename)] = content
            return files
    except NotAPlan:
        raise
    except _DAMAGED:
        raise NotAPlan([error("not_a_zip", "", "is no zip archive, or a damaged one")]) from None


def _is_ours(name: str) -> bool:
    bare = _bare(name)
    return bare.lower().endswith((".json", ".geojson")) and not bare.startswith("._") and "__MACOSX" not in name


def _bare(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def parse(files: Mapping[str, bytes], faults: list[Fault]) -> Archive:
    """Every readable feature of the files; what is not readable is added to `faults`.

    Raises NotAPlan where there is nothing to make a plan of.
    """
    if sum(map(len, files.values())) > MOST_BYTES:
        raise NotAPlan([error("too_big", "", f"more than {MOST_BYTES // 2**20} MB")])
    by_name = {name.lower(): content for name, content in files.items()}
    manifest = _manifest(by_name, faults)
    features: dict[str, tuple[Feature, ...]] = {}
    for kind in FEATURE_FILES:
        file = f"{kind}.geojson"
        content = by_name.get(file, by_name.get(f"{kind}.json"))
        if content is not None:
            features[kind] = tuple(_features(file, kind, content, faults))
        elif kind in NEEDED:
            faults.append(error("missing_file", "", "is missing", file))
    if sum(map(len, features.values())) > MOST_FEATURES:
        raise NotAPlan([error("too_big", "", f"more than {MOST_FEATURES} features")])
    if not features.get("level"):
        if not any(fault.file == "level.geojson" for fault in faults):
            faults.append(error("no_levels", "", "has no level", "level.geojson"))
        raise NotAPlan(faults)
    return Archive(manifest, features)


def _manifest(files: Mapping[str, bytes], faults: list[Fault]) -> Mapping[str, Any]:
    file = "manifest.json"
    if file not in files:
        faults.append(error("missing_file", "", "is missing", file))
        return {}
    data = _json(file, files[file], faults)
    if not isinstance(data, dict):
        if data is not _NOTHING:
            faults.append(error("wrong_type", "", "is no table", file))
        return {}
    if not str(data.get("version", "")).startswith("1."):
        faults.append(warning("version", "", "is of a version other than IMDF 1", file))
    return data


def _features(file: str, kind: str, content: bytes, faults: list[Fault]) -> Iterable[Feature]:
    data = _json(file, content, faults)
    if data is _NOTHING:
        return
    rows = data.get("features") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        faults.append(error("wrong_type", "", "is no FeatureCollection", file))
        return
    for index, row in enumerate(rows):
        feature = _feature(file, kind, index, row, faults)
        if feature is not None:
            yield feature


def _feature(file: str, kind: str, index: int, row: object, faults: list[Fault]) -> Feature | None:
    nth = f"#{index + 1}"
    if not isinstance(row, dict):
        faults.append(error("wrong_type", nth, "is no feature", file))
        return None
    feature_id = row.get("id")
    if not isinstance(feature_id, str) or not 0 < len(feature_id) <= 200 or not feature_id.isprintable():
        faults.append(error("no_id", nth, "has no id", file))
        return None
    if row.get("feature_type") != kind:
        faults.append(error("wrong_type", feature_id, f"is not called {kind} in its feature_type", file))
        return None
    properties = row.get("properties")
    if properties is not None and not isinstance(properties, dict):
        faults.append(error("wrong_type", feature_id, "has properties that are no table", file))
        return None
    return Feature(file, feature_id, row.get("geometry"), properties or {})


def _json(file: str, content: bytes, faults: list[Fault]) -> Any:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return codec.loads(text)
        except codec.DecodeError as broken:
            faults.append(error("not_json", "", shown(broken.errors[0]), file))
            return _NOTHING
    faults.append(error("encoding", "", "is not UTF-8", file))
    return _NOTHING


def _encodings(content: bytes) -> tuple[str, ...]:
    """IMDF is UTF-8. Windows tools put a mark in front, or save as UTF-16 or GB 18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")
