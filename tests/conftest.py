"""What every test stands on: short repeatable properties, no screen, a home of its own, and a silent log.

Helpers of one package's tests do not belong here.
"""

import logging
import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from sqlcipher3 import dbapi2

from bodymap.atlas import shipped
from tests.postgres import server, server_folder, server_place  # noqa: F401  (fixtures: one server for all packages)

# pytest-qt makes its application from this. A test that wants a real window asks for `display`.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Nothing is kept from run to run, but where a test is about that.
os.environ["BODYMAP_CACHE"] = "off"

# Most tests speak of the seven muscles of the two articles. One about another set names it.
WHOLE_BODY = shipped.DEFAULT_SET
shipped.DEFAULT_SET = "articles"

# Moments in the tests are written in UTC, and what is said of them are days of the place. A place with summer time.
if hasattr(time, "tzset"):
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()

# `make test ARGS=--hypothesis-profile=long` looks further. A slow machine is not a failing property: no deadline.
settings.register_profile("short", max_examples=25, derandomize=True, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("short")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, patients and recovered drawings of the person who runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


SQLCIPHER_ROUNDS = 256_000
"""What SQLCipher 4 does where nobody says otherwise; files of the program have it."""

CHEAP_ROUNDS = 1_000
"""Rounds of the derivation of a file's key where a test is not about it; SQLCipher's own number takes 70 ms."""


def _derive_with(rounds: int) -> None:
    """Every file that this process opens from now on has its key derived in so many rounds."""
    connection = dbapi2.connect(":memory:")
    connection.execute(f"PRAGMA cipher_default_kdf_iter = {rounds}")
    connection.close()


@pytest.fixture(autouse=True)
def _cheap_keys(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Deriving keys and hashing PINs costs next to nothing, unless a test is marked `real_keys`."""
    if request.node.get_closest_marker("real_keys"):
        yield
        return
    monkeypatch.setattr("bodymap.clinic.access.pin.hasher", _cheap_hasher)
    _derive_with(CHEAP_ROUNDS)
    yield
    _derive_with(SQLCIPHER_ROUNDS)


def _cheap_hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def _one_application(_own_home: None, qapp: object) -> None:
    """Commands that draw make a small application if there is none, and one that windows cannot use."""


@pytest.fixture(autouse=True)
def _silent_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or an error in the log fails the test; one that expects it asserts it and calls `caplog.clear()`."""
    yield
    loud = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not loud, "unexpected in the log:\n" + "\n".join(loud)


@pytest.fixture(scope="session")
def display(_own_home: None) -> Iterator[dict[str, str]]:
    """A real X display without a screen: the environment in which to start a program that opens windows on it."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not on this system")
    reader, writer = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()  # comes once the server takes connections, or empty if it died
    try:
        assert number, "Xvfb did not start"
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        screen.terminate()
        screen.wait(timeout=10)
