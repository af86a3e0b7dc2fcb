"""The page of a group: many drawings, of files or of all patients, and where they are marked how often, with counts."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.analysis.group_counts import GroupCount, Source, drawing_files, file_sources, gather
from bodymap.clinic.analysis.visit_metrics import TOUCHED
from bodymap.drawing.words import region_words
from bodymap.errors import BodymapError
from bodymap.files import checked_suffix, write_output
from bodymap.report.exchange.group_table import group_csv, group_headline
from bodymap.report.graphics.comparison_pictures import group_picture
from bodymap.report.graphics.theme import LIGHT
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.findings_words import known_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.save_file_dialog import save_file
from bodymap.ui.pages.group.counts_table import CountsTable
from bodymap.ui.painting.render import write_picture
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.theme.metrics import WIDTH
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, heading, picture_stage, quiet, side_by_side
from bodymap.ui.widgets.check_box import CheckBox
from bodymap.ui.widgets.elided_label import ElidedLabel
from bodymap.ui.widgets.focus import on_escape
from bodymap.ui.widgets.picture_view import PictureView
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.widgets.segmented_control import SegmentedControl

REGIONS, MUSCLES = range(2)
MOST_PROBLEMS = 5
"""Files that could not be read and are named in the message; of more it says how many."""


class PatientSources(Protocol):
    """The drawings of a clinic's patients."""

    def latest_visits(self) -> Sequence[Source]:
        """The latest visit of each patient. Raises BodymapError if the store cannot say."""


