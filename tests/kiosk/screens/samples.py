"""Every situation of a self return as a screen shows it: a believable store, receipt and ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.device_words import CameraStatus, Guidance, PrinterStatus
from domain.policy import (
    ConditionQuestion,
    Consequence,
    DepartmentRule,
    OfflineCaps,
    Policy,
    Question,
    ReasonCode,
)
from domain.receipt import AppliedPromotion, PromotionKind, Receipt, SaleLine, Tender, TenderKind, promotion_shares
from domain.receipt_code import CodeFault, ReceiptCode
from domain.reference import Department, ReceiptKnown, Store
from domain.wire import Pace, Source
from kiosk.flows.returns import State, Visit, step
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens.page import Place
from kiosk.situation import Situation

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, 18, tzinfo=ZONE)
TODAY = NOW.date()
SOLD = datetime(2026, 11, 20, 18, 42, tzinfo=ZONE)
STORE = Store(
    "9907", "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口左手边", 30,
    desk_en="left of the exit", desk_zh_TW="出口左手邊",
)  # fmt: skip
DEPARTMENTS = tuple(
    Department(*d)
    for d in (
        ("fruit", "蔬果", "fruit"), ("egg", "肉蛋", "egg"), ("household", "日用", "goods"), ("food", "食品", "snack"),
        ("dairy", "乳品", "milk"), ("paper", "纸品", "tissue"), ("appliance", "小家电", "appliance"),
        ("live", "活鲜", "shrimp"), ("cosmetics", "美妆", "cosmetics"),
    )
)  # fmt: skip
ALL_REASONS = tuple(ReasonCode)
POLICY = Policy(
    version="2026-11",
    timezone="Asia/Shanghai",
    default=DepartmentRule("*", window_days=7, reasons=ALL_REASONS),
    departments=(
        DepartmentRule("fruit", window_hours=24, reasons=(ReasonCode.SPOILED, ReasonCode.WRONG_PRICE)),
        DepartmentRule("egg", window_hours=24, reasons=(ReasonCode.SPOILED, ReasonCode.WRONG_PRICE)),
        DepartmentRule("live", not_returnable="live_seafood"),
        DepartmentRule("appliance", window_days=15, staff="power_on_test"),
        DepartmentRule(
            "cosmetics", window_days=7, reasons=(ReasonCode.QUALITY, ReasonCode.CHANGED_MIND),
            questions=(ConditionQuestion(Question.OPENED, if_yes=Consequence.REFUSE),),
        ),
    ),
    offline=OfflineCaps(50_000, 500_000, 100),
)  # fmt: skip
CODE = ReceiptCode.make("9907", "07", date(2026, 11, 20), 1842).text


def place() -> Place:
    return Place(STORE, POLICY, DEPARTMENTS)


def visit() -> Visit:
    return Visit("s1", STORE, POLICY, TODAY, DEPARTMENTS)


def line(no: int, name: str, department: str, price: int, quantity: int = 1, **more: object) -> SaleLine:
    values: dict[str, object] = {
        "line_no": no, "product_id": f"p{no}", "name": name, "department": department, "quantity": quantity,
        "unit": "件", "unit_price_fen": price, "gross_fen": price * quantity, "paid_fen": price * quantity,
    }  # fmt: skip
    return SaleLine(**(values | more))  # type: ignore[arg-type]


LINES = (
    line(1, "纯牛奶 250ml×24盒", "dairy", 7990, 2, unit="箱"),
    line(2, "原木抽纸 30包", "paper", 4990, unit="提"),
    line(3, "厨房湿巾 80抽", "paper", 0, gift_of=2, unit="包"),
    line(4, "红富士苹果（称重）", "fruit", 1380, gross_fen=1830, paid_fen=1830, weight_g=1326, unit="kg"),
    line(5, "鲜活基围虾", "live", 9960, gross_fen=5100, paid_fen=5100, weight_g=512, unit="kg"),
    line(6, "电热水壶 1.7L", "appliance", 12900, unit="台"),
)


def receipt(lines: tuple[SaleLine, ...] = LINES, sold_at: datetime = SOLD) -> Receipt:
    """With 满200减30 over milk and tissues where both are there."""
    over = tuple(n.line_no for n in lines if n.department in ("dairy", "paper") and not n.is_gift)
    promotion = AppliedPromotion("m1", PromotionKind.THRESHOLD, "满200减30", 3000, over, 3000, 20_000)
    promotions = (promotion,) if sum(n.gross_fen for n in lines if n.line_no in over) >= 20_000 else ()
    shares = promotion_shares(promotion, lines) if promotions else {}
    priced = tuple(
        replace(n, basket_share_fen=shares.get(n.line_no, 0), paid_fen=n.paid_fen - shares.get(n.line_no, 0))
        for n in lines
    )
    tenders = (Tender(TenderKind.WECHAT, sum(n.paid_fen for n in priced)),)
    return Receipt(CODE, "9907", "07", "108", sold_at, priced, tenders, promotions)


def checked(r: Receipt | None = None, source: Source = Source.ONLINE) -> e.ReceiptChecked:
    as_of = NOW if source is Source.ONLINE else NOW.replace(hour=6, minute=0)
    return e.ReceiptChecked(ReceiptKnown(r or receipt()), source, as_of, NOW, True, None)


def after(state: State, *events: object) -> State:
    for event in events:
        state, _ = step(state, event)  # type: ignore[arg-type]
    return state


def choosing(r: Receipt | None = None, source: Source = Source.ONLINE) -> State:
    return after(s.Checking(visit(), CODE), checked(r, source))


def picked(source: Source = Source.ONLINE) -> State:
    return after(choosing(source=source), e.LineToggled(1), e.LineToggled(2), e.LineToggled(4))


def reviewing(source: Source = Source.ONLINE) -> State:
    reasons = (ReasonCode.DAMAGED_PACKAGE, ReasonCode.WRONG_ITEM, ReasonCode.SPOILED)
    return after(picked(source), e.ItemsChosen(), *map(e.ReasonGiven, reasons))


def ticket(source: Source = Source.ONLINE) -> s.IssuedTicket:
    issuing = after(reviewing(source), e.Confirmed())
    assert isinstance(issuing, s.Issuing)
    return s.IssuedTicket(
        "R3-1847-W", "https://fuwu.example/t/kD3xY7pQ2mZ8vN5sL0aWcg", NOW + timedelta(minutes=2),
        NOW.replace(day=23, hour=21, minute=30), issuing.order,
    )  # fmt: skip


MANY = (
    *LINES,
    line(7, "金龙鱼黄金比例食用植物调和油 5L", "food", 6990, unit="桶"),
    line(8, "五常长粒香大米 10kg", "food", 8990, 6, unit="袋"),
    line(9, "洁面乳 氨基酸温和型 120g", "cosmetics", 5900, 3, unit="支"),
    line(10, "海天生抽酱油 1.9L 家庭实惠装 送小瓶装", "food", 2590, unit="瓶"),
    line(11, "鸡蛋 30枚", "egg", 2690, unit="板"),
    line(12, "活鲈鱼", "live", 4200, gross_fen=3100, paid_fen=3100, weight_g=738, unit="kg"),
)
ONLY_REFUSED = (
    line(1, "鲜活基围虾", "live", 9960, gross_fen=5100, paid_fen=5100, weight_g=512, unit="kg"),
    line(2, "活鲈鱼", "live", 4200, gross_fen=3100, paid_fen=3100, weight_g=738, unit="kg"),
)


def _giving_reason(*toggles: int) -> State:
    return after(choosing(receipt(MANY)), *(e.LineToggled(n) for n in toggles), e.ItemsChosen())


def _cosmetics() -> State:
    return after(choosing(receipt(MANY)), e.LineToggled(1), e.LineToggled(9), e.ItemsChosen(),
                 e.ReasonGiven(ReasonCode.CHANGED_MIND), e.ReasonGiven(ReasonCode.CHANGED_MIND))  # fmt: skip


def _long_review() -> State:
    state: State = choosing(receipt(MANY))
    for number in (1, 2, 4, 6, 7, 8, 10, 11):
        state = after(state, e.LineToggled(number))
    state = after(state, e.ItemsChosen())
    while isinstance(state, s.GivingReason):
        state = after(state, e.ReasonGiven(state.allowed[-1]))
    return state


def _dear() -> State:
    dear = (line(1, "全自动滚筒洗烘一体机 10kg", "appliance", 1_299_900, unit="台"), *LINES[1:])
    state = after(choosing(receipt(dear)), e.LineToggled(1), e.ItemsChosen(), e.ReasonGiven(ReasonCode.QUALITY))
    assert isinstance(state, s.Reviewing)
    return state


def states() -> dict[str, State]:
    """Name -> state, every state and every look it can have."""
    v = visit()
    scanning = s.Scanning(v)
    details = s.GivingDetails(v)
    till = replace(details, field=s.DetailField.TILL, sold_on=TODAY, till="0")
    amount = replace(details, field=s.DetailField.AMOUNT, sold_on=TODAY, till="07", amount="37800")
    chosen = choosing()
    assert isinstance(chosen, s.ChoosingItems)
    r = chosen.offer.receipt
    others = tuple(
        replace(chosen.offer, receipt=replace(r, code=f"{i}", sold_at=SOLD + timedelta(minutes=17 * i)))
        for i in range(5)
    )
    online, offline = ticket(), ticket(Source.REPLICA)
    trouble = s.PrinterTrouble(v, online, PrinterStatus.PAPER_EMPTY, unknown=False, reprint=False)
    answering = _cosmetics()
    return {
        "home": s.Home(),
        "home-out-of-service": s.Home(),
        "scanning": scanning,
        "scanning-closer": replace(scanning, guidance=Guidance.CLOSER, other_ways=True),
        "scanning-product": replace(scanning, notice=s.ScanNotice.PRODUCT_CODE, other_ways=True),
        "scanning-two": replace(scanning, notice=s.ScanNotice.TWO_RECEIPTS, other_ways=True),
        "scanning-blind": replace(scanning, camera=CameraStatus.ABSENT, other_ways=True),
        "scanning-dark": replace(scanning, camera=CameraStatus.TOO_DARK, other_ways=True, lit=True),
        "checking": s.Checking(v, CODE, saw_also=1),
        "checking-typed": s.Checking(v, CODE, typed=True),
        "typing-empty": s.TypingNumber(v),
        "typing-some": s.TypingNumber(v, "9907112018"),
        "typing-wrong": s.TypingNumber(v, CODE[:-1] + "0", CodeFault.CHECK_WRONG),
        "typing-right": s.TypingNumber(v, CODE),
        "details-date": details,
        "details-till": till,
        "details-amount": amount,
        "details-not-found": replace(amount, not_found=True),
        "searching": s.Searching(v, amount),
        "choosing-receipt": s.ChoosingReceipt(v, others),
        "not-found": s.NotFound(v, CODE),
        "not-found-line-down": s.NotFound(v, CODE, line_down=True),
        "staff-other-store": s.StaffNeeded(v, s.StaffWhy.OTHER_STORE),
        "staff-offline-cap": s.StaffNeeded(v, s.StaffWhy.OFFLINE_CAP),
        "staff-cannot-store": s.StaffNeeded(v, s.StaffWhy.CANNOT_STORE),
        "staff-internal": s.StaffNeeded(v, s.StaffWhy.INTERNAL),
        "staff-out-of-service": s.StaffNeeded(v, s.StaffWhy.OUT_OF_SERVICE),
        "other-store": s.OtherStoreRefused(v, "9912"),
        "nothing-returnable": choosing(receipt(ONLY_REFUSED)),
        "nothing-returnable-old": choosing(receipt(MANY, SOLD - timedelta(days=30))),
        "choosing": picked(),
        "choosing-none": chosen,
        "choosing-many": after(choosing(receipt(MANY)), e.LineToggled(8), e.QuantitySet(8, 3)),
        "choosing-last": after(chosen, e.LineDecided(1, 1), e.LineDecided(2, 1)),
        "choosing-decided": after(
            chosen, e.LineDecided(1, 2), e.LineDecided(2, 1), e.LineDecided(4, 0), e.LineDecided(6, 1)
        ),
        "choosing-nothing": after(
            chosen, e.LineDecided(1, 0), e.LineDecided(2, 0), e.LineDecided(4, 0), e.LineDecided(6, 0)
        ),
        "reason": _giving_reason(1, 2, 4),
        "reason-one": _giving_reason(4),
        "answering": answering,
        "answer-refused": after(answering, e.Answered(True)),
        "reviewing": reviewing(),
        "reviewing-offline": reviewing(Source.REPLICA),
        "reviewing-long": _long_review(),
        "reviewing-dear": _dear(),
        "issuing": after(reviewing(), e.Confirmed()),
        "printing": s.Printing(v, online),
        "done": s.Done(v, online, slip_out=True),
        "done-without-slip": s.Done(v, online, slip_out=False),
        "done-offline": s.Done(v, offline, slip_out=True),
        "trouble": trouble,
        "trouble-silent": replace(trouble, status=PrinterStatus.SILENT),
        "trouble-ready": replace(trouble, ready=True),
        "trouble-unknown": replace(trouble, unknown=True, reprint=True, status=PrinterStatus.SILENT),
    }  # fmt: skip


def situation(language: str = "zh_CN", pace: Pace = Pace.NORMAL, **more: object) -> Situation:
    senior = pace is Pace.SENIOR
    values: dict[str, object] = {
        "language": language, "pace": pace, "now": NOW, "session_id": "s1", "speech": senior,
        "roles": ("returns", "guide", "rating"),
    }  # fmt: skip
    return Situation(**(values | more))  # type: ignore[arg-type]


def situation_for(name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, *, low: bool = False) -> Situation:
    """What surrounds a sample: the line down where it tells of it, a helper where one was called, the last seconds."""
    more: dict[str, object] = {"low": low}
    if "offline" in name or "line-down" in name:
        more |= {"online": False, "offline_since": NOW.replace(hour=9, minute=56)}
    if name.endswith("out-of-service"):
        more |= {"online": False, "offline_since": NOW, "shut_out": True, "roles": ("guide", "rating")}
    if name.startswith("trouble"):
        more["helper"] = "小王"
    if name.startswith(("staff-cannot", "staff-internal")):
        more["helper"] = ""
    if name.startswith("done"):
        more["leaves_in"] = 25
    return situation(language, pace, **more)
