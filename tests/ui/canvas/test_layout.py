"""Places on the screen and on the charts answer to each other, at every zoom."""

from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName
from bodymap.ui.canvas.layout import MAX_ZOOM, MIN_ZOOM, Layout, rooms_of

CHARTS = load_charts("male")
CHOICES: list[tuple[ChartName, ...]] = [
    ("front", "back"), ("front",), ("back",), ("right", "left"), ("soles",),
    ("front", "back", "right", "left", "soles"),
]  # fmt: skip


def laid_out(charts: tuple[ChartName, ...], width: float, height: float) -> Layout:
    return Layout(rooms_of(CHARTS[chart] for chart in charts), width, height)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A window that somebody has zoomed and pushed about."""
    layout = laid_out(draw(st.sampled_from(CHOICES)), draw(st.floats(320, 3840)), draw(st.floats(320, 2160)))
    for _ in range(draw(st.integers(0, 4))):
        x, y = draw(st.floats(0, layout.width)), draw(st.floats(0, layout.height))
        layout = layout.zoomed(draw(st.floats(0.5, 3)), x, y)
        layout = layout.panned(draw(st.floats(-400, 400)), draw(st.floats(-400, 400)))
    return layout


@given(layouts(), st.data())
def test_a_place_comes_back_from_the_screen(layout: Layout, data: st.DataObject) -> None:
    chart = data.draw(st.sampled_from(layout.charts))
    (room,) = (room for room in layout.rooms if room.chart == chart)
    x = room.x + data.draw(st.floats(0.001, 0.999)) * room.width
    y = room.y + data.draw(st.floats(0, 1)) * room.height
    back_chart, back_x, back_y = layout.to_chart(*layout.from_chart(chart, x, y))
    assert back_chart == chart
    assert abs(back_x - x) < 1e-6
    assert abs(back_y - y) < 1e-6


@given(layouts(), st.floats(0.3, 4), st.floats(0, 1), st.floats(0, 1))
def test_zoom_keeps_the_place_under_the_pointer(layout: Layout, factor: float, share_x: float, share_y: float) -> None:
    """Except where the sheet would have to leave the window's edge: it never shows more empty space than it must."""
    x, y = share_x * layout.width, share_y * layout.height
    zoomed = layout.zoomed(factor, x, y)
    assert MIN_ZOOM <= zoomed.zoom <= MAX_ZOOM
    before, after = layout.to_sheet(x, y), zoomed.to_sheet(x, y)
    half = (zoomed.width / zoomed.scale / 2, zoomed.height / zoomed.scale / 2)
    for place, (kept, now, extent) in enumerate(zip(before, after, zoomed.sheet_size, strict=True)):
        at_edge = min(zoomed.middle[place] - half[place], extent - half[place] - zoomed.middle[place]) < 1e-6
        assert at_edge or abs(kept - now) < 1e-6


@given(layouts())
def test_the_window_is_never_pushed_off_the_body(layout: Layout) -> None:
    wide, high = layout.sheet_size
    left, top = layout.to_sheet(0, 0)
    right, bottom = layout.to_sheet(layout.width, layout.height)
    assert (left >= -1e-6 and right <= wide + 1e-6) or (left <= 1e-6 and right >= wide - 1e-6)
    assert (top >= -1e-6 and bottom <= high + 1e-6) or (top <= 1e-6 and bottom >= high - 1e-6)


def test_all_charts_are_in_view_at_first() -> None:
    for charts in CHOICES:
        layout = laid_out(charts, 900, 600)
        for room in layout.rooms:
            for x, y in ((room.x, room.y), (room.x + room.width, room.y + room.height)):
                across, down = layout.from_chart(room.chart, x, y)
                assert -1e-6 <= across <= 900 + 1e-6
                assert -1e-6 <= down <= 600 + 1e-6
