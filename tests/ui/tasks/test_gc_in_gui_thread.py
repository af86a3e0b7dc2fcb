"""Cycles are collected in the thread of the window, and in no other."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

from pytestqt.qtbot import QtBot


class Knot:
    """Something that holds itself."""

    def __init__(self, seen: list[int]) -> None:
        self.self = self
        weakref.finalize(self, lambda: seen.append(threading.get_ident()))


def _allocate(seen: list[int]) -> None:
    for _ in range(20_000):
        Knot(seen)


def test_a_busy_thread_collects_nothing(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    seen: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_allocate, seen).result()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 20_000, timeout=10_000)
    assert set(seen) == {threading.get_ident()}
