"""The fleet: devices needing a person first, as tiles; healthy ones in rows."""

from __future__ import annotations

from fastapi import Request

from backend.console import moments, troubles
from backend.console.elements import el, icon
from backend.console.feed import Snapshot
from backend.console.frame import Frame, frame
from backend.services.read_model import DeviceRow


def page(request: Request, snapshot: Snapshot) -> None:
    with frame(request, snapshot, "devices", search=False) as here:
        box = el("div", "fleet")
        shown: list[object] = []

        def refresh(at: Snapshot) -> None:
            news = _news(here, at)
            if shown != [news]:
                shown[:] = [news]
                box.clear()
                with box:
                    _fleet(here, at)

        refresh(snapshot)
        here.refresh.append(refresh)


def _news(here: Frame, at: Snapshot) -> object:
    """What the page says, to the minute: drawn again only when one of its words changes."""
    w, zone = here.words, here.visit.zone
    tiles = [troubles.tile(d, at.devices, at.at, zone, w) for d in at.devices if troubles.needs_person(d)]
    rows = [
        (d.device_id, d.name, d.version, d.outbox_pending, _seen(here, d, at), troubles.data(d, w)) for d in at.devices
    ]
    return tiles, rows


def _fleet(here: Frame, at: Snapshot) -> None:
    w = here.words
    ill = [d for d in at.devices if troubles.needs_person(d)]
    well = [d for d in at.devices if not d.troubles]
    gone = [d for d in at.devices if d.revoked_at is not None]
    el("h1", "h1", _answer(here, at, ill))
    if not at.devices:
        el("p", "i2", w("信息员在服务器上取一个注册码，输进新终端就来了。"))
    with el("div", "tiles"):
        for device in ill:
            _tile(here, device, at)
    if well:
        with el("section", "well"):
            el("h2", "h2", w.many("正常，{n} 台", len(well)))
            for device in well:
                _row(here, device, at, "")
    if gone:
        with el("section", "well"):
            el("h2", "h2", w.many("停用的，{n} 台", len(gone)))
            for device in gone:
                _row(here, device, at, w("停用"))


def _answer(here: Frame, at: Snapshot, ill: list[DeviceRow]) -> str:
    w = here.words
    parked = sum(d.outbox_parked for d in at.devices if d.revoked_at is None)
    parts = []
    if ill:
        parts.append(w.many("{n} 台要人去看", len(ill)))
    if parked:
        parts.append(w.many("{n} 条消息中心不收", parked))
    if parts:
        return w("，").join(parts)
    return w("终端都正常") if at.devices else w("还没有终端")


def _tile(here: Frame, device: DeviceRow, at: Snapshot) -> None:
    w = here.words
    tile = troubles.tile(device, at.devices, at.at, here.visit.zone, w)
    with el("section", f"card tile {tile.look}", data_kiosk=str(device.kiosk_no)):
        with el("div", "row sp g12"):
            with el("div", "row g12 grow"):
                el("span", "kno", w("{kiosk} 号机", kiosk=device.kiosk_no))
                el("span", "i2 el", troubles.place(device, w))
            with el("span", f"st {tile.look}"):
                icon(tile.picture)
                el("span", "", tile.name)
        with el("dl", "facts"):
            for i, (label, text) in enumerate(tile.facts):
                with el("div", "fact do" if i == len(tile.facts) - 1 else "fact"):
                    el("dt", "", label)
                    el("dd", "any", text)
        el("div", "i2 cap foot", _foot(here, device, at))


def _foot(here: Frame, device: DeviceRow, at: Snapshot) -> str:
    w = here.words
    return w(
        "程序 {version}，数据{data}，{time} 报过，待发 {n} 条",
        version=device.version or "?",
        data=troubles.data(device, w),
        time=_seen(here, device, at),
        n=device.outbox_pending,
    )


def _row(here: Frame, device: DeviceRow, at: Snapshot, off: str) -> None:
    w = here.words
    with el("div", "dev", data_kiosk=str(device.kiosk_no)):
        el("b", "nw", w("{kiosk} 号机", kiosk=device.kiosk_no))
        el("span", "i2 el", troubles.place(device, w))
        with el("span"), el("span", "st off" if off else "st"):
            icon("cancel" if off else "check-circle")
            el("span", "", off or w("正常"))
        for label, value in (
            (w("打印机"), troubles.paper(device, w)),
            (w("数据"), troubles.data(device, w)),
            (w("待发"), w("{n} 条", n=device.outbox_pending)),
            (w("报过"), _seen(here, device, at)),
        ):
            with el("span", "nw desk-only"):
                el("span", "i2", f"{label} ")
                el("span", "", value)


def _seen(here: Frame, device: DeviceRow, at: Snapshot) -> str:
    if device.last_seen_at is None:
        return here.words("还没报过")
    return moments.since(device.last_seen_at, at.at, here.visit.zone, here.words)
