"""What the menu Help opens: the keys, what the program is, and what the sources say that belongs to no muscle."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from bodymap import __version__
from bodymap.atlas.shipped import load_atlas
from bodymap.report.rich_text.atlas_html import articles_html
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, title


class ReadingDialog(QDialog):
    """Statements by topic, each with its source; opinions are told as opinions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What the articles say"))
        self.resize(720, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("What the articles say")))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(14)
        self.text.setHtml(articles_html(load_atlas()))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Close"), self.accept, primary=True))
        column.addLayout(row)


def show_keys(parent: QWidget) -> None:
    """The keys of all pages."""
    QMessageBox.information(
        parent,
        _("Keys"),
        _(
            "Alt+1 … Alt+4: pages\nT, P, E: tap, paint, erase\nArrows, Enter: walk over the body, mark\n"
            "Y, N, D, Backspace: yes, no, don't know, back, on Questions\n"
            "+, -, 0, wheel: zoom; space or middle button: move\nCtrl+Z, Ctrl+Shift+Z: undo, redo\n"
            "Ctrl+N, O, S, P: new drawing, open, save, print\n"
            "Ctrl+Shift+P, N, V: patients, new patient, new visit; Alt+Left: back\n"
            "Ctrl+H: hand over; Ctrl+L: lock; F11: full screen"
        ),
    )


def show_about(parent: QWidget) -> None:
    """What the program is and is not."""
    QMessageBox.about(
        parent,
        "About bodymap",
        f"bodymap {__version__}\n\nOverlaps of a pain drawing with referral zones of trigger points. "
        "It supports a clinical examination and never replaces it. Patients stay on this machine, or on the clinic's "
        "own server.",
    )
