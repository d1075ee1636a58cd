"""Words for codes: states, kinds, reasons. Each table is whole, so a new code without words is an error at once."""

from __future__ import annotations

from collections.abc import Mapping

from backend.console.words import Words
from backend.services.read_model import HeldCode
from backend.services.staff import StaffRole
from domain.policy import Question, ReasonCode
from domain.rating import Doubt, Tag
from domain.receipt import TenderKind
from domain.returns import StaffCode
from domain.ticket import Severity, TicketState
from domain.ticket_number import TicketKind

KIND = {
    TicketKind.RETURN: "退货",
    TicketKind.COMPLAINT: "投诉",
    TicketKind.SUGGESTION: "建议",
    TicketKind.INQUIRY: "咨询",
    TicketKind.ASSIST: "呼叫",
}
SEVERITY = {Severity.ORDINARY: "普通", Severity.COMPLEX: "复杂", Severity.MAJOR: "重大"}
STATE = {
    TicketState.WAITING_FOR_SHOPPER: "等顾客来",
    TicketState.HELD: "当面核对",
    TicketState.OPEN: "等人接手",
    TicketState.IN_PROGRESS: "在办",
    TicketState.REFUNDED: "退了款",
    TicketState.DECLINED: "没有退",
    TicketState.LAPSED: "没有来",
    TicketState.DONE: "办完",
    TicketState.ARCHIVED: "归档",
}
SENTENCE = {
    TicketState.WAITING_FOR_SHOPPER: "等顾客带商品到服务台",
    TicketState.HELD: "等顾客来，要当面核对",
    TicketState.OPEN: "等人接手",
    TicketState.IN_PROGRESS: "正在办",
    TicketState.REFUNDED: "款退给顾客了",
    TicketState.DECLINED: "没有退，商品顾客带回",
    TicketState.LAPSED: "顾客没有来，占着的数量放回了",
    TicketState.DONE: "办完了",
    TicketState.ARCHIVED: "归档了",
}
HELD = {
    HeldCode.LEDGER_FULL: "同一件商品登记过两次",
    HeldCode.RECEIPT_UNKNOWN: "中心还没收到这张小票",
    HeldCode.LINE_UNKNOWN: "小票上没有这一行",
    HeldCode.REFUND_DIFFERS: "金额和小票算出来的不一样",
    HeldCode.NOT_RETURNABLE: "按规则退不了",
    HeldCode.GIFT_MISSING: "少了要一起退的赠品",
    HeldCode.DEVICE_QUARANTINED: "这台终端停用待查",
}
HELD_NEXT = {
    HeldCode.LEDGER_FULL: "核对商品",
    HeldCode.RECEIPT_UNKNOWN: "看小票原件",
    HeldCode.LINE_UNKNOWN: "看小票原件",
    HeldCode.REFUND_DIFFERS: "重算金额",
    HeldCode.NOT_RETURNABLE: "值班经理定",
    HeldCode.GIFT_MISSING: "看赠品",
    HeldCode.DEVICE_QUARANTINED: "先查终端",
}
REASON = {
    ReasonCode.QUALITY: "质量问题",
    ReasonCode.SPOILED: "有坏的",
    ReasonCode.EXPIRED: "过期",
    ReasonCode.DAMAGED_PACKAGE: "包装破损",
    ReasonCode.WRONG_ITEM: "拿错了",
    ReasonCode.NOT_AS_DESCRIBED: "和说的不一样",
    ReasonCode.CHANGED_MIND: "不想要了",
    ReasonCode.WRONG_PRICE: "价格不对",
}
ANSWER_YES = {
    Question.OPENED: "拆开过",
    Question.COLD_CHAIN_KEPT: "一直冷藏",
    Question.ALL_PARTS_THERE: "配件齐",
    Question.USED: "用过",
}
ANSWER_NO = {
    Question.OPENED: "没拆开",
    Question.COLD_CHAIN_KEPT: "没有一直冷藏",
    Question.ALL_PARTS_THERE: "配件不齐",
    Question.USED: "没用过",
}
STAFF_WHY = {
    StaffCode.DEPARTMENT: "这类商品要人看",
    StaffCode.CLOCK_UNTRUSTED: "终端时间没对上，退货期当面算",
    StaffCode.ODD_DATA: "小票数据有出入",
    StaffCode.ANSWER: "顾客的回答要核对",
    StaffCode.PRICE_ADJUSTMENT: "价格不对，补差价",
    StaffCode.AMOUNT: "金额大",
    StaffCode.LINE_COUNT: "件数多",
    StaffCode.OTHER_STORE: "别的店买的",
    StaffCode.OFFLINE_CAP: "断线时超过了限额",
}
REFUND_TO = {
    TenderKind.CASH: "退现金",
    TenderKind.WECHAT: "退回微信支付",
    TenderKind.ALIPAY: "退回支付宝",
    TenderKind.CARD: "退回银行卡",
    TenderKind.STORE_CARD: "退回购物卡",
    TenderKind.VOUCHER: "退成代金券",
}
ROLE = {
    StaffRole.CLERK: "服务台店员",
    StaffRole.ROAMER: "巡场",
    StaffRole.SUPERVISOR: "服务主管",
    StaffRole.MANAGER: "值班经理",
    StaffRole.IT: "店内信息员",
}
TAG = {
    Tag.QUEUE: "排队",
    Tag.CLARITY: "说得清不清楚",
    Tag.REFUND_SPEED: "退款快慢",
    Tag.ATTITUDE: "服务态度",
    Tag.FINDING: "找东西",
    Tag.PRICE: "价格",
    Tag.MACHINE: "机器",
    Tag.FRESHNESS: "新鲜",
    Tag.GOODS: "商品",
    Tag.CLEANLINESS: "卫生",
    Tag.FACILITIES: "设施",
}
DOUBT = {
    Doubt.TOO_FAST: "按得太快",
    Doubt.BURST: "一连好多个",
    Doubt.PATTERN: "按着玩的样子",
    Doubt.GIBBERISH: "写的不成话",
}
SPEAKS = {"zh_CN": "简体中文", "en": "英文", "zh_TW": "繁体中文"}
STEP = {
    # Situations of the kiosk's flows by role, under the names they send.
    "returns": {
        "Home": "退货首页",
        "Scanning": "扫小票",
        "Checking": "查小票",
        "TypingNumber": "输小票号",
        "GivingDetails": "按日期找小票",
        "Searching": "查找小票",
        "ChoosingReceipt": "选小票",
        "NotFound": "没找到小票",
        "StaffNeeded": "要店员看一下",
        "OtherStoreRefused": "别的店的小票",
        "NothingReturnable": "没有能退的",
        "ChoosingItems": "选商品",
        "GivingReason": "选原因",
        "Answering": "答问题",
        "AnswerRefused": "退不了这件",
        "Reviewing": "核金额",
        "Issuing": "登记",
        "Printing": "打印回执",
        "PrinterTrouble": "回执没打出来",
        "Done": "办完",
    },
    "guide": {
        "Home": "找商品首页",
        "Signage": "看今天的促销",
        "Ways": "选怎么找",
        "Searching": "查找商品",
        "Barcode": "扫商品条码",
        "Areas": "看各个区",
        "Department": "看一个部门",
        "Listing": "看一类商品",
        "Card": "看一件商品",
        "NotFoundTold": "说没找到",
        "ListOfStops": "看要买的单子",
        "Routing": "算路线",
        "RouteShown": "看路线",
        "NoWay": "没有路可走",
        "Printing": "打印路线",
        "PrintTrouble": "路线没打出来",
        "Promotions": "看促销",
        "PromotionShown": "看一个促销",
        "PromotionOver": "促销刚结束",
        "Directory": "看店内指引",
        "MapBig": "看大图",
    },
    "rating": {
        "Home": "评价首页",
        "Asking": "评价，打星",
        "Followup": "评价，说原因",
        "Storing": "评价，正在存",
        "Thanked": "评完了",
        "LowRating": "给了低分",
        "NotStored": "评价没存下",
    },
}


