"""What a shopper's phone gets from the link on the slip."""

from __future__ import annotations

import base64
import hashlib
import html
import re

import pytest
from fastapi.testclient import TestClient

from backend.services import desk
from domain.policy import ReasonCode
from domain.receipt import TenderKind
from domain.ticket import TicketState
from tests.backend.console.shop import NOON, STORE, Goods, Issued, Kiosk, Shop

MILK = Goods("纯牛奶 24盒", 6847, ReasonCode.DAMAGED_PACKAGE, unit="箱")
WIPES = Goods("厨房湿巾", 0, gift=True)
LARGEST = 30_000


@pytest.fixture
def kiosk(shop: Shop) -> Kiosk:
    return shop.add_kiosk("出口旁")


def text_of(phone: TestClient, issued: Issued, lang: str | None = None) -> str:
    answer = phone.get(f"/t/{issued.token}", params={"lang": lang} if lang else {})
    assert answer.status_code == 200
    assert len(answer.content) < LARGEST
    return words(answer.text)


def words(page: str) -> str:
    body = re.sub(r"<style.*?</style>|<svg.*?</svg>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", body)))


def test_a_registered_return_waits_and_says_both_times(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK, WIPES, minutes_ago=4)
    said = text_of(phone, issued)
    for words in (
        issued.ticket_no, "等您把商品带到服务台", "30 分钟内办好", "到服务台扫回执开始算",
        "最晚 11月23日 周一 21:30 前来",
        "验货后退回微信支付", "¥68.47", "服务台，出口左手边", "商品、赠品、回执", "10:20", "您在 1 号机登记了 1 种商品",
        "打给服务台 028-5550-0147", "10:24 的情况", "禾家超市 · 青石桥店",
    ):  # fmt: skip
        assert words in said, words
    assert "晚了" not in said


def test_waiting_to_the_last_day_is_still_not_late(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK)
    shop.pass_time(2 * 24 * 60)
    said = text_of(phone, issued)
    assert "等您把商品带到服务台" in said
    assert "晚" not in said.replace("最晚", "")


def test_at_the_desk_the_promise_runs(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK, minutes_ago=12)
    shop.scan(issued, "李敏", 4)
    said = text_of(phone, issued)
    for words in ("服务台正在办您的退货", "10:50 前办好", "小李，出口左手边", "您到了服务台，说好 10:50 前办好"):
        assert words in said, words
    assert "李敏" not in said, "shoppers never read a whole name"
    shop.pass_time(32)
    late = text_of(phone, issued)
    assert "晚了 6 分" in late
    assert "对不起" in late


def test_paid_says_how_much_where_when_and_whether_in_time(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK, minutes_ago=40)
    shop.scan(issued, "李敏", 30)
    shop.settle(issued.ticket_no, "李敏", 16, TicketState.REFUNDED)
    said = text_of(phone, issued)
    for words in (
        "按时办好", "¥68.47 退给您了", "10:08 退回微信支付。", "一般几分钟内到账。", "小李办的。",
        "比 10:24 早 16 分。",
    ):  # fmt: skip
        assert words in said, words
    assert "看最新" not in said
    cash = shop.give_back(kiosk, MILK, minutes_ago=40, tender=TenderKind.CASH)
    shop.scan(cash, "李敏", 36)
    shop.settle(cash.ticket_no, "李敏", 0, TicketState.REFUNDED)
    said = text_of(phone, cash)
    assert "退您现金" in said
    assert "到账" not in said
    assert "比 10:18 晚 6 分，对不起。" in said


