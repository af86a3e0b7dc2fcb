"""A row of the review: one muscle with its two bars, its points as chips, and, when chosen, what to do with it."""

from collections.abc import Collection
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bodymap.atlas.model import Atlas
from bodymap.drawing.findings import MuscleFinding, Verdict
from bodymap.matching.answers import AnswerFactor
from bodymap.matching.ranking import MuscleScore
from bodymap.matching.zone_index import PointKey
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.outcome_words import SIGN_WORDS, VERDICT_WORDS
from bodymap.report.text.translation import _
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, quiet
from bodymap.ui.widgets.clickable_row import ClickableRow
from bodymap.ui.widgets.flow_layout import FlowLayout
from bodymap.ui.widgets.meters import Bar

NO_BREAK = "\u00a0"

SHORT_NOTE = 60
"""Letters of a note that a row shows; all of it is in the sheet for the hands."""


class RankingRow(ClickableRow):
    """One muscle of the ranking."""

    point_toggled = Signal(object)
    """A `PointKey` whose zones are to be shown, or hidden."""
    judged = Signal(object)
    """A `Verdict`, or None for none."""
    sheet_requested = Signal(str)
    """"hands", "note", "why" or "facts"."""

    def __init__(
        self,
        number: int,
        row: MuscleScore,
        atlas: Atlas,
        look: Palette,
        *,
        selected: bool,
        shown_points: Collection[PointKey],
        finding: MuscleFinding,
        company: str,
    ) -> None:
        """`company` says in a line what the muscle has to do with others of the list."""
        super().__init__(selected)
        self.row = row
        self._finding = finding
        self.setAccessibleName(
            _("{number}. {muscle_name}, {side}: explains {percent}, filled {percent2}{value}").format(
                number=number,
                muscle_name=muscle_name(atlas, row.muscle),
                side=row.side,
                percent=percent(row.explained),
                percent2=percent(row.filled),
                value=f", {VERDICT_WORDS[finding.verdict]}" if finding.verdict else "",
            )
        )
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 10, 16, 10)
        whole.setSpacing(10)
        place = QLabel(str(number))
        place.setObjectName("place")
        place.setStyleSheet(f"color: {look.quiet}; font-size: 20px; font-weight: 700;")
        place.setFixedWidth(32)
        whole.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(5)
        whole.addLayout(column, 1)
        column.addLayout(self._title(row, atlas, look))
        column.addLayout(self._bars(row, look))
        column.addWidget(self._chips(row, shown_points if selected else ()))
        if row.factors:
            said = [_said(one) for one in row.factors]
            column.addWidget(quiet("   ".join(said)))
        if company:
            column.addWidget(quiet(company))
        if finding.says_something:
            column.addLayout(self._found())
        if selected:
            column.addWidget(self._verdicts())
            links = QHBoxLayout()
            links.setSpacing(16)
            for label, kind in ((_("Examine by hand"), "hands"), (_("Why this place"), "why"), ("Facts", "facts")):
                links.addWidget(button(label, partial(self.sheet_requested.emit, kind), link=True))
            links.addStretch(1)
            column.addLayout(links)
            column.addWidget(self._card(row, atlas))

    def _found(self) -> QHBoxLayout:
        """The verdict and the signs found by hand, in a line."""
        line = QHBoxLayout()
        line.setSpacing(8)
        finding = self._finding
        if finding.verdict:
            badge = QLabel(VERDICT_WORDS[finding.verdict])
            badge.setProperty("badge", True)
            badge.setProperty("verdict", finding.verdict)
            line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        found = [f"{point}: {', '.join(SIGN_WORDS[sign] for sign in signs)}" for point, signs in finding.signs.items()]
        note = " ".join(finding.note.split())
        if len(note) > SHORT_NOTE:
            note = f"{note[: SHORT_NOTE - 1]}…"
        line.addWidget(quiet(". ".join(filter(None, ["; ".join(found), note and f"Note: {note}"]))), 1)
        return line

    def _verdicts(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        labels: tuple[tuple[Verdict, str], ...] = (
            ("confirmed", "Confirm"), ("ruled_out", _("Rule out")), ("later", "Later"),
        )  # fmt: skip
        for verdict, label in labels:
            made = QPushButton(label)
            made.setProperty("small", True)
            made.setCheckable(True)
            made.setChecked(self._finding.verdict == verdict)
            made.clicked.connect(lambda checked, verdict=verdict: self.judged.emit(verdict if checked else None))
            flow.addWidget(made)
        flow.addWidget(button(_("Note …"), lambda: self.sheet_requested.emit("note"), small=True))
        return holder

    def _title(self, row: MuscleScore, atlas: Atlas, look: Palette) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        name = QLabel(muscle_name(atlas, row.muscle))
        name.setProperty("heading", True)
        line.addWidget(name)
        side = QLabel(row.side)
        side.setStyleSheet(f"background: {look.track}; border-radius: 6px; padding: 1px 8px; font-weight: 600;")
        line.addWidget(side)
        line.addStretch(1)
        self._score = quiet(f"score {row.score:.2f}", wrap=False)
        line.addWidget(self._score)
        return line

    def _bars(self, row: MuscleScore, look: Palette) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._explains = Bar(row.explained, look.explains, look.track)
        self._filled = Bar(row.filled, look.filled, look.track)
        self._explains_text = QLabel(percent(row.explained))
        self._filled_text = QLabel(percent(row.filled))
        for line, (label, bar, value, rest) in enumerate(
            (
                ("explains", self._explains, self._explains_text, _("of the marked pain")),
                ("filled", self._filled, self._filled_text, _("of its best zone")),
            )
        ):
            value.setStyleSheet("font-weight: 700;")
            value.setFixedWidth(54)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, widget in enumerate((quiet(label, wrap=False), bar, value, quiet(rest, wrap=False))):
                grid.addWidget(widget, line, column)
        return grid

    def _chips(self, row: MuscleScore, shown: Collection[PointKey]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        for point in row.points:
            key: PointKey = (row.muscle, row.side, point.name)
            chip = QPushButton(f"× {point.name}")
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setChecked(key in shown)
            overlap = point.overlap
            chip.setToolTip(
                _("score {score:.2f}: explains {percent}, {percent2} of its essential zone is marked").format(
                    score=point.score, percent=percent(overlap.explained), percent2=percent(overlap.filled)
                )
            )
            chip.clicked.connect(lambda _checked=False, key=key: self.point_toggled.emit(key))
            flow.addWidget(chip)
        return holder

    @staticmethod
    def _card(row: MuscleScore, atlas: Atlas) -> QFrame:
        point = atlas.muscles[row.muscle].point(row.best.name)
        parts = [f"<b>Find it</b><br>{escape(point.patient_position.says)} {escape(point.palpate.says)}"]
        parts += [f"<b>Take care</b><br>{escape(point.caution.says)}"] if point.caution else []
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 8)
        for part in parts:
            label = QLabel(part)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            label.setStyleSheet("font-size: 14px;")
            column.addWidget(label)
        return card

    def show_numbers(self, row: MuscleScore) -> None:
        """New numbers for the same muscle, while somebody paints."""
        self._score.setText(f"score {row.score:.2f}")
        self._explains.set_share(row.explained)
        self._filled.set_share(row.filled)
        self._explains_text.setText(percent(row.explained))
        self._filled_text.setText(percent(row.filled))


def _said(factor: AnswerFactor) -> str:
    """An answer in a few words that stay on one line, with a tick where it speaks for the muscle."""
    sign = "✓" if factor.factor > 1 else "–"
    no = "" if factor.given else ": no"
    return f"{sign} {factor.answer.replace('_', ' ')}{no}".replace(" ", NO_BREAK)
