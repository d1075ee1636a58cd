"""Nothing of the console is open to somebody who is not signed in, and nothing to another site's page."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from backend.console.gate import safe_next
from backend.settings import Settings
from tests.backend.console.conftest import OURS, SETTINGS
from tests.backend.console.shop import PASSWORD, Goods, Shop, busy_morning

PAGES = ("/console/", "/console/tickets/R3-0002-L", "/console/devices", "/console/more", "/console/nowhere")


@pytest.mark.parametrize("path", PAGES)
def test_pages_lead_to_signing_in_and_back(client: TestClient, path: str) -> None:
    sent = client.get(path)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/console/signin")
    form = client.get(sent.headers["location"])
    after = re.search(r'name="next" value="([^"]*)"', form.text)
    assert after is not None
    entered = client.post("/console/signin", data={"number": "0142", "password": PASSWORD, "next": after[1]})
    assert entered.headers["location"] == path


def test_sockets_and_polling_need_a_session_too(client: TestClient) -> None:
    socket = "/console/_nicegui_ws/socket.io/?EIO=4&transport="
    assert client.get(socket + "polling").status_code == 401
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(socket + "websocket"):
        pass


def test_another_sites_page_gets_nothing_done(signed_in: TestClient) -> None:
    elsewhere = {"Origin": "http://evil.example"}
    for path in ("/console/leave", "/console/here", "/console/language", "/console/signin"):
        assert signed_in.post(path, headers=elsewhere).status_code == 403
        assert signed_in.post(path, headers={"Origin": "null"}).status_code == 403
        assert signed_in.post(path, headers=OURS | {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    socket = "/console/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(WebSocketDisconnect), signed_in.websocket_connect(socket, headers=elsewhere):
        pass
    assert signed_in.get("/console/").status_code == 200, "still signed in"


def test_the_cookie_is_for_this_site_and_no_script(client: TestClient) -> None:
    answer = client.post("/console/signin", data={"number": "0142", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/console" in cookie
    assert "secure" not in cookie, "this service is reached by http"


def test_behind_tls_the_cookie_is_secure(staffed: Shop) -> None:
    from backend.compose import assemble

    app = assemble(Settings(public_url="https://fuwutai.example"), staffed.sessions, staffed.clock)
    with TestClient(app, follow_redirects=False, headers=OURS) as client:
        answer = client.post("/console/signin", data={"number": "0142", "password": PASSWORD})
        assert "secure" in answer.headers["set-cookie"].lower()


def test_what_is_wrong_is_not_told_apart(client: TestClient) -> None:
    def said(number: str, password: str) -> str:
        answer = client.post("/console/signin", data={"number": number, "password": password})
        assert answer.status_code == 403
        found = re.search(r'role="alert">.*?<b>(.*?)</b>', answer.text)
        assert found is not None
        assert password not in answer.text
        return found[1]

    assert said("0142", "wrong-password") == said("0999", "wrong-password") == (
        "工号或密码不对，再试一次。连错 5 次要等 1 分钟。"
    )
    for _ in range(4):
        said("0142", "wrong-password")
    assert said("0142", "wrong-password") == "试得太多了，等 1 分再试。"


def test_leaving_ends_the_session_not_only_the_cookie(signed_in: TestClient) -> None:
    cookie = signed_in.cookies["fuwutai_staff"]
    assert signed_in.get("/console/").status_code == 200
    left = signed_in.post("/console/leave")
    assert left.headers["location"] == "/console/signin"
    signed_in.cookies.set("fuwutai_staff", cookie, path="/console")
    assert signed_in.get("/console/").status_code == 303


def test_ten_minutes_without_a_touch_lock_and_a_touch_keeps_open(staffed: Shop, signed_in: TestClient) -> None:
    staffed.pass_time(9)
    assert signed_in.post("/console/here").status_code == 204
    staffed.pass_time(9)
    assert signed_in.get("/console/devices").status_code == 200
    staffed.pass_time(10)
    assert signed_in.get("/console/devices").status_code == 303
    assert signed_in.post("/console/here").status_code == 401


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example", "/console//evil", "/console/../t/x", "/t/x", "javascript:alert(1)",
     "/console/\r\nSet-Cookie: a=b", "/console/\\evil", ""],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(path: str) -> None:
    assert safe_next(path) == "/console/"


def test_pages_allow_their_own_scripts_and_no_others(staffed: Shop, signed_in: TestClient) -> None:
    kiosk = staffed.add_kiosk('</script><script>alert("x")</script>')
    staffed.give_back(kiosk, Goods("<script>alert(1)</script>${alert(2)}`{{7*7}}", 100))
    nonces = set()
    for path in PAGES:
        page = signed_in.get(path)
        rules = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
        nonce = re.search(r"'nonce-([\w-]{20,})'", rules["script-src"])
        assert nonce is not None
        nonces.add(nonce[1])
        assert rules["default-src"] == "'none'"
        assert rules["frame-ancestors"] == "'none'"
        assert "unsafe" not in page.headers["content-security-policy"]
        assert set(re.findall(r"<script(?: nonce=\"([^\"]*)\")?", page.text)) == {nonce[1]}
        assert "alert(" not in re.sub(r"String\.raw`.*?`", "", page.text, flags=re.S), "only inside NiceGUI's JSON"
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["cache-control"] == "no-store"
        assert not re.findall(r"""(?:src|href|url\()["']?(?:https?:)?//""", page.text), "nothing from elsewhere"
    assert len(nonces) == len(PAGES)
    assert signed_in.get("/console/nowhere").status_code == 404


def test_files_for_browsers_are_open_and_kept_for_ever_the_rest_is_not_there(client: TestClient) -> None:
    page = client.get("/console/signin").text
    style = re.search(r'href="(/console/assets/\w+/console.css)"', page)
    assert style is not None
    assert "immutable" in client.get(style[1]).headers["cache-control"]
    for path in ("../en.po", "en.po", "make_icons.py", "%2e%2e/en.po"):
        assert client.get(style[1].replace("console.css", path)).status_code in (303, 404)


def test_nobody_sees_another_stores_tickets(staffed: Shop, signed_in: TestClient) -> None:
    busy_morning(staffed)
    own = signed_in.get("/console/tickets/R3-0002-L")
    assert "低温酸奶" in own.text
    elsewhere = signed_in.get("/console/tickets/R9-0002-L")
    assert "没有这张工单" in elsewhere.text
    assert SETTINGS.chain in elsewhere.text
