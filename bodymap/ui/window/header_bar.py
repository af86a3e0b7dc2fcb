"""The bar at the top: where one is, the pages of a visit, and what can be done with it. It decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, restyle
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.window.menu_bar import MenuBar
from bodymap.ui.window.navigator import Navigator, VisitBanner

HEIGHT = 54
WHERE_WIDTH = 150
"""Pixels for the name of a patient or page, and more where there is room; a longer one is cut with an ellipsis."""

ISOLATED = "\u2068{}\u2069"
"""A name between the signs that keep its direction of writing from turning the signs around it."""

BACK_KEY = "Alt+Left"
SUMMARY = 3
"""The page that prints, counted from 0."""

PATIENT_PAGES = 2
"""The first so many pages are the patient's; the others are the therapist's alone."""


class HeaderBar(QFrame):
    """Name or way back and menus at the left, pages in the middle, state and actions at the right.

    Where there is no room for all of it the actions take shorter names, then the menus go into one, and only in the
    smallest windows do actions leave that the menus have too.
    """

    def __init__(self, pages: Sequence[str], menus: MenuBar, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self.menus = menus
        self._optional: list[QPushButton] = []
        self._has_menus = True
        self._at_summary = False
        self._back_name = ""
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        left = QHBoxLayout()
        left.setSpacing(10)
        self._brand = QLabel("bodymap")
        self._brand.setObjectName("brand")
        self._state = QLabel()
        self._state.setProperty("quiet", True)
        self._state.setProperty("small", True)
        self.back = button("", navigator.back_requested.emit, flat=True)
        self.back.setProperty("place", True)
        where = QVBoxLayout()
        where.setSpacing(0)
        where.addStretch(1)
        for shown in (self._brand, self.back, self._state):
            where.addWidget(shown)
        where.addStretch(1)
        left.addLayout(where)
        self.folded = button(_("&Menu"), lambda: None, flat=True)
        self.folded.setObjectName("folded")
        self.folded.setMenu(menus.in_one())
        left.addWidget(menus, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addWidget(self.folded, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addStretch(1)
        self._middle = self._make_tabs(pages, navigator)
        right = QHBoxLayout()
        right.setSpacing(8)
        self.compare = button(_("Compare visits"), navigator.compare_requested.emit)
        self.hand_over = button(_("Hand over"), navigator.hand_over_requested.emit)
        self.hand_over.setToolTip(
            _("Give the screen to the patient: only Mark and Questions, until your PIN is entered")
        )
        self.take_back = button(_("Give back"), navigator.take_back_requested.emit)
        self.print = button(_("Print summary"), lambda: navigator.request_page(SUMMARY), primary=True)
        self._names = {self.compare: (_("Compare visits"), "Compare"), self.print: (_("Print summary"), "Print")}
        for made, (name, _short) in self._names.items():
            made.setAccessibleName(name)
        right.addStretch(1)
        for made in (self.compare, self.hand_over, self.take_back, self.print):
            right.addWidget(made)
        row.addLayout(left, 1)
        row.addWidget(self._middle)
        row.addLayout(right, 1)
        self.show_drawing("", "")

    def _make_tabs(self, pages: Sequence[str], navigator: Navigator) -> QWidget:
        holder = QWidget()
        tabs = QHBoxLayout(holder)
        tabs.setContentsMargins(0, 0, 0, 0)
        tabs.setSpacing(8)
        self._tabs = QButtonGroup(self)
        for number, name in enumerate(pages):
            tab = QPushButton(f"{number + 1} {name}")
            tab.setProperty("tab", True)
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.setToolTip(_("Page {name} (Alt+{value})").format(name=name, value=number + 1))
            self._tabs.addButton(tab, number)
            tabs.addWidget(tab)
        self._tabs.idClicked.connect(navigator.request_page)
        return holder

    def choose(self, page: int) -> None:
        """Shows which page is open."""
        self._tabs.button(page).setChecked(True)
        self._at_summary = page == SUMMARY

    def show_drawing(self, state: str, hint: str, back: str = "") -> None:
        """A drawing without a patient is open."""
        self._show(state, hint, back=back, tabs=True)
        self._fit()

    def show_visit(self, banner: VisitBanner) -> None:
        """A visit of a patient is open."""
        self._show(banner.state, banner.hint, back=banner.patient, tabs=True)
        restyle(self._state, "wrong", banner.has_trouble)
        self._optional = [*([self.compare] if banner.has_earlier else []), *self._to_summary()]
        self.hand_over.setVisible(True)
        self._fit()

    def show_place(self, back: str = "") -> None:
        """A page without a drawing is open; with a way back if that has a name."""
        self._show("", "", back=back, tabs=False)
        self._fit()

    def show_handed_over(self) -> None:
        """The patient has the screen: two pages, and the way to give it back."""
        self._show("", "", back="", tabs=True)
        self._optional = []
        self._hide_menus()
        self.print.hide()
        self.take_back.show()
        for tab in self._tabs.buttons()[PATIENT_PAGES:]:
            tab.hide()

    def show_locked(self) -> None:
        """Nothing can be done but to unlock."""
        self._show("", "", back="", tabs=False)
        self._hide_menus()

    def _show(self, state: str, hint: str, back: str, tabs: bool) -> None:
        self._state.setText(self._state.fontMetrics().elidedText(state, Qt.TextElideMode.ElideMiddle, 2 * WHERE_WIDTH))
        self._state.setToolTip(plain_text(hint))
        restyle(self._state, "wrong", False)
        self._state.setVisible(bool(state))
        self._brand.setVisible(not back)
        self.back.setVisible(bool(back))
        self._back_name = back
        self._name_in(WHERE_WIDTH)
        self.back.setAccessibleName(_("Back to {back}").format(back=back))
        self.back.setToolTip(_("Back to {format} ({back_key})").format(format=ISOLATED.format(back), back_key=BACK_KEY))
        self._has_menus = True
        self._middle.setVisible(tabs)
        for tab in self._tabs.buttons():
            tab.show()
        self._optional = self._to_summary() if tabs else []
        for made in (self.compare, self.hand_over, self.take_back, self.print):
            made.hide()
        for made in self._optional:
            made.show()

    def _to_summary(self) -> list[QPushButton]:
        """The page Summary prints by itself: a button that leads there is not wanted on it."""
        return [] if self._at_summary else [self.print]

    def _name_in(self, width: int) -> None:
        name = self.back.fontMetrics().elidedText(self._back_name, Qt.TextElideMode.ElideRight, width)
        self.back.setText(f"‹ {ISOLATED.format(name)}".replace("&", "&&"))
        self.back.setShortcut(BACK_KEY)  # a new text takes the key away

    def _hide_menus(self) -> None:
        self._has_menus = False
        self.menus.hide()
        self.folded.hide()

    def _fit(self) -> None:
        """Shortens, folds and in the end hides what the menus have too, until what is left has its room."""
        self._name_in(WHERE_WIDTH)
        for made in self._optional:
            made.show()
        self._make_room()
        # A part of what is left: the pages stay near the middle.
        self._name_in(WHERE_WIDTH + max(0, self.width() - self._row.sizeHint().width()) // 3)

    def _make_room(self) -> None:
        for short, folded in ((False, False), (True, False), (False, True), (True, True)):
            self._lay(short, folded)
            if self._fits:
                return
        for made in self._optional:
            made.hide()
            if self._fits:
                return

    def _lay(self, short: bool, folded: bool) -> None:
        for made, names in self._names.items():
            made.setText(names[short])
        self.menus.setVisible(self._has_menus and not folded)
        self.folded.setVisible(self._has_menus and folded)

    @property
    def _fits(self) -> bool:
        return self._row.sizeHint().width() <= self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's."""
        super().resizeEvent(event)
        self._fit()
