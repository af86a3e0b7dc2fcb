"""Long work in a thread while the window says what it is waiting for. For work on files, which cannot be called off."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

T = TypeVar("T")

SHOW_AFTER = 250
"""Milliseconds: what is quicker needs no dialog."""


class _Waiting(QDialog):
    """What is being done. Neither Escape nor the window's cross ends it."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(14)
        column.addWidget(QLabel(text))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(8)
        column.addWidget(bar)

    def reject(self) -> None:
        """Qt's; the work cannot be called off."""


def wait_for(parent: QWidget, text: str, work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread; raises what it raises. The window is shown meanwhile and takes no input.

    `work` must not touch a widget.
    """
    dialog = _Waiting(parent, text)
    loop = QEventLoop()
    poll = QTimer()
    poll.setInterval(15)
    show = QTimer()
    show.setSingleShot(True)
    show.timeout.connect(dialog.show)
    parent.setEnabled(False)
    try:
        with ThreadPoolExecutor(1) as pool:
            future: Future[T] = pool.submit(work)
            poll.timeout.connect(lambda: loop.quit() if future.done() else None)
            poll.start()
            show.start(SHOW_AFTER)
            loop.exec()
        return future.result()
    finally:
        poll.stop()
        show.stop()
        parent.setEnabled(True)
        dialog.done(0)
        dialog.deleteLater()
        parent.activateWindow()  # not every window manager gives the keyboard back
