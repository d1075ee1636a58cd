"""Talking to a central service that is well, ill, or somebody else."""

from __future__ import annotations

import logging
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from domain import codec
from domain.reference import Heartbeat, StoreChanged
from domain.wire import Result
from sync.client import (
    ServiceBusy,
    ServiceClient,
    ServiceError,
    ServiceFailed,
    ServiceGarbled,
    ServiceRefused,
    ServiceSettings,
    ServiceTransient,
    ServiceUnauthorised,
    ServiceUnreachable,
)
from sync.identity import NotEnrolled
from tests.sync.builders import ENROLLED, NOON, STORE_INFO, Kiosk, draft, known
from tests.sync.fake_service import (
    PORTAL,
    REDIRECT,
    CutShort,
    FakeService,
    HangUp,
    Hold,
    Say,
    Trickle,
    error,
    fake_service,
)

BEAT = Heartbeat(NOON, "0.1.0", "ready", "ready", 1, 0, "head", 7)


@pytest.fixture
def client(service: FakeService) -> Iterator[ServiceClient]:
    settings = ServiceSettings(service.url, read_s=0.3, total_s=0.5, max_bytes=200_000)
    client = ServiceClient(settings, lambda: ENROLLED.token)
    yield client
    client.close()


def test_a_receipt_comes_with_its_ledger_or_is_unknown(service: FakeService, client: ServiceClient) -> None:
    service.receipts["R/1 ?"] = known("R/1 ?")
    answer = client.receipt("R/1 ?")
    assert answer is not None
    assert answer.known == known("R/1 ?")
    assert client.receipt("R-2") is None


def test_receipts_are_found_by_day_till_and_amount(service: FakeService, client: ServiceClient) -> None:
    service.receipts["R-1"] = known("R-1")
    assert client.find(date(2026, 11, 22), "02", 3500).found == (known("R-1"),)
    assert client.find(date(2026, 11, 22), "02", 1).found == ()


def test_the_replica_comes_page_by_page(service: FakeService, client: ServiceClient) -> None:
    service.changes = [StoreChanged(STORE_INFO)] * 3
    first = client.replica_page(0, 2)
    assert (first.cursor, len(first.changes), first.more) == (2, 2, True)
    assert not client.replica_page(first.cursor, 2).more


def test_messages_travel_as_they_were_written(service: FakeService, client: ServiceClient, kiosk: Kiosk) -> None:
    kiosk.journal.accept(draft())
    batch = kiosk.outbox.take(10)
    (answer,) = client.submit(kiosk.journal.chain_head(), [m.text for m in batch]).answers
    assert (answer.result, answer.body_hash) == (Result.ACCEPTED, batch[0].body_hash)
    (again,) = client.submit(kiosk.journal.chain_head(), [m.text for m in batch]).answers
    assert again.result is Result.DUPLICATE
    assert list(service.effects) == [batch[0].message_id]


def test_a_heartbeat_brings_the_time_and_the_helper(service: FakeService, client: ServiceClient) -> None:
    service.helper = "小王"
    answer = client.heartbeat(BEAT)
    assert (answer.server_time, answer.helper) == (NOON, "小王")


def test_a_one_time_code_is_exchanged_once(service: FakeService, client: ServiceClient, tmp_path: Path) -> None:
    service.codes["7Q4K"] = ENROLLED
    kiosk = Kiosk.bare(tmp_path / "new")
    assert kiosk.identity.load() is None
    with pytest.raises(NotEnrolled):
        kiosk.identity.token()
    credential = kiosk.identity.enrol(client, "7Q4K", "出口 3 号机")
    kiosk.restart()
    assert kiosk.identity.load() == credential
    assert kiosk.identity.token() == ENROLLED.token
    with pytest.raises(ServiceRefused) as refused:
        kiosk.identity.enrol(client, "7Q4K", "出口 3 号机")
    assert refused.value.code == "enrolment_code_invalid"
    assert kiosk.identity.load() == credential
    kiosk.stores.close()


@pytest.mark.parametrize(
    ("misbehaviour", "expected"),
    [
        (REDIRECT, ServiceGarbled),
        (PORTAL, ServiceGarbled),
        (Say(200, b"\x00\xff garbage"), ServiceGarbled),
        (Say(200, b'{"server_time": "2026-11-22T04:00:00Z", "helper": "", "surprise": 1}'), ServiceGarbled),
        (Say(200, b'{"server_time": "soon", "helper": ""}'), ServiceGarbled),
        (Say(200, b"[" * 50_000), ServiceGarbled),
        (Say(200, b'{"server_time": "2026-11-22T04:00:00Z", "helper": "' + b"x" * 300_000 + b'"}'), ServiceGarbled),
        (Say(200, b"not gzip", headers=(("Content-Encoding", "gzip"),)), ServiceGarbled),
        (Say(500, b"Internal Server Error", "text/plain"), ServiceGarbled),
        (Say(404, b'{"detail": "Not Found"}'), ServiceGarbled),
        (error(500, "internal"), ServiceFailed),
        (error(503, "busy"), ServiceBusy),
        (error(429, "too_many", ("Retry-After", "7")), ServiceBusy),
        (error(401, "unauthorised"), ServiceUnauthorised),
        (error(422, "shape"), ServiceRefused),
        (error(413, "too_large"), ServiceRefused),
        (HangUp(), ServiceUnreachable),
        (Hold(), ServiceUnreachable),
        (CutShort(), ServiceUnreachable),
        (Trickle(), ServiceUnreachable),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, type) else value.__name__,
)
def test_every_trouble_has_its_name(
    service: FakeService, client: ServiceClient, misbehaviour: Say, expected: type[ServiceError]
) -> None:
    service.plan("heartbeat", misbehaviour)
    began = time.monotonic()
    with pytest.raises(ServiceError) as caught:
        client.heartbeat(BEAT)
    assert type(caught.value) is expected
    assert isinstance(caught.value, ServiceTransient) is (expected not in (ServiceUnauthorised, ServiceRefused))
    assert time.monotonic() - began < 3
    assert client.heartbeat(BEAT).server_time == NOON


