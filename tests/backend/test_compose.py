"""The whole central service in one application, as it is served."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from backend.compose import build
from backend.database import open_database
from backend.services import fleet, reference
from backend.settings import Settings
from domain import codec
from domain.reference import Enrolled
from tests.support.service import NOW, Clock, Kiosk, a_policy, a_receipt, a_store


def test_api_tracking_page_and_console_stand_side_by_side(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/central.db"
    clock = Clock()
    with TestClient(build(Settings(database=url), clock), raise_server_exceptions=False) as client:
        sessions = open_database(url)
        reference.put_store(sessions, a_store(), NOW)
        reference.put_policy(sessions, "9907", a_policy(), NOW)
        code = fleet.make_code(sessions, "9907", NOW)
        answer = client.post("/api/v1/devices/enrol", json={"code": code, "name": "3 号机"})
        kiosk = Kiosk(client, codec.decode(Enrolled, answer.json()), clock)
        body = kiosk.registered(a_receipt(1), [(1, 1)])
        kiosk.send(kiosk.envelope(body))
        page = client.get(f"/t/{body.tracking_token}")
        assert page.status_code == 200
        assert body.ticket_no in page.text
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert client.get("/t/nobody-knows-this-one").status_code == 404
        console = client.get("/console", follow_redirects=False)
        assert (console.status_code, console.headers["location"]) == (303, "/console/signin")
        assert client.get("/healthz").json() == {"status": "ok"}
        missing = client.get("/api/v1/none")
        assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
        sessions.close()
