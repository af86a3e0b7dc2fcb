"""A server: what its addresses may be, and what goes wrong on the way to it. One sentence each, and nothing secret."""

import logging
import shutil
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from bodymap.clinic.model import Patient, new_id
from bodymap.clinic.store.open import open_server
from bodymap.clinic.store.sql.engines import (
    authorities,
    is_local,
    server_engine,
    server_options,
    server_place,
    server_url,
)
from bodymap.clinic.store.store_errors import NotFoundError, ServerAwayError
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from tests.clinic.store.conftest import ANNA, PASSWORD, Place, Server, start_server, stop_server
from tests.refusals import refused

# Addresses


@pytest.mark.parametrize(
    "text",
    [
        "", "clinic", "server/clinic", "postgresql://", "postgresql://server/clinic", "postgresql://anna@server",
        "mysql://anna@server/clinic", "postgresql://anna@server:port/clinic", "sqlite:///clinic", "::::", "é",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_told_with_an_example(text: str) -> None:
    with refused("server.url") as caught:
        open_server(text, PASSWORD, ANNA)
    assert not caught.value.params


@pytest.mark.parametrize(
    "text", ["postgresql://a:secret@server/clinic", "postgresql://a@server/clinic?password=secret"]
)
def test_a_password_in_the_address_is_refused_and_not_repeated(text: str) -> None:
    with refused("server.url_with_password") as caught:
        open_server(text, PASSWORD, ANNA)
    assert not caught.value.params


@pytest.mark.parametrize(
    ("text", "local", "place"),
    [
        ("postgres://anna@localhost/clinic", True, "localhost/clinic"),
        ("postgresql://anna@127.0.0.1:5433/clinic", True, "127.0.0.1/clinic"),
        ("postgresql+psycopg://anna@[::1]/clinic", True, "::1/clinic"),
        ("postgresql://anna@/clinic?host=/run/postgresql", True, "/run/postgresql/clinic"),
        ("postgresql://anna@server.example/clinic", False, "server.example/clinic"),
        ("postgresql://anna@/clinic?host=server.example", False, "server.example/clinic"),
        ("postgresql://anna@localhost.example/clinic", False, "localhost.example/clinic"),
        ("postgresql://anna@/clinic", True, "this machine/clinic"),
        ("postgresql://anna@/clinic?host=localhost&host=server.example", False, "localhost, server.example/clinic"),
        ("postgresql://anna@localhost/clinic?host=server.example", False, "localhost, server.example/clinic"),
        ("postgresql://anna@localhost/clinic?hostaddr=192.0.2.1", False, "localhost/clinic"),
    ],
)
def test_what_is_not_this_machine_is_asked_for_a_certificate(text: str, local: bool, place: str) -> None:
    url = server_url(text)
    assert (is_local(url), server_place(url)) == (local, place)
    options = server_options(url, PASSWORD)
    assert options.get("sslmode") == (None if local else "verify-full")
    assert options.get("sslrootcert") == (None if local else authorities())
    assert PASSWORD not in repr(server_engine(url, PASSWORD))


def test_what_an_address_says_of_encryption_is_left_as_it_is() -> None:
    options = server_options(server_url("postgresql://anna@server.example/clinic?sslmode=require"), PASSWORD)
    assert not {"sslmode", "sslrootcert"} & options.keys()
    options = server_options(server_url("postgresql://anna@server.example/clinic?sslrootcert=own.pem"), PASSWORD)
    assert (options["sslmode"], "sslrootcert" in options) == ("verify-full", False)


def test_the_certificates_that_the_system_trusts_are_found() -> None:
    """Where a system has none, libpq's own word is left to do what it can."""
    found = authorities()
    if found != "system":
        assert ssl.create_default_context(cafile=found).get_ca_certs()


# On the way


def one_sentence(caught: pytest.ExceptionInfo[BodymapError], *secrets: str) -> bool:
    """Whether an error is one line that gives nothing away."""
    text = error_sentence(caught.value)
    return "\n" not in text and text.endswith(".") and not any(secret in text for secret in (PASSWORD, *secrets))


def test_a_wrong_login_is_told(server: Server) -> None:
    for role, password in (("owner", "wrong-secret"), ("nobody_knows", PASSWORD), ("owner", "")):
        with refused("server.login") as caught:
            open_server(server.url("prepared", role), password, ANNA)
        assert one_sentence(caught, "wrong-secret")
        assert not isinstance(caught.value, ServerAwayError)


def test_a_database_that_is_not_there_is_told(server: Server) -> None:
    with refused("server.no_database") as caught:
        open_server(server.url("elsewhere"), PASSWORD, ANNA)
    assert one_sentence(caught)


@pytest.mark.parametrize("host", ["127.0.0.1:9", "name.invalid"])
def test_a_server_that_does_not_answer_is_away(host: str) -> None:
    with refused("server.away", ServerAwayError) as caught:
        open_server(f"postgresql://owner@{host}/clinic", PASSWORD, ANNA)
    assert one_sentence(caught)


def test_a_database_without_unicode_is_refused(server: Server) -> None:
    with server.admin() as admin:
        admin.execute("CREATE DATABASE old OWNER owner ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with refused("server.not_unicode"):
        open_server(server.url("old"), PASSWORD, ANNA)
    server.drop("old")


def test_nothing_secret_is_logged(server_place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with server_place.open() as store:
        store.add_patient(Patient(new_id(), "Unmistakable"))
        with pytest.raises(NotFoundError):
            store.patient(new_id())
    with pytest.raises(BodymapError):
        open_server(server_place.url, PASSWORD + "!", ANNA)
    assert PASSWORD not in caplog.text
    assert "Unmistakable" not in caplog.text
    caplog.clear()


def test_a_connection_that_was_cut_is_made_anew(server: Server, server_place: Place) -> None:
    with server_place.open() as store:
        patient = store.add_patient(Patient(new_id(), "Zoë"))
        with server.admin() as admin:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bodymap'")
        assert store.save_patient(patient).version == 2


def test_a_connection_cut_in_the_middle_writes_nothing(server: Server, server_place: Place) -> None:
    with server_place.open() as store:
        patient = store.add_patient(Patient(new_id(), "Zoë"))

        def cut_in_the_middle() -> None:
            with store._writing() as connection:
                connection.exec_driver_sql("UPDATE patient SET name = 'half'")
                with server.admin() as admin:
                    admin.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bodymap'"
                    )
                connection.exec_driver_sql("UPDATE patient SET note = 'half'")

        with pytest.raises(ServerAwayError) as caught:
            cut_in_the_middle()
        assert one_sentence(caught)
        assert store.patient(patient.id) == patient


def test_a_server_that_stops_is_away_until_it_is_back(server_folder: Path) -> None:
    first = start_server(server_folder)
    try:
        with first.admin() as admin:
            admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
            admin.execute("CREATE DATABASE clinic OWNER owner ENCODING 'UTF8' TEMPLATE template0")
        store = open_server(first.url("clinic"), PASSWORD, ANNA)
        patient = store.add_patient(Patient(new_id(), "Zoë"))
    finally:
        stop_server(first)
    changed = replace(patient, note="while it was away")
    for _ in range(2):
        with pytest.raises(ServerAwayError) as caught:
            store.save_patient(changed)
        assert one_sentence(caught)
    second = start_server(server_folder, port=first.port)
    try:
        saved = store.save_patient(changed)
        assert store.patient(patient.id) == saved
        assert saved.note == "while it was away"
    finally:
        store.close()
        stop_server(second)


# TLS


def make_certificate(folder: Path) -> None:
    """A certificate for localhost that no authority vouches for, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which Debian's PostgreSQL brings along, is not on this system")
    folder.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(folder / "key"), "-out", str(folder / "pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def test_an_encrypted_connection_is_made_only_to_whom_the_certificate_names(
    server_folder: Path, server: Server
) -> None:
    make_certificate(server_folder / "ssl")
    pem = server_folder / "ssl" / "pem"
    tls = start_server(server_folder, "ssl=on", f"ssl_cert_file={pem}", f"ssl_key_file={pem.with_name('key')}")
    try:
        with tls.admin() as admin:
            admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
            admin.execute("CREATE DATABASE clinic OWNER owner ENCODING 'UTF8' TEMPLATE template0")
        named = tls.url("clinic").replace("127.0.0.1", "localhost")
        with open_server(f"{named}?sslmode=verify-full&sslrootcert={pem}", PASSWORD, ANNA) as store:
            with store._reading() as connection:
                used = connection.exec_driver_sql("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").scalar()
            assert used is True
        for what, address in {
            "an unknown authority": f"{named}?sslmode=verify-full",
            "another name": f"{tls.url('clinic')}?sslmode=verify-full&sslrootcert={pem}",
            "no encryption": f"{server.url('prepared')}?sslmode=verify-full&sslrootcert={pem}",
            "no file of authorities": f"{named}?sslmode=verify-full&sslrootcert={pem}x",
        }.items():
            with refused("server.not_safe") as caught:
                open_server(address, PASSWORD, ANNA)
            assert one_sentence(caught), what
    finally:
        stop_server(tls)
