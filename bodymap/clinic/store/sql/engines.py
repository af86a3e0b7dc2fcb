"""Connections: how a file is opened and keyed, how a server is reached, and how transactions begin.

Plain and encrypted files go through the same library, SQLCipher: the former are ordinary SQLite files.
"""

import ssl
import unicodedata
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from bodymap.errors import BodymapError

BUSY_MS = 5_000
"""How long a file that another program is writing is waited for, in milliseconds."""

CONNECT_SECONDS = 3
"""How long a server that does not answer is waited for: longer than a slow line, shorter than patience."""

LINE_SECONDS = 2
"""After how long without a sign from the other end a line counts as cut: the window may hold still meanwhile. Linux
looks when it sends once more, each time after twice as long, so it may be half as much again or more."""

WRITES = "bodymap_writes"
"""The execution option of a connection that will write: it then claims the file at once rather than half-way."""

_LOCAL_HOSTS = ("", "localhost", "127.0.0.1", "::1")

_AUTHORITIES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
"""Where Debian, Fedora and macOS keep the certificates that the system trusts."""


def connect_file(path: Path, passphrase: str | None, *, log: bool = True) -> Any:
    """A connection of SQLCipher to a file, keyed and set up, outside any transaction. Raises its own errors.

    For what `Store` does not do: backups, and encrypting as a whole. Without a `log`, a new file stays empty until its
    first transaction is whole.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error on its own
        if passphrase is not None:
            connection.execute(f"PRAGMA key = {quoted(passphrase)}")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        if log:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # without it, macOS only tells the disk to write some day
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def quoted(passphrase: str) -> str:
    """A passphrase as SQL text, in one Unicode form whichever keyboard typed it: macOS takes é apart.

    Raises BodymapError for letters that no file can be keyed with.
    """
    try:
        normal = unicodedata.normalize("NFC", passphrase)
        normal.encode()
    except UnicodeEncodeError:
        normal = "\0"
    if "\0" in normal:
        raise BodymapError("passphrase.control_character")
    return "'" + normal.replace("'", "''") + "'"


def file_engine(path: Path, passphrase: str | None, *, log: bool = True) -> Engine:
    """An engine that keeps one connection to a file, opened as `connect_file` says. Nothing is opened yet."""
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: connect_file(path, passphrase, log=log),
        poolclass=QueuePool, pool_size=1, max_overflow=0, hide_parameters=True,
    )  # fmt: skip
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Begins by hand, which the library leaves undone for reading and for changes of tables."""
    claims = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if claims else "BEGIN")


def server_url(text: str) -> URL:
    """The parsed address of a database on a server, such as `postgresql://desk@server/clinic`.

    Raises BodymapError if it is none, or if a password stands in it, where anyone could read it.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise BodymapError("server.url") from error
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg") or not url.database or not url.username:
        raise BodymapError("server.url")
    if url.password is not None or "password" in url.query:
        raise BodymapError("server.url_with_password")
    return url.set(drivername="postgresql+psycopg")


def server_place(url: URL) -> str:
    """How messages name a server: host and database, nothing else."""
    return f"{', '.join(_hosts(url)) or 'this machine'}/{url.database}"


def server_engine(url: URL, password: str) -> Engine:
    """An engine that keeps one connection to a server, and makes a new one where it was lost. Nothing is opened yet."""
    engine = create_engine(
        url, connect_args=server_options(url, password), pool_size=1, max_overflow=0, pool_pre_ping=True,
        hide_parameters=True,
    )  # fmt: skip
    event.listen(engine, "handle_error", _give_up_if_silent)
    return engine


def _give_up_if_silent(context: ExceptionContext) -> None:
    """A line that was cut is not tried anew in the same call: whoever waited for it would wait twice.

    A server that was started again refuses the old connection at once, and gets a new one within the call.
    """
    if context.is_pre_ping and "timed out" in str(context.original_exception).lower():
        context.is_disconnect = False


def server_options(url: URL, password: str) -> dict[str, Any]:
    """What libpq is told besides the address. What the address says of encryption is left as it is."""
    options: dict[str, Any] = {
        "password": password,
        "connect_timeout": CONNECT_SECONDS,
        "client_encoding": "utf8",
        "application_name": "bodymap",
        "options": "-c timezone=UTC -c lock_timeout=10s",
        # A cable that was pulled is noticed within seconds, and not after TCP's own two hours.
        "keepalives_idle": LINE_SECONDS, "keepalives_interval": 1, "keepalives_count": 2,
        "tcp_user_timeout": 1000 * LINE_SECONDS,
    }  # fmt: skip
    if not is_local(url) and "sslmode" not in url.query:
        options["sslmode"] = "verify-full"
    wants_check = url.query.get("sslmode", options.get("sslmode")) in ("verify-full", "verify-ca")
    if wants_check and "sslrootcert" not in url.query:
        options["sslrootcert"] = authorities()
    return options


def is_local(url: URL) -> bool:
    """Whether the server is this machine, for certain: then nothing travels that would need encryption."""
    elsewhere = {"hostaddr", "service"} & url.query.keys()  # libpq goes there, whatever the host is called
    return not elsewhere and all(host in _LOCAL_HOSTS or host.startswith("/") for host in _hosts(url))


def _hosts(url: URL) -> list[str]:
    """Every host that libpq may try. The folder of a Unix socket can only be given behind the question mark."""
    named = url.query.get("host", ())
    more = (named,) if isinstance(named, str) else named
    return [host for one in (url.host or "", *more) for host in one.split(",") if host] or [""]


def authorities() -> str:
    """The file of certificates that this system trusts, for libpq's `sslrootcert`.

    libpq's own word for it, "system", looks where the OpenSSL inside psycopg's wheel was built, and finds nothing.
    """
    known = (ssl.get_default_verify_paths().cafile, *_AUTHORITIES)
    return next((file for file in known if file and Path(file).is_file()), "system")
