"""A small store and its receipts, for stories about the kiosk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

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
from domain.receipt_code import ReceiptCode
from domain.reference import Department, ReceiptKnown, Store
from domain.wire import Source
from kiosk.flows.returns import Visit
from kiosk.flows.returns import events as e

NOW = datetime(2026, 11, 21, 2, 18, tzinfo=UTC)
TODAY = date(2026, 11, 21)
STORE = Store("9907", "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口左手边", 30)

POLICY = Policy(
    version="test-1",
    timezone="Asia/Shanghai",
    default=DepartmentRule("*", window_days=7),
    departments=(
        DepartmentRule("fruit", window_hours=24, reasons=(ReasonCode.SPOILED, ReasonCode.WRONG_PRICE)),
        DepartmentRule("live", not_returnable="live_seafood"),
        DepartmentRule("appliance", window_days=7, staff="power_on_test"),
        DepartmentRule(
            "cosmetics",
            window_days=7,
            reasons=(ReasonCode.QUALITY, ReasonCode.CHANGED_MIND),
            questions=(ConditionQuestion(Question.OPENED, if_yes=Consequence.REFUSE),),
        ),
        DepartmentRule(
            "frozen",
            window_days=1,
            questions=(ConditionQuestion(Question.COLD_CHAIN_KEPT, if_no=Consequence.STAFF),),
        ),
    ),
    offline=OfflineCaps(ticket_fen=20_000, day_fen=50_000, day_tickets=3),
)

CODE = ReceiptCode.make("9907", "07", date(2026, 11, 20), 1842).text
OTHER_CODE = ReceiptCode.make("9907", "07", date(2026, 11, 20), 1843).text


def visit(policy: Policy = POLICY) -> Visit:
    departments = tuple(Department(r.department, r.department, r.department) for r in policy.departments)
    return Visit("s1", STORE, policy, TODAY, departments)


def line(no: int, name: str, department: str, price: int, quantity: int = 1, **more: object) -> SaleLine:
    gross = price * quantity
    values: dict[str, object] = {
        "line_no": no, "product_id": f"p{no}", "name": name, "department": department, "quantity": quantity,
        "unit": "件", "unit_price_fen": price, "gross_fen": gross, "paid_fen": gross,
    }  # fmt: skip
    return SaleLine(**(values | more))  # type: ignore[arg-type]


def receipt(
    *lines: SaleLine, code: str = CODE, store: str = "9907", sold_at: datetime = NOW - timedelta(hours=16)
) -> Receipt:
    return Receipt(
        code, store, "07", "108", sold_at, lines, (Tender(TenderKind.WECHAT, sum(n.paid_fen for n in lines)),)
    )


def with_threshold(r: Receipt, line_nos: tuple[int, ...], threshold: int, discount: int) -> Receipt:
    """The receipt with 满 threshold 减 discount over those lines."""
    name = f"满{threshold // 100}减{discount // 100}"
    promotion = AppliedPromotion("m1", PromotionKind.THRESHOLD, name, discount, line_nos, discount, threshold)
    shares = promotion_shares(promotion, r.lines)
    lines = tuple(
        replace(n, basket_share_fen=shares.get(n.line_no, 0), paid_fen=n.paid_fen - shares.get(n.line_no, 0))
        for n in r.lines
    )
    tenders = (Tender(TenderKind.WECHAT, sum(n.paid_fen for n in lines)),)
    return replace(r, lines=lines, promotions=(promotion,), tenders=tenders)


MIXED = with_threshold(
    receipt(
        line(1, "纯牛奶 250ml×24盒", "dairy", 7990, 2, unit="箱"),
        line(2, "原木抽纸 30包", "paper", 4990, unit="提"),
        line(3, "厨房湿巾 80抽", "paper", 0, gift_of=2),
        line(4, "红富士苹果", "fruit", 1380, gross_fen=1830, paid_fen=1830, weight_g=1326, unit="kg"),
        line(5, "鲜活基围虾", "live", 9960, gross_fen=5100, paid_fen=5100, weight_g=512, unit="kg"),
        line(6, "电热水壶 1.7L", "appliance", 12900),
    ),
    (1, 2),
    20_000,
    3_000,
)


def checked(r: Receipt = MIXED, **more: object) -> e.ReceiptChecked:
    values: dict[str, object] = {"known": ReceiptKnown(r), "source": Source.ONLINE, "as_of": NOW, "now": NOW}
    return e.ReceiptChecked(**(values | more))  # type: ignore[arg-type]
