"""A complete return slip, for technicians (`fuwutai print --example`), pictures and tests."""

from __future__ import annotations

from domain.slip.elements import (
    QR,
    Align,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Step,
    Text,
)


def example() -> Slip:
    """The slip of one return of three lines and a gift, with everything a slip can hold."""
    caption = Size.CAPTION
    return Slip(
        language="zh_CN",
        elements=(
            Text("禾家超市 · 青石桥店", Size.HEADING, bold=True, align=Align.CENTER),
            Text("退货回执", Size.BODY, align=Align.CENTER),
            Banner("R3-1847-K", label="工单号"),
            Barcode("R3-1847-K"),
            Columns("2026-11-21 10:20", "3 号机，已登记", caption),
            Columns("小票 9907 1120 1842 07", "共退 3 种", caption),
            Rule(),
            Columns("纯牛奶 24盒 × 1 箱", "68.47", bold=True),
            Text("包装破损", caption),
            Text("79.90 − 满减分摊 11.43", caption),
            Columns("原木抽纸 30包 × 1 提", "42.76", bold=True),
            Text("买错了", caption),
            Text("49.90 − 满减分摊 7.14", caption),
            Columns("赠品 厨房湿巾 × 1", "0.00"),
            Text("要和抽纸一起交回", caption),
            Columns("红富士苹果 1.326 kg", "18.30", bold=True),
            Text("有坏的，到台复称", caption),
            Text("13.80 × 1.326", caption),
            Rule(),
            Columns("验货后退您", "¥129.53", Size.HERO, bold=True),
            Text("退回原来的微信支付", caption, align=Align.RIGHT),
            Rule(),
            Text("现在怎么做", Size.HEADING, bold=True),
            Step(1, "带上商品、赠品和这张回执", "苹果也请带来"),
            Step(2, "去服务台", "出口左手边，直走 30 米"),
            Step(3, "店员验过就退款", "现在去，10:50 前办好"),
            Box(
                (
                    Text("今天来不及也行，最晚", caption, align=Align.CENTER),
                    Text("11月23日 周一 21:30", Size.HEADING, bold=True, align=Align.CENTER),
                )
            ),
            QR(
                "https://fuwutai.example/t/Zk3bYw8rQm2x7LpAJ9cVdA",
                title="手机看进度",
                lines=("扫一扫，不用登录。", "有变化也写在那里。"),
            ),
            Rule(RuleStyle.DASHED),
            Text("有疑问请打服务台 028-5550-0147", caption, align=Align.CENTER),
            Text("回执丢了，报工单号可补打", caption, align=Align.CENTER),
            Cut(),
        ),
    )
