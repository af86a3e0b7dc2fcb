"""The course of a patient: each number has its chart, and each chart its words."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bodymap.clinic.store.store import Store
from bodymap.report.text.course import visit_day
from bodymap.ui.pages.patient.muscle_timeline import MuscleTimeline
from bodymap.ui.pages.patient.patient_page import PatientPage
from bodymap.ui.pages.patient.trend_chart import TrendChart
from bodymap.ui.pages.patient.trend_row import TimeAxis
from bodymap.ui.theme.palette import LIGHT_PALETTE
from tests.ui.clinic_people import visit_of
from tests.ui.hands import LEFT, NONE, alike, pixel, settle
from tests.ui.pages.patient.conftest import trends


def test_each_number_has_a_chart_with_words(page: PatientPage) -> None:
    assert [chart.accessibleName() for chart in trends(page)] == [
        "Area marked, % of body", "Intensity, 0 to 10", "Regions, ≥ 10 % marked",
    ]  # fmt: skip
    for chart in trends(page):
        said = chart.accessibleDescription()
        assert said.count(";") == 11
        assert "26 Nov 2026: " in said


def test_points_are_where_the_values_are(page: PatientPage) -> None:
    chart = trends(page)[0]
    image = chart.grab().toImage()
    (series,) = chart.trend.series
    for number, value in enumerate(series.values):
        assert value is not None
        at = QPoint(round(chart.x_of(number)), round(chart.y_of(value)))
        assert alike(pixel(image, at), QColor(LIGHT_PALETTE.accent)), visit_day(chart.visits[number])
    assert chart.x_of(11) < chart.width()
    room = 8  # half a line of text: the ends of the axis are labelled
    assert room < chart.y_of(chart.trend.top) < chart.y_of(0) < chart.height() - room


def test_no_line_runs_over_a_visit_without_a_value(page: PatientPage, store: Store) -> None:
    for number, strength in enumerate((5.0, None, 5.0, 5.0)):
        made = visit_of("carpenter", 0, 30 * number)
        figures = replace(made.figures, mean_intensity=strength, highest_intensity=None)
        store.add_visit(replace(made, id=f"gap{number}", patient="new", figures=figures))
    page.show_patient("new")
    settle()
    chart = trends(page)[1]
    image = chart.grab().toImage()
    painted = [
        alike(pixel(image, QPoint(round((chart.x_of(n) + chart.x_of(n + 1)) / 2), round(chart.y_of(5.0)))),
              QColor(LIGHT_PALETTE.accent))
        for n in range(3)
    ]  # fmt: skip
    assert painted == [False, False, True]


def test_a_single_visit_is_a_point_that_can_be_seen(page: PatientPage) -> None:
    page.show_patient("namesake")
    settle()
    chart = trends(page)[0]
    value = chart.trend.series[0].values[0]
    assert value is not None
    at = QPoint(round(chart.x_of(0)), round(chart.y_of(value)))
    assert alike(pixel(chart.grab().toImage(), at), QColor(LIGHT_PALETTE.accent))


def point(chart: TrendChart, x: float) -> None:
    """The pointer over a chart, without the screen's own pointer, which other windows fight for."""
    place = QPointF(x, 40)
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, chart.mapToGlobal(place), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NONE
    )
    QApplication.sendEvent(chart, move)


def test_pointing_at_a_visit_shows_it_in_every_row(page: PatientPage) -> None:
    chart = trends(page)[1]
    before = chart.grab().toImage()
    point(chart, chart.x_of(4))
    assert {row.pointed for row in page.course.rows} == {4}
    assert chart.grab().toImage() != before
    assert chart.said(4).startswith("mean ")
    point(chart, 40)
    assert {row.pointed for row in page.course.rows} == {None}
    point(chart, chart.x_of(4))
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert {row.pointed for row in page.course.rows} == {None}


def test_keys_walk_through_the_visits_of_a_chart(page: PatientPage) -> None:
    chart = trends(page)[0]
    chart.setFocus()
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
        seen.append(chart.pointed)
    assert seen == [11, 10, 11, 11]
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert page.visits.currentRow() == 1, "Enter goes to the card"


def test_a_click_in_a_chart_brings_the_card_into_sight(page: PatientPage) -> None:
    chart = trends(page)[0]
    QTest.mouseClick(chart, LEFT, NONE, QPoint(round(chart.x_of(2)), 40))
    settle()
    assert page.visits.currentRow() == 9
    place = page.visits.visualItemRect(page.visits.item(9))
    assert page.visits.viewport().rect().intersects(place)


def test_confirmed_and_first_muscles_have_a_row_each(page: PatientPage) -> None:
    rows = [row for row in page.course.rows if isinstance(row, MuscleTimeline)]
    confirmed = [row for row in rows if row.said(0) in ("confirmed", "not confirmed")]
    assert [row.row.key[0] for row in confirmed] == ["quadratus_lumborum", "gluteus_minimus", "piriformis"]
    assert [row.said(2) for row in confirmed] == ["confirmed", "confirmed", "not confirmed"]
    ranked = [row for row in rows if row not in confirmed]
    first = {line.figures.first[0] for line in page.visits.lines}
    assert first <= {row.row.key for row in ranked}
    image, number = confirmed[0].grab().toImage(), 2
    at = QPoint(round(confirmed[0].x_of(number)), confirmed[0].height() // 2)
    assert alike(pixel(image, at), QColor(LIGHT_PALETTE.accent))


def test_dates_stand_under_the_charts_and_do_not_overlap(page: PatientPage) -> None:
    (axis,) = (row for row in page.course.rows if isinstance(row, TimeAxis))
    for width in (500, 640, 1300):
        axis.resize(width, axis.height())
        labels = axis.labels()
        assert (labels[0].day, labels[0].year) == ("9 Dec", "2025")
        assert labels[-1].day == "26 Nov"
        assert "2026" in {label.year for label in labels}
        ends = [label.left + label.width for label in labels]
        assert all(end < after.left for end, after in zip(ends, labels[1:], strict=False))
        assert labels[0].left >= 0
        assert ends[-1] <= width
