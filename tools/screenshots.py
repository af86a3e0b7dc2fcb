"""Makes the pictures of the README: the walk of a first session, in a real window driven by mouse events.

    python -m tools.screenshots            the pictures of the README into docs/screenshots
    python -m tools.screenshots FOLDER     every page, light and dark, small and large, to be looked at

Also writes the drawing of the walk to docs/examples. Runs without a screen. The words depend on the fonts of the
machine, so pictures of two machines differ a little.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bodymap.app import make_window
from bodymap.body.figure import ChartName
from bodymap.ui.canvas.view import BodyView
from bodymap.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
LEFT = Qt.MouseButton.LeftButton
SIZES = {"": (1440, 900), "-small": (1280, 720), "-large": (1920, 1080)}
PAGES = ("mark", "questions", "review", "summary")
README = {"mark.png", "review.png", "review-dark.png", "summary.png", "arithmetic.png"}


def walk(window: MainWindow) -> None:
    """Marks the right low back, buttock and back of the thigh, as a patient would."""
    page = window.mark_page
    view = page.stage.view
    window.document.set_figure("female")
    settle()
    charts = window.document.charts
    for region in ("back/lumbar-right", "back/flank-right"):
        place = charts["back"].regions[region].area.representative_point()
        QTest.mouseClick(view, LEFT, pos=at(view, "back", place.x, place.y))
    page.paint_button.click()
    page.panel.choose_brush(2)
    buttock = charts["back"].regions["back/buttock-upper-right"].area.centroid
    fold = charts["back"].regions["back/buttock-lower-right"].area.centroid
    drag(view, "back", [(buttock.x, buttock.y), (fold.x + 12, fold.y - 40), (fold.x, fold.y + 15)])
    page.panel.choose_quality("numb")
    page.panel.choose_strength(4)
    page.panel.choose_brush(1)
    thigh = charts["back"].regions["back/thigh-back-right"].area.bounds
    middle = (thigh[0] + thigh[2]) / 2
    drag(view, "back", [(middle, thigh[1] + 40), (middle + 4, thigh[1] + 120), (middle, thigh[1] + 210)])


def settle() -> None:
    """Lets the program do what is waiting."""
    for _ in range(4):
        QApplication.processEvents()


def at(view: BodyView, chart: ChartName, x: float, y: float) -> QPoint:
    """A place on a chart in pixels of the view."""
    return QPoint(*(round(value) for value in view.layout_.from_chart(chart, x, y)))


def drag(view: BodyView, chart: ChartName, places: Iterable[tuple[float, float]], steps: int = 12) -> None:
    """A stroke through some places, in small moves as a hand makes them."""
    corners = list(places)
    QTest.mousePress(view, LEFT, pos=at(view, chart, *corners[0]))
    for (x0, y0), (x1, y1) in pairwise(corners):
        for step in range(1, steps + 1):
            share = step / steps
            QTest.mouseMove(view, at(view, chart, x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
    QTest.mouseRelease(view, LEFT, pos=at(view, chart, *corners[-1]))
    settle()


def main(folder: Path, wanted: Callable[[str], bool]) -> None:
    """Makes the pictures whose file names are wanted."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(settings, Path(scratch))
        window.choose_look("light")
        window.resize(*SIZES[""])
        window.show()
        settle()
        walk(window)
        window.document.answer("worse_upright", True)
        window.document.answer("cough_or_sneeze_hurts", True)
        window.document.save(ROOT / "docs" / "examples" / "low-back-and-leg.json")

        def take(name: str) -> None:
            settle()
            if wanted(name):
                window.grab().save(str(folder / name))

        for look in ("light", "dark"):
            window.choose_look(look)
            for suffix, size in SIZES.items():
                window.resize(*size)
                for number, page in enumerate(PAGES):
                    window.show_page(number)
                    take(f"{page}{'-dark' if look == 'dark' else ''}{suffix}.png")
        window.choose_look("light")
        window.resize(*SIZES[""])
        window.show_page(PAGES.index("review"))
        for kind in ("arithmetic", "sources", "muscle", "set"):
            window.review_page.open_sheet(kind)
            take(f"{kind}.png")
        window.document.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), lambda _name: True)
    else:
        main(ROOT / "docs" / "screenshots", README.__contains__)
