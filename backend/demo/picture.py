"""A receipt as the till prints it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PIL import Image

from backend.demo import code128
from backend.demo.paper import Paper
from domain.money import yuan
from domain.receipt import Receipt, SaleLine, TenderKind
from domain.reference import Store

_TENDER = {
    TenderKind.CASH: "现金",
    TenderKind.WECHAT: "微信支付",
    TenderKind.ALIPAY: "支付宝",
    TenderKind.CARD: "银行卡",
    TenderKind.STORE_CARD: "购物卡",
    TenderKind.VOUCHER: "优惠券",
}


def receipt_picture(receipt: Receipt, store: Store) -> Image.Image:
    """Mode L, 576 wide, as high as it takes. The code is Code 128 C at three dots to the module, 0.375 mm.

    Raises ValueError for a code that is no even number of digits, FontMissing.
    """
    paper = Paper()
    _head(paper, receipt, store)
    for line in receipt.lines:
        _line(paper, line)
    _sums(paper, receipt)
    paper.gap(14)
    paper.bars(code128.modules(receipt.code), dots=3, height=110)
    paper.gap(6)
    paper.centred(" ".join(receipt.code[i : i + 4] for i in range(0, len(receipt.code), 4)), size=26)
    paper.gap(8)
    paper.centred("退换货请保留小票，一切以小票为准", size=20)
    paper.centred(f"服务热线 {store.hotline}", size=20)
    return paper.cut()


def _head(paper: Paper, receipt: Receipt, store: Store) -> None:
    paper.centred(store.chain, size=44, bold=True)
    paper.centred(store.name, size=28)
    paper.gap(6)
    sold = receipt.sold_at.astimezone(ZoneInfo(store.timezone))
    paper.line(f"{sold:%Y-%m-%d %H:%M:%S}", f"收银台 {receipt.till}", size=22)
    paper.line(f"店号 {receipt.store_id}", f"收银员 {receipt.cashier}", size=22)
    paper.rule()


def _line(paper: Paper, line: SaleLine) -> None:
    name = f"（赠品）{line.name}" if line.is_gift else line.name
    paper.line(f"{line.line_no:02d} {name}", yuan(line.gross_fen))
    if line.weight_g is not None:
        detail = f"{line.weight_g / 1000:.3f} kg × {yuan(line.unit_price_fen)}/kg"
    else:
        detail = f"{line.quantity} {line.unit} × {yuan(line.unit_price_fen)}"
    paper.line(f"{line.gtin or ''}  {detail}", size=20, indent=38)
    if line.line_discount_fen:
        paper.line("折扣", yuan(-line.line_discount_fen), size=20, indent=38)


def _sums(paper: Paper, receipt: Receipt) -> None:
    paper.rule()
    pieces = sum(line.quantity for line in receipt.lines)
    paper.line(f"共 {pieces} 件", yuan(sum(line.gross_fen for line in receipt.lines)))
    marked_down = sum(line.line_discount_fen for line in receipt.lines)
    if marked_down:
        paper.line("单品折扣", yuan(-marked_down))
    for promotion in receipt.promotions:
        paper.line(promotion.name, yuan(-promotion.discount_fen))
    paper.line("实付", f"¥{yuan(receipt.paid_fen)}", size=34, bold=True)
    for tender in receipt.tenders:
        paper.line(_TENDER[tender.tender], yuan(tender.amount_fen))
    paper.rule()
