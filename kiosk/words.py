"""Codes into words: message ids (zh_CN) for every code a rule or device can answer with. Screens and slips share it."""

from __future__ import annotations

from domain.policy import ReasonCode
from domain.receipt import TenderKind

REASON: dict[ReasonCode, str] = {
    ReasonCode.QUALITY: "质量有问题",
    ReasonCode.SPOILED: "有坏的",
    ReasonCode.EXPIRED: "过期了",
    ReasonCode.DAMAGED_PACKAGE: "包装破了",
    ReasonCode.WRONG_ITEM: "买错了",
    ReasonCode.NOT_AS_DESCRIBED: "和说的不一样",
    ReasonCode.CHANGED_MIND: "不想要了",
    ReasonCode.WRONG_PRICE: "价格不对",
}

TENDER_BACK: dict[TenderKind, str] = {
    TenderKind.CASH: "退现金",
    TenderKind.WECHAT: "退回原来的微信支付",
    TenderKind.ALIPAY: "退回原来的支付宝",
    TenderKind.CARD: "退回原来的银行卡",
    TenderKind.STORE_CARD: "退回原来的购物卡",
    TenderKind.VOUCHER: "退回购物券",
}