def test_held_is_said_plainly_and_accuses_nobody(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    receipt = shop.sell(MILK, at=shop.before(2000))
    shop.give_back(kiosk, MILK, receipt=receipt, minutes_ago=30)
    second = shop.give_back(kiosk, MILK, receipt=receipt, minutes_ago=10)
    unknown = shop.give_back(kiosk, MILK, known=False, minutes_ago=5)
    said = text_of(phone, second)
    for words in ("请到服务台当面核对", "登记过退货", "不用重新登记", "11月23日 21:30 前来", "登记的金额，核对后定"):
        assert words in said, words
    assert "收银台还没把这张小票传过来" in text_of(phone, unknown)
    assert "小票、回执" in text_of(phone, unknown)
    for word in ("可疑", "欺诈", "重复退", "冒领", "违规", "失败", "错误"):
        assert word not in said


def test_what_is_over_without_money_leaves_a_way_on(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    declined = shop.give_back(kiosk, MILK, minutes_ago=20)
    shop.scan(declined, "李敏", 15)
    shop.settle(declined.ticket_no, "李敏", 2, TicketState.DECLINED)
    said = text_of(phone, declined)
    assert "这次没有退成" in said
    assert "商品还是您的" in said
    waits = shop.give_back(kiosk, MILK)
    shop.pass_time(4 * 24 * 60)
    assert desk.lapse(shop.sessions, shop.now) == 1
    assert "过了最后一天，这单结束了" in text_of(phone, waits)


def test_a_slip_that_did_not_come_out_is_said(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK, slip="failed")
    assert "回执没打出来，报工单号也一样办" in text_of(phone, issued)


@pytest.mark.parametrize(
    ("lang", "sentence", "promise"),
    [
        ("en", "Please bring the goods to the desk", "until Mon 23 Nov, 21:30"),
        ("zh_TW", "等您把商品帶到服務台", "11月23日 週一 21:30"),
    ],
)
def test_in_the_shoppers_language(
    shop: Shop, kiosk: Kiosk, phone: TestClient, lang: str, sentence: str, promise: str
) -> None:
    chosen = shop.give_back(kiosk, MILK)
    of_slip = shop.give_back(kiosk, MILK, language=lang)
    for said in (text_of(phone, chosen, lang), text_of(phone, of_slip)):
        assert sentence in said
        assert promise in said
    assert "等您把商品带到服务台" in text_of(phone, of_slip, "zh_CN")


def test_unknown_expired_and_malformed_are_one_same_page(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK, minutes_ago=40)
    shop.scan(issued, "李敏", 30)
    shop.settle(issued.ticket_no, "李敏", 16, TicketState.REFUNDED)
    shop.pass_time(89 * 24 * 60)
    assert phone.get(f"/t/{issued.token}").status_code == 200
    shop.pass_time(2 * 24 * 60)
    links = [issued.token, "A" * 22, "x", "%00%0a%1b[31m", "..%2f..%2fetc", "令牌", "a" * 5000, issued.ticket_no]
    answers = [phone.get(f"/t/{link}") for link in links]
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1
    assert len({tuple(sorted(a.headers.items())) for a in answers}) == 1
    said = words(answers[0].text)
    assert "这个链接看不到工单" in said
    assert "打给禾家超市客服 400-555-0147" in said
    assert STORE.name not in said
    assert STORE.hotline not in said


def test_nothing_is_kept_shared_or_loaded(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK)
    for link in (issued.token, "nobody"):
        answer = phone.get(f"/t/{link}")
        style = re.search(r"<style>(.*?)</style>", answer.text, re.S)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        policy = answer.headers["content-security-policy"]
        assert policy == (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "set-cookie" not in answer.headers
        assert not re.search(r"<script|<link|<img|<iframe| style=| on\w+=|https?://|url\((?!#a)", answer.text)
        assert issued.token not in answer.text


def test_hostile_names_stay_text(shop: Shop, phone: TestClient) -> None:
    nasty = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>{{7*7}}${8*8}**<b>{n}'
    kiosk = shop.add_kiosk("出口旁")
    issued = shop.give_back(kiosk, Goods(nasty, 100), minutes_ago=20)
    shop.scan(issued, f"{nasty}", 10)
    page = phone.get(f"/t/{issued.token}").text
    assert "<script" not in page
    assert "<img" not in page
    assert "49" not in words(page).replace(NOON.isoformat(), "")


def test_a_strange_language_falls_back(shop: Shop, kiosk: Kiosk, phone: TestClient) -> None:
    issued = shop.give_back(kiosk, MILK, language="xx")
    assert "等您把商品带到服务台" in text_of(phone, issued, "<script>")