def tags(names: str) -> list[str]:
    """Of tags as history keeps them: separated by spaces; what is not one is left out."""
    known = {tag.value: word for tag, word in TAG.items()}
    return [known[name] for name in names.split() if name in known]


def should_be(params: Mapping[str, str | int], w: Words) -> str:
    """Where a product should be, as its inquiry kept it; empty where nobody knows."""
    fixture = str(params.get("fixture", ""))
    if not fixture:
        return ""
    where = w("{no} 号货架", no=fixture) if fixture.isascii() and fixture.isalnum() else fixture
    bay, shelf = params.get("bay", 1), params.get("shelf", 0)
    if not shelf:
        return w("应该在 {where} {bay} 段", where=where, bay=bay)
    return w("应该在 {where} {bay} 段，从下往上第 {shelf} 层", where=where, bay=bay, shelf=shelf)


def said(text: str) -> str:
    """A shopper's words among ours: letters that run from right to left turn nothing around them."""
    return f"\u2068{text}\u2069" if text else ""


def step(name: str | None) -> str:
    """Where somebody was when they called: `role.Situation`. Kiosks of before said the situation alone."""
    role, _, situation = (name or "").rpartition(".")
    words = [STEP[known].get(situation) for known in STEP if role in ("", known)]
    told = {word for word in words if word is not None}
    return told.pop() if len(told) == 1 else "别的画面"