class GroupPage(QWidget):
    """The map in the middle, the counts at the right. Esc stops the counting, or goes back."""

    back_requested = Signal()

    def __init__(self, look: Palette) -> None:
        super().__init__()
        self._look = look
        self._group: GroupCount | None = None
        self._stop = False
        self._patients: PatientSources | None = None
        self.view = PictureView()
        stage = self._stage()
        side_by_side(self, stage, self._panel(), wide=stage)
        on_escape(self, self.go_back)
        self._refresh()

    def _stage(self) -> QFrame:
        stage, column = picture_stage()
        head = QHBoxLayout()
        head.setSpacing(10)
        title = ElidedLabel("title")  # gives way where the window is narrow
        title.say(_("Many drawings"))
        head.addWidget(title, 1)
        self.files_button = button(_("Choose files …"), self._ask_files)
        self.folder_button = button(_("Choose a folder …"), self._ask_folder, primary=True)
        self.patients_button = button(_("All patients"), self.count_patients)
        self.patients_button.setToolTip(_("The latest visit of each patient of this clinic"))
        self.patients_button.hide()
        head.addWidget(self.patients_button)
        self.stop_button = button(_("Stop counting"), self.go_back)
        self.stop_button.hide()
        head.addWidget(self.stop_button)
        head.addWidget(self.files_button)
        head.addWidget(self.folder_button)
        column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setFixedHeight(6)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Drawings counted"))
        _keep_room(self.bar)
        self.bar.hide()
        column.addWidget(self.bar)
        self.empty = QLabel(_("Choose a folder of drawings to see how often each area is marked."))
        self.empty.setObjectName("hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 1)
        return stage

    def _panel(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(8)
        self.headline = heading("")
        self.headline.setWordWrap(True)
        self.note = quiet("")
        self.ranking = CheckBox(_("Also rank each drawing (takes twice as long)"))
        self.segments = SegmentedControl((_("Regions"), _("Muscles")), REGIONS, lambda _number: self._fill_table())
        self.table = CountsTable()
        _keep_room(self.table)
        self.picture_button = button(_("Save the picture …"), self.save_picture)
        self.table_button = button(_("Save the table …"), self.save_table)
        saves = QHBoxLayout()
        saves.addWidget(self.picture_button)
        saves.addWidget(self.table_button)
        for widget in (self.headline, self.note, self.ranking, self.segments):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(saves)
        return panel

    def offer_patients(self, patients: PatientSources | None) -> None:
        """Offers to count the patients of an open clinic; None for none."""
        self._patients = patients
        self.patients_button.setVisible(patients is not None)

    @property
    def group(self) -> GroupCount | None:
        """What was counted; None before."""
        return self._group

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self._look = look
        self._show()

    # Counting

    def _ask_files(self) -> None:
        kinds = _("Drawings (*.json);;All files (*)")
        names, _kind = QFileDialog.getOpenFileNames(self, _("Drawings to count"), "", kinds)
        if names:
            self.count([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder with drawings to count"))
        if name:
            self.count([Path(name)])

    def count(self, paths: Sequence[Path]) -> None:
        """Counts the drawings in files and folders and shows them; says which could not be read."""
        files = drawing_files(paths)
        if not files:
            self._complain(
                _("There is no drawing in {paths}; choose a folder with .json files.").format(paths=paths[0])
            )
            return
        self._count(file_sources(files))

    def count_patients(self) -> None:
        """Counts the latest visit of each patient of the clinic."""
        if self._patients is None:
            return
        try:
            sources = self._patients.latest_visits()
        except BodymapError as error:
            self._complain(error_sentence(error))
            return
        if not sources:
            self._complain(_("No patient has a visit yet. Count drawings in files instead."))
            return
        self._count(sources)

    def _complain(self, sentence: str) -> None:
        QMessageBox.warning(self, "bodymap", plain_text(sentence))

    def _count(self, sources: Sequence[Source]) -> None:
        self._stop = False
        self._busy(True)
        try:
            gathered = gather(sources, ranked=self.ranking.isChecked(), progress=self._progress)
        except _Stopped:
            return
        finally:
            self._busy(False)
        group = wait_for(self.window(), _("Overlaying drawings …"), gathered.counted)
        if group.problems:
            more = len(group.problems) - MOST_PROBLEMS
            listed = [
                *map(error_sentence, group.problems[:MOST_PROBLEMS]),
                *([_("… and {more} more files").format(more=more)] if more > 0 else []),
            ]
            self._complain("\n".join(listed))
        if group.drawings:
            self._group = group
            self._refresh()

    def _progress(self, done: int, whole: int) -> None:
        self.bar.setMaximum(whole)
        self.bar.setValue(done)
        # The window stays alive; what could start something else is disabled, Esc, Stop and Back stop the counting.
        QApplication.processEvents()
        if self._stop:
            raise _Stopped

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop_button.setVisible(busy)
        if busy:
            self.stop_button.setFocus()  # Esc works for who has the keyboard on the page, and all else is disabled
        for widget in (self.patients_button, self.files_button, self.folder_button, self.ranking):
            widget.setEnabled(not busy)
        for save in (self.picture_button, self.table_button):
            save.setEnabled(not busy and self._group is not None)

    def go_back(self) -> None:
        """Stops the counting; back to where somebody came from if nothing is counted now."""
        if self.bar.isVisible():
            self._stop = True
        else:
            self.back_requested.emit()

    # What is shown

    def _refresh(self) -> None:
        group = self._group
        self.view.setVisible(group is not None)
        self.empty.setVisible(group is None)
        self.segments.setVisible(group is not None)
        self.table.setVisible(group is not None)
        self.headline.setText(group_headline(group) if group else _("Nothing is counted yet"))
        self.note.setText(
            _("A region counts if at least {percent} of it is marked.").format(percent=percent(TOUCHED))
            if group
            else ""
        )
        self._busy(False)
        if group is not None:
            self._fill_table()
            self._show()

    def _show(self) -> None:
        group = self._group
        if group is not None:
            self.view.show_picture(lambda size: group_picture(group, self._look.chart, size))

    def _fill_table(self) -> None:
        group = self._group
        if group is None:
            return
        head, rows = _region_cells(group) if self.segments.chosen == REGIONS else _muscle_cells(group)
        self.table.show_rows(head, rows)

    # Saving

    def save_picture(self, path: Path | None = None) -> None:
        """Writes the map as PNG or SVG to a file, which is asked for if not given."""
        if self._group is not None:
            write = partial(_write_picture, self._group)
            proposed = Path.home() / "group.png"
            save_file(
                self, path, write, title=_("Save the picture"), proposed=proposed, kinds=_("Pictures (*.png *.svg)")
            )

    def save_table(self, path: Path | None = None) -> None:
        """Writes the counts as CSV to a file, which is asked for if not given."""
        if self._group is not None:
            write = partial(_write_table, self._group)
            proposed = Path.home() / "group.csv"
            save_file(self, path, write, title=_("Save the table"), proposed=proposed, kinds=_("Tables (*.csv)"))


def _write_picture(group: GroupCount, path: Path) -> None:
    write_picture(group_picture(group, LIGHT), path)


def _write_table(group: GroupCount, path: Path) -> None:
    checked_suffix(path, (".csv",))
    write_output(path, group_csv(group).encode())


def _keep_room(widget: QWidget) -> None:
    """Nothing jumps when the widget comes and goes."""
    kept = widget.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(kept)


def _region_cells(group: GroupCount) -> tuple[list[str], list[list[str]]]:
    rows = [
        [region_words([row.region]), f"{row.drawings:,}", percent(row.drawings / group.drawings)]
        for row in group.regions
    ]
    return ["Region", "Drawings", "Share"], rows


def _muscle_cells(group: GroupCount) -> tuple[list[str], list[list[str]]]:
    if not group.muscles:
        return [_("No muscle is confirmed in these drawings.")], []
    head = ["Muscle", *([_("In set"), "First"] if group.ranked else []), "Confirmed"]
    rows, atlas = [], load_atlas()
    for row in group.muscles:
        ranked = [f"{row.in_set:,}", f"{row.first:,}"] if group.ranked else []
        rows.append([f"{known_name(atlas, row.muscle)}, {row.side}", *ranked, f"{row.confirmed:,}"])
    return head, rows


class _Stopped(Exception):
    """The counting was stopped."""