def test_a_busy_service_says_when_to_come_back(service: FakeService, client: ServiceClient) -> None:
    service.plan("heartbeat", error(429, "too_many", ("Retry-After", "7")), error(503, "busy", ("Retry-After", "soon")))
    with pytest.raises(ServiceBusy) as caught:
        client.heartbeat(BEAT)
    assert caught.value.retry_after_s == 7
    with pytest.raises(ServiceBusy) as caught:
        client.heartbeat(BEAT)
    assert caught.value.retry_after_s is None


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    client = ServiceClient(ServiceSettings(f"http://127.0.0.1:{port}"), lambda: "t")
    with pytest.raises(ServiceUnreachable):
        client.receipt("R-1")


def test_an_unknown_route_is_not_an_unknown_receipt(service: FakeService, client: ServiceClient) -> None:
    service.plan("receipts", error(404, "not_found"))
    with pytest.raises(ServiceRefused):
        client.receipt("R-1")


def test_the_credential_stands_in_no_error_and_no_log(
    service: FakeService, caplog: pytest.LogCaptureFixture, kiosk: Kiosk
) -> None:
    caplog.set_level(logging.DEBUG)
    client = ServiceClient(ServiceSettings(service.url), kiosk.identity.token)
    service.plan("heartbeat", error(401, "unauthorised"), HangUp())
    shown = [repr(kiosk.identity.load())]
    for _ in range(2):
        with pytest.raises(ServiceError) as caught:
            client.heartbeat(BEAT)
        shown.append(repr(caught.value) + repr(caught.value.__cause__))
    assert service.requests[0][2]["Authorization"] == f"Bearer {ENROLLED.token}"
    assert ENROLLED.token not in "".join(shown) + caplog.text


def test_a_revoked_credential_is_told_apart(service: FakeService) -> None:
    client = ServiceClient(ServiceSettings(service.url), lambda: "revoked")
    with pytest.raises(ServiceUnauthorised):
        client.receipt("R-1")


def test_the_machines_own_settings_do_not_lead_astray(
    service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .netrc would replace the credential, a proxy would see it."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    client = ServiceClient(ServiceSettings(service.url), lambda: ENROLLED.token)
    assert client.heartbeat(BEAT).server_time == NOON


def test_a_body_keeps_its_bytes(service: FakeService, client: ServiceClient) -> None:
    odd = codec.canonical({"message_id": "m-1", "body": {"kind": "from.the.past", "name": "€\u2028"}}).decode()
    (answer,) = client.submit('quo"te', [odd]).answers
    assert answer.body_hash == codec.digest({"kind": "from.the.past", "name": "€\u2028"})


def test_only_the_chains_own_ca_is_believed(service: FakeService, tmp_path: Path) -> None:
    ca, key, certificate = own_ca(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with fake_service(context) as central:
        believing = ServiceClient(ServiceSettings(central.url, ca_file=ca), lambda: ENROLLED.token)
        assert believing.heartbeat(BEAT).server_time == NOON
        with pytest.raises(ServiceUnreachable, match="SSLError"):
            ServiceClient(ServiceSettings(central.url), lambda: ENROLLED.token).heartbeat(BEAT)
        assert central.asked("heartbeat") == 1


def own_ca(directory: Path) -> tuple[Path, Path, Path]:
    """A CA, and a key with a certificate of its for 127.0.0.1."""
    now = datetime.now(UTC)
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("chain CA", "central")]
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = []
    for subject, public, extension, critical in (
        (names[0], ca_key.public_key(), x509.BasicConstraints(ca=True, path_length=0), True),
        (names[1], key.public_key(), address, False),
    ):
        builder = x509.CertificateBuilder(names[0], subject, public, x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        made.append(builder.add_extension(extension, critical).sign(ca_key, hashes.SHA256()))
    files = (directory / "ca.pem", directory / "key.pem", directory / "central.pem")
    files[0].write_bytes(made[0].public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    files[2].write_bytes(made[1].public_bytes(Encoding.PEM))
    return files
