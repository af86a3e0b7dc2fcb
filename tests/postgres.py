"""A real PostgreSQL for the tests that want one, and the places in which patients are stored.

The server is started once, in a folder of its own and on a free port, and dies with the tests. Each test gets a
database of its own, copied from a template.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bodymap.clinic.model import Actor
from bodymap.clinic.store.open import open_file, open_server
from bodymap.clinic.store.store import Store
from tools.check_system import find_postgresql

ANNA = Actor("Anna", "desk 1")
BEN = Actor("Ben", "desk 2")

PASSPHRASE = "it's a “secret”"
PASSWORD = "pass'word of the tests"

_numbers = count(1)


@dataclass(frozen=True)
class Place:
    """A file or a database in which patients are stored; it may be opened several times at once."""

    path: Path | None = None
    passphrase: str | None = None
    url: str = ""

    def open(self, actor: Actor = ANNA) -> Store:
        """A store here, with a connection of its own."""
        if self.path is not None:
            return open_file(self.path, actor, self.passphrase)
        return open_server(self.url, PASSWORD, actor)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that runs on this machine for the tests."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        """A connection that may do everything, each statement at once."""
        return psycopg.connect(host=str(self.folder), port=self.port, dbname=database, user="postgres", autocommit=True)

    def url(self, database: str, role: str = "owner") -> str:
        """The address of a database over the loopback, where a password is asked for."""
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def copy(self, template: str = "template0") -> str:
        """A new database."""
        name = f"clinic_{next(_numbers)}"
        with self.admin() as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER owner ENCODING 'UTF8'")
        return name

    def drop(self, database: str) -> None:
        """Takes a database away, whoever is still connected."""
        with self.admin() as admin:
            admin.execute(f"DROP DATABASE {database} WITH (FORCE)")


def start_server(folder: Path, *options: str, port: int | None = None) -> Server:
    """Starts PostgreSQL in a folder, with settings such as `ssl=on`, on a free port if none is given; the caller stops
    it."""
    binaries = find_postgresql()
    if binaries is None:
        pytest.skip("PostgreSQL's server is not on this system")
    # initdb refuses root, so root's tests run it as somebody else; whoever else tests, runs it himself.
    user = _unprivileged() if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, user, -1)
        for file in folder.glob("ssl/*"):
            os.chown(file, user, -1)
    data = folder / "data"
    if not data.exists():
        subprocess.run(
            [f"{binaries}/initdb", "-D", str(data), "-U", "postgres", "--auth-local=trust",
             "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            user=user, check=True, capture_output=True, cwd="/",
        )  # fmt: skip
    if port is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
    settings = [
        "fsync=off",
        "listen_addresses=127.0.0.1",
        f"port={port}",
        f"unix_socket_directories={folder}",
        *options,
    ]
    command = [f"{binaries}/postgres", "-D", str(data), *(part for one in settings for part in ("-c", one))]
    if shutil.which("setpriv"):  # if the tests are killed, so is the server
        command = ["setpriv", "--pdeathsig", "INT", *command]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd="/")
    server = Server(folder, port, process)
    for _ in range(300):
        try:
            server.admin().close()
        except psycopg.OperationalError:
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        else:
            return server
    stop_server(server)
    raise AssertionError((folder / "log").read_text())


def stop_server(server: Server) -> None:
    """Ends it at once, and waits."""
    server.process.send_signal(3)  # SIGQUIT: nothing of it is kept
    server.process.wait(timeout=20)


def _unprivileged() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    pytest.skip("PostgreSQL refuses root, and there is no other user to start it")


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """A folder that another user reaches, and whose path is short enough for a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="bodymap-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server(_own_home: None) -> Iterator[Server]:
    """The server of all tests, with a role `owner` and a template that holds today's tables."""
    folder = Path(tempfile.mkdtemp(prefix="bodymap-"))
    started = start_server(folder)
    try:
        with started.admin() as admin:
            admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
            admin.execute("CREATE DATABASE prepared OWNER owner ENCODING 'UTF8' TEMPLATE template0")
        open_server(started.url("prepared"), PASSWORD, ANNA).close()
        yield started
    finally:
        stop_server(started)
        shutil.rmtree(folder)


@pytest.fixture
def server_place(server: Server) -> Iterator[Place]:
    """A database on the server, with no patients."""
    database = server.copy("prepared")
    yield Place(url=server.url(database))
    server.drop(database)
