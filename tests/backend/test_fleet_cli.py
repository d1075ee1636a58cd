"""`fuwutai backend revoke-kiosk` and `release-kiosk`, as store IT types them."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from backend.commands import app
from backend.services import fleet
from backend.services.read_model import DeviceRow
from tests.support.service import Kiosk, Service, a_line, a_receipt


def run(service: Service, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--database", service.settings.database])


def standing(service: Service) -> DeviceRow:
    with service.sessions.read() as session:
        (row,) = fleet.devices(session, "9907", service.clock())
    return row


def test_a_stolen_kiosk_is_let_in_no_more_until_it_is_enrolled_again(service: Service, kiosk: Kiosk) -> None:
    assert kiosk.get("replica").status_code == 200
    told = run(service, "revoke-kiosk", "--store", "9907", "--kiosk", "1")
    assert told.exit_code == 0, told.output
    assert "is let in no more" in told.stdout
    assert kiosk.get("replica").status_code == 401
    again = service.kiosk(kiosk_no=1)
    assert again.get("replica").status_code == 200
    assert kiosk.get("replica").status_code == 401


def test_a_kiosk_somebody_has_looked_at_leaves_quarantine(service: Service, kiosk: Kiosk) -> None:
    receipt = a_receipt(1, a_line(1, 3_000, 3))
    service.sell(receipt)
    kiosk.send(kiosk.envelope(kiosk.registered(receipt, [(1, 1)])))
    kiosk.seq = 0  # the kiosk's disk was put back from an image
    kiosk.send(kiosk.envelope(kiosk.registered(receipt, [(1, 1)])))
    assert standing(service).quarantined_at is not None
    told = run(service, "release-kiosk", "--store", "9907", "--kiosk", "1")
    assert "is out of quarantine" in told.stdout
    assert (standing(service).quarantined_at, standing(service).alarms) == (None, ())
    told = run(service, "release-kiosk", "--store", "9907", "--kiosk", "1")
    assert (told.exit_code, "neither revoked nor in quarantine" in told.stdout) == (0, True)


def test_a_revoked_kiosk_that_turns_up_again_is_let_in_as_it_is(service: Service, kiosk: Kiosk) -> None:
    run(service, "revoke-kiosk", "--store", "9907", "--kiosk", "1")
    assert kiosk.get("replica").json()["code"] == "revoked"
    told = run(service, "release-kiosk", "--store", "9907", "--kiosk", "1")
    assert (told.exit_code, "is let in again" in told.stdout) == (0, True)
    assert kiosk.get("replica").status_code == 200


def test_a_kiosk_nobody_knows_is_told(service: Service, kiosk: Kiosk) -> None:
    for command in ("revoke-kiosk", "release-kiosk"):
        for store, number in (("9907", "9"), ("1234", "1")):
            told = run(service, command, "--store", store, "--kiosk", number)
            assert (told.exit_code, told.stdout) == (1, "")
            assert told.stderr == f"store {store} has no kiosk {number}\n"
    assert kiosk.get("replica").status_code == 200
