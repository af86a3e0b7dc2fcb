"""Makes the pictures of the README from the example drawing, in the real window.

    python -m tools.screenshots            the pictures of the README into docs/screenshots
    python -m tools.screenshots FOLDER     every page, light and dark, small and large, to be looked at

Runs without a screen. The words depend on the fonts of the machine, so pictures of two machines differ a little.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from bodymap.app import make_window

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "docs" / "examples" / "low-back-and-leg.json"
SIZES = {"": (1440, 900), "-small": (1280, 720), "-large": (1920, 1080)}
PAGES = ("mark", "questions", "review", "summary")
README = {"mark.png", "review.png", "review-dark.png", "summary.png", "questions.png", "why.png"}


def settle() -> None:
    """Lets the program do what is waiting."""
    for _ in range(4):
        QApplication.processEvents()


def main(folder: Path, wanted: Callable[[str], bool]) -> None:
    """Makes the pictures whose file names are wanted."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(settings, Path(scratch))
        window.choose_look("light")
        window.show()
        window.open(EXAMPLE)

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
        for kind in ("hands", "order", "why", "facts", "set", "flags"):
            window.review_page.open_sheet(kind)
            take(f"{kind}.png")
        window.document.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), lambda _name: True)
    else:
        main(ROOT / "docs" / "screenshots", README.__contains__)
