"""What is wrong with a device, in words a person at the desk can act on. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar, assert_never
from zoneinfo import ZoneInfo

from backend.console import moments
from backend.console.words import Words
from backend.services.read_model import DeviceRow, DeviceTrouble
from domain.device_words import CameraStatus, PrinterStatus, ScannerStatus

Part = TypeVar("Part", PrinterStatus, CameraStatus, ScannerStatus)

ROLE = {"returns": "自助退货", "guide": "找商品", "rating": "评价屏"}


@dataclass(frozen=True, slots=True)
class Talk:
    """`look`: tomato is a dead device, mandarin one that needs a hand. `still` works, `do` is what helps."""

    look: str
    picture: str
    name: str
    still: str
    do: str


PRINTER = {
    PrinterStatus.PAPER_NEAR_END: Talk("mandarin", "tray-alert", "纸快用完", "都照常", "换一卷纸"),
    PrinterStatus.PAPER_EMPTY: Talk(
        "mandarin", "tray-alert", "没纸了", "登记照常，工单号显示在屏幕上", "换一卷纸，合上盖子"
    ),
    PrinterStatus.COVER_OPEN: Talk(
        "mandarin", "printer-alert", "打印机盖子开着", "登记照常，工单号显示在屏幕上", "合上盖子，听到一声响就好"
    ),
    PrinterStatus.OVERHEATED: Talk("mandarin", "printer-alert", "打印头太热", "登记照常", "等几分钟，凉了自己好"),
    PrinterStatus.CUTTER_ERROR: Talk(
        "tomato", "printer-alert", "切纸刀卡住了", "登记照常，工单号显示在屏幕上", "关电源，开盖，取出卡住的纸"
    ),
    PrinterStatus.OFFLINE: Talk(
        "tomato", "printer-alert", "打印机没联机", "登记照常，工单号显示在屏幕上", "看打印机电源，按一下联机键"
    ),
    PrinterStatus.CLAIMED: Talk(
        "tomato", "printer-alert", "打印机被占着", "登记照常，工单号显示在屏幕上", "重启这台终端，还不行找信息员"
    ),
    PrinterStatus.ABSENT: Talk(
        "tomato", "printer-alert", "打印机拔掉了", "登记照常，工单号显示在屏幕上", "把打印机的线插回去"
    ),
    PrinterStatus.SILENT: Talk(
        "tomato", "printer-alert", "打印机不回话", "登记照常，工单号显示在屏幕上", "关了打印机再开，还不行找信息员"
    ),
    PrinterStatus.UNREADABLE: Talk(
        "tomato", "printer-alert", "打印机回话看不懂", "登记照常，工单号显示在屏幕上", "找信息员看打印机型号对不对"
    ),
}
CAMERA = {
    CameraStatus.ABSENT: Talk("tomato", "camera-off-outline", "摄像头拔掉了", "顾客可以输号码", "把摄像头的线插回去"),
    CameraStatus.CLAIMED: Talk("tomato", "camera-off-outline", "摄像头被占着", "顾客可以输号码", "重启这台终端"),
    CameraStatus.FROZEN: Talk("tomato", "camera-off-outline", "画面停住了", "顾客可以输号码", "拔下摄像头再插上"),
    CameraStatus.BLACK: Talk("tomato", "camera-off-outline", "画面全黑", "顾客可以输号码", "看看镜头是不是被挡住了"),
    CameraStatus.TOO_DARK: Talk("mandarin", "camera-off-outline", "光线太暗", "扫得慢，输号码照常", "看看扫码口的灯"),
    CameraStatus.OVEREXPOSED: Talk(
        "mandarin", "camera-off-outline", "光线太亮", "扫得慢，输号码照常", "挡一挡直射的光"
    ),
    CameraStatus.SLOW: Talk("mandarin", "camera-off-outline", "画面太慢", "扫得慢，输号码照常", "重启这台终端"),
}
SCANNER = {
    ScannerStatus.ABSENT: Talk("tomato", "barcode-off", "扫码枪拔掉了", "顾客可以输号码", "把扫码枪的线插回去"),
    ScannerStatus.CLAIMED: Talk("tomato", "barcode-off", "扫码枪被占着", "顾客可以输号码", "重启这台终端"),
}
ALARM = {
    "ticket_no_reused": "同一个工单号用了两次",
    "seq_reused": "同一个消息编号用了两次，像是硬盘复制过",
    "chain_broken": "记录前后接不上，像是改过，或换回了旧硬盘",
}
ODD = Talk("mandarin", "alert-octagon-outline", "状态看不懂", "说不准", "去看一眼")


@dataclass(frozen=True, slots=True)
class Tile:
    look: str
    picture: str
    name: str
    facts: tuple[tuple[str, str], ...]
    """Label and text; the last one is what to do."""


def needs_person(device: DeviceRow) -> bool:
    return bool(device.troubles) and device.revoked_at is None


def tile(device: DeviceRow, all_devices: tuple[DeviceRow, ...], now: datetime, zone: ZoneInfo, w: Words) -> Tile:
    """The worst trouble told whole, the others by name. A dead part is worse than one that needs a hand."""
    told = [(trouble, _told(trouble, device, all_devices, now, w)) for trouble in device.troubles]
    (trouble, worst), *others = sorted(told, key=lambda pair: pair[1].look != "tomato")
    facts = []
    since = _since(trouble, device)
    if since is not None:
        facts.append((w("多久了"), w("{span}，{time} 起", span=moments.span(now - since, w),
                                   time=moments.since(since, now, zone, w))))  # fmt: skip
    if device.alarms:
        reasons = dict.fromkeys(ALARM.get(alarm.code, "原因在日志里") for alarm in device.alarms)
        facts.append((w("为什么"), w("，").join(w(reason) for reason in reasons)))
    facts.append((w("还能做"), w(worst.still)))
    if others:
        facts.append((w("还有"), w("，").join(w(talk.name) for _, talk in others)))
    facts.append((w("怎么办"), w(worst.do)))
    return Tile(worst.look, worst.picture, w(worst.name), tuple(facts))


def place(device: DeviceRow, w: Words) -> str:
    role = w(ROLE[device.role]) if device.role in ROLE else ""
    return w("，").join(part for part in (role, device.name) if part)


def paper(device: DeviceRow, w: Words) -> str:
    if not device.printer:
        return w("还没报过")
    if device.printer != PrinterStatus.READY.value:
        return w(_talk(PRINTER, device.printer).name)
    return w("正常") if device.slips_left is None else w.many("约够 {n} 张", device.slips_left)


def data(device: DeviceRow, w: Words) -> str:
    behind = device.newest_cursor - device.replica_cursor
    return w("最新") if behind <= 0 else w("差 {n} 条", n=behind)


def _since(trouble: DeviceTrouble, device: DeviceRow) -> datetime | None:
    match trouble:
        case DeviceTrouble.OFFLINE:
            return device.last_seen_at or device.enrolled_at
        case DeviceTrouble.PRINTER | DeviceTrouble.CAMERA | DeviceTrouble.SCANNER:
            return device.health_since
        case DeviceTrouble.QUARANTINED:
            return device.quarantined_at
        case _:
            return None


def _told(
    trouble: DeviceTrouble, device: DeviceRow, all_devices: tuple[DeviceRow, ...], now: datetime, w: Words
) -> Talk:
    match trouble:
        case DeviceTrouble.PRINTER:
            return _talk(PRINTER, device.printer)
        case DeviceTrouble.PAPER_LOW:
            name = w.many("纸约够 {n} 张回执", device.slips_left or 0)
            return Talk("mandarin", "tray-alert", name, "都照常", "换一卷纸")
        case DeviceTrouble.CAMERA:
            return _talk(CAMERA, device.camera)
        case DeviceTrouble.SCANNER:
            return _talk(SCANNER, device.scanner)
        case DeviceTrouble.OFFLINE:
            seen = device.last_seen_at or device.enrolled_at
            name = w("离线 {span}", span=moments.span(now - seen, w))
            still = "退货照常登记，存在机器里，断电也不会丢"
            return Talk("mandarin", "wifi-off", name, still, _line(device, all_devices))
        case DeviceTrouble.PARKED:
            name = w.many("{n} 条消息中心不收", device.outbox_parked)
            still = "不影响后面的消息，也不会丢"
            return Talk("mandarin", "email-alert-outline", name, still, "信息员看这几条为什么不收")
        case DeviceTrouble.QUARANTINED:
            still = "登记的退货都留给人看"
            return Talk("tomato", "shield-alert-outline", "停用待查", still, "信息员查清楚了再放开")
        case DeviceTrouble.CLOCK:
            offset = timedelta(milliseconds=abs(device.clock_offset_ms or 0))
            name = w("时间差 {span}", span=moments.span(offset, w))
            return Talk("mandarin", "clock-outline", name, "登记照常，退货期由店员当面算", "信息员给这台终端对时")
        case DeviceTrouble.GAP:
            name = w.many("少收 {n} 条消息", device.missing_seqs)
            return Talk("mandarin", "cloud-alert-outline", name, "都照常", "先等它补上，一小时还少就找信息员")
        case DeviceTrouble.REVOKED:
            return Talk("mandarin", "cancel", "已停用", "不能用", "要用就重新注册")
        case _:
            assert_never(trouble)


def _line(device: DeviceRow, all_devices: tuple[DeviceRow, ...]) -> str:
    others = [d for d in all_devices if d.device_id != device.device_id and d.revoked_at is None]
    cut = sum(DeviceTrouble.OFFLINE in d.troubles for d in others)
    if others and cut == len(others):
        return "全都断了，像是店里的线路，找信息员"
    return "只有这台断，先看它的网线和电源" if others and not cut else "先看网线和电源，还不通找信息员"


def _talk(table: Mapping[Part, Talk], word: str) -> Talk:
    """A newer kiosk may say a word that is not known here yet."""
    return next((talk for status, talk in table.items() if status.value == word), ODD)
