"""The drawing in hand: one step a change, nothing lost, and the recovery file never behind."""

import json
from pathlib import Path

import pytest
import shapely
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bodymap.clinic.saving.drawing_recovery import RecoveryFile, abandoned
from bodymap.drawing.file import read_drawing
from bodymap.drawing.geometry import drawing_areas, mark_area
from bodymap.drawing.model import QUALITIES, Drawing, Mark, Quality, Stroke
from bodymap.errors import BodymapError
from bodymap.matching.answers import NO_PAIN
from bodymap.ui.models.document import Document

REGIONS = ("back/lumbar-right", "back/buttock-upper-right", "front/navel", "back/thigh-back-left")
PLACES = st.tuples(st.integers(-140, 140), st.integers(500, 1300))
_FOLDERS: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    _FOLDERS[:] = [tmp_path_factory.mktemp("document")]


class Session(RuleBasedStateMachine):
    """Somebody does this and that for a while; after each step everything must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = _FOLDERS[0] / "recovery"
        self.document = Document(RecoveryFile(self.folder))
        self.file = _FOLDERS[0] / "drawing.json"
        self.file.unlink(missing_ok=True)
        self.on_disk: Drawing | None = None

    def teardown(self) -> None:
        self.document.close()
        assert list(self.folder.iterdir()) == []

    @rule(name=st.sampled_from(REGIONS), quality=st.sampled_from(QUALITIES), intensity=st.integers(0, 10))
    def tap(self, name: str, quality: Quality, intensity: int) -> None:
        was = {mark.region for mark in self.document.drawing.marks}
        self.document.toggle_region(name, Mark(region=name, quality=quality, intensity=intensity))
        assert {mark.region for mark in self.document.drawing.marks} == was ^ {name}

    @rule(points=st.lists(PLACES, min_size=1, max_size=4), radius=st.sampled_from([7.0, 30.0]))
    def paint(self, points: list[tuple[int, int]], radius: float) -> None:
        mark = Mark(chart="back", stroke=Stroke(points=tuple(points), radius=radius))
        before = len(self.document.drawing.marks)
        self.document.add_mark(mark)
        beside = mark_area(mark, self.document.charts).is_empty
        assert len(self.document.drawing.marks) == before + (not beside)

    @rule(place=PLACES, radius=st.sampled_from([16.0, 52.0]))
    def erase(self, place: tuple[int, int], radius: float) -> None:
        rubber = shapely.Point(place).buffer(radius)
        before = drawing_areas(self.document.drawing, self.document.charts)
        self.document.erase("back", rubber)
        after = drawing_areas(self.document.drawing, self.document.charts)
        left = after.get("back", shapely.Polygon())
        assert shapely.intersection(left, rubber).area < 1e-3
        wanted = shapely.difference(before.get("back", shapely.Polygon()), rubber)
        # Crumbs go with what was erased; nothing else does, and nothing comes.
        assert shapely.difference(left, wanted).area < 1e-3
        assert wanted.area - left.area < 4.0 * 40
        assert after.get("front") == before.get("front")

    @precondition(lambda self: self.document.drawing.marks)
    @rule(quality=st.sampled_from(QUALITIES))
    def change(self, quality: Quality) -> None:
        first = self.document.drawing.marks[0]
        self.document.replace_mark(0, first.model_copy(update={"quality": quality}))
        assert self.document.drawing.marks[0].quality == quality

    @precondition(lambda self: self.document.drawing.marks)
    @rule()
    def remove(self) -> None:
        rest = self.document.drawing.marks[1:]
        self.document.remove_mark(0)
        assert self.document.drawing.marks == rest

    @rule(value=st.sampled_from([True, False, None]))
    def answer(self, value: bool | None) -> None:
        self.document.answer("worse_upright", value)
        assert self.document.drawing.answers.get("worse_upright") is value

    @rule()
    def no_pain(self) -> None:
        self.document.no_pain()
        assert self.document.drawing.marks == ()

    @rule(figure=st.sampled_from(["female", "male"]))
    def figure(self, figure: str) -> None:
        self.document.set_figure(figure)  # type: ignore[arg-type]
        assert self.document.drawing.figure == figure

    @rule()
    def undo_and_redo(self) -> None:
        now = self.document.drawing
        if self.document.can_undo:
            self.document.undo()
            assert self.document.drawing != now
            self.document.redo()
        assert self.document.drawing == now

    @rule()
    def undo(self) -> None:
        self.document.undo()

    @rule()
    def redo(self) -> None:
        self.document.redo()

    @rule()
    def save(self) -> None:
        self.document.save(self.file)
        self.on_disk = self.document.drawing
        assert not self.document.unsaved

    @precondition(lambda self: self.on_disk is not None)
    @rule()
    def open(self) -> None:
        self.document.open(self.file)
        assert self.document.drawing == self.on_disk
        assert not self.document.can_undo

    @rule()
    def new(self) -> None:
        self.document.new()
        assert self.document.drawing.marks == ()
        assert self.document.path is None

    @invariant()
    def the_recovery_file_holds_what_would_be_lost(self) -> None:
        kept = list(self.folder.glob("*.json"))
        if self.document.unsaved:
            (only,) = kept
            assert Drawing.model_validate(json.loads(only.read_text())["drawing"]) == self.document.drawing
        else:
            assert kept == []

    @invariant()
    def the_file_holds_what_was_saved(self) -> None:
        if self.on_disk is not None:
            assert read_drawing(self.file) == self.on_disk

    @invariant()
    def pain_and_no_pain_exclude_each_other(self) -> None:
        drawing = self.document.drawing
        assert not (drawing.marks and drawing.answers.get(NO_PAIN))

    @invariant()
    def the_match_is_of_this_drawing(self) -> None:
        assert self.document.match.drawing == self.document.drawing


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=12, stateful_step_count=20)


def test_a_bad_file_changes_nothing(tmp_path: Path) -> None:
    document = Document()
    document.set_marks([Mark(region="front/navel")])
    before = document.drawing
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    with pytest.raises(BodymapError):
        document.open(bad)
    assert document.drawing == before
    assert document.can_undo
    assert document.path is None


def test_a_save_that_fails_loses_nothing(tmp_path: Path) -> None:
    document = Document(RecoveryFile(tmp_path / "recovery"))
    document.set_marks([Mark(region="front/navel")])
    with pytest.raises(BodymapError):
        document.save(tmp_path / "no such folder" / "drawing.json")
    assert document.unsaved
    assert len(list((tmp_path / "recovery").glob("*.json"))) == 1
    document.close()


def test_a_recovered_drawing_counts_as_unsaved_and_is_kept_again(tmp_path: Path) -> None:
    document = Document(RecoveryFile(tmp_path))
    left = Drawing(figure="male", marks=(Mark(region="front/navel"),))
    assert document.recover(left, tmp_path / "was.json")
    assert document.drawing == left
    assert document.unsaved
    assert document.path == tmp_path / "was.json"
    assert len(list(tmp_path.glob("*.json"))) == 1
    document.close()
    assert abandoned(tmp_path) == []


def test_without_a_place_to_keep_it_a_recovered_drawing_is_not_called_kept() -> None:
    assert not Document().recover(Drawing(marks=(Mark(region="front/navel"),)), None)


def test_another_figure_with_nothing_on_it_is_nothing_to_lose() -> None:
    document = Document()
    document.set_figure("male")
    assert not document.unsaved
    document.answer("worse_upright", True)
    assert document.unsaved


def test_a_recovery_that_fails_is_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    document = Document(RecoveryFile(folder))
    said: list[str] = []
    document.recovery_failed.connect(said.append)
    folder.rename(tmp_path / "elsewhere")
    for name in REGIONS:
        document.toggle_region(name, Mark(region=name))
    assert len(document.drawing.marks) == len(REGIONS)
    assert len(said) == 1
    assert "Save it as a file" in said[0]
