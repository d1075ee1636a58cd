"""Sentences by code: how money comes back, why a ticket is looked at in person."""

from __future__ import annotations

from backend.services.read_model import HeldCode
from domain.receipt import TenderKind

BACK_TO = {
    TenderKind.CASH: "退您现金",
    TenderKind.WECHAT: "退回微信支付",
    TenderKind.ALIPAY: "退回支付宝",
    TenderKind.CARD: "退回银行卡",
    TenderKind.STORE_CARD: "退回购物卡",
    TenderKind.VOUCHER: "退成代金券",
}
AFTER_CHECK = {
    TenderKind.CASH: "验货后退您现金",
    TenderKind.WECHAT: "验货后退回微信支付",
    TenderKind.ALIPAY: "验货后退回支付宝",
    TenderKind.CARD: "验货后退回银行卡",
    TenderKind.STORE_CARD: "验货后退回购物卡",
    TenderKind.VOUCHER: "验货后退成代金券",
}
ARRIVES = {
    TenderKind.WECHAT: "一般几分钟内到账。",
    TenderKind.ALIPAY: "一般几分钟内到账。",
    TenderKind.CARD: "一般 1 到 3 个工作日到账。",
}
HELD_WHY = {
    HeldCode.LEDGER_FULL: "这张小票上有商品登记过退货，店员和您当面核对一次。",
    HeldCode.RECEIPT_UNKNOWN: "收银台还没把这张小票传过来，带上小票，店员当面给您办。",
    HeldCode.REFUND_DIFFERS: "退款金额要再算一次，店员当面算给您看。",
    HeldCode.GIFT_MISSING: "赠品要一起看一下，店员和您当面核对。",
}
HELD_ANYWAY = "有一处要店员当面看一下。"
