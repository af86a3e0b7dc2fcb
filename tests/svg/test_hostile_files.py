"""Broken, hostile and huge files end in a report or in one clear sentence, within seconds and bounded memory."""

import gzip
import os
import random
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.body.imported.report import ChartReport, check_chart
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.svg.xml_reader import MAX_BYTES
from tests.refusals import refused

CHARTS = sorted((Path(__file__).parent.parent / "charts").glob("*.svg"))
OK = '<path id="ok" d="M0 0H50V50H0Z"/>'


def _svg(content: str, before: str = "") -> bytes:
    return (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 100 100">{content}</svg>'
    ).encode()


def _scribble(points: int) -> str:
    rnd = random.Random(1)
    return '<path d="M' + " ".join(f"{rnd.random() * 90:.1f},{rnd.random() * 90:.1f}" for _ in range(points)) + 'z"/>'


def _laughs(levels: int = 10) -> str:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(levels))
    return f"<!DOCTYPE svg [{entities}]>"


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "svg.empty"),
    "only spaces": (lambda: b" \n ", "svg.empty"),
    "not XML": (lambda: b"hello", "svg.not_xml"),
    "binary": (lambda: random.Random(1).randbytes(9999), "svg.not_xml"),
    "broken off": (lambda: _svg(OK)[:-9], "svg.not_xml"),
    "no SVG": (lambda: b"<html><body/></html>", "svg.other_xml"),
    "no path": (lambda: _svg("<text>hi</text>"), "svg.no_shapes"),
    "unknown encoding": (lambda: b'<?xml version="1.0" encoding="klingon"?><svg/>', "svg.encoding"),
    "encoding of many bytes": (lambda: b'<?xml version="1.0" encoding="shift_jis"?><svg/>', "svg.encoding"),
    "entity bomb": (lambda: _svg("<text>&l9;</text>", _laughs()), "svg.entity"),
    "entity bomb in an attribute": (lambda: _svg('<path d="&l9;"/>', _laughs()), "svg.entity"),
    "long entity, often": (
        lambda: _svg("<text>" + "&a;" * 99999 + "</text>", f'<!DOCTYPE s [<!ENTITY a "{"a" * 5000}">]>'),
        "svg.entity",
    ),
    "short entity, very often": (
        lambda: _svg("<text>" + "&a;" * 99999 + "</text>", f'<!DOCTYPE s [<!ENTITY a "{"a" * 150}">]>'),
        "svg.entity",
    ),
    "entity bomb in UTF-16": (
        lambda: (_laughs() + "<svg>&l9;</svg>").encode("utf-16"),
        "svg.entity",
    ),
    "external entity": (
        lambda: _svg("<text>&a;</text>", '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "svg.entity",
    ),
    "parameter entity": (
        lambda: _svg(OK, '<!DOCTYPE s [<!ENTITY % a SYSTEM "http://example.org/x.dtd"> %a;]>'),
        "svg.entity",
    ),
    "default attributes": (
        lambda: _svg("<g/>" * 40_000, f'<!DOCTYPE s [<!ATTLIST g x CDATA "{"y" * 99999}">]>'),
        "svg.unfolds",
    ),
    "deep": (lambda: _svg("<g>" * 100_000 + OK + "</g>" * 100_000), "svg.deep"),
    "many elements": (lambda: _svg("<g/>" * 60_000), "svg.many_elements"),
    "many attributes": (lambda: _svg("<g " + " ".join(f'a{i}=""' for i in range(5000)) + "/>"), "svg.many_attributes"),
    "a million points": (lambda: _svg(_scribble(1_000_000)), "svg.many_points"),
    "a million commands": (lambda: _svg(f'<path d="M0 0{"z" * 1_000_000}"/>'), "svg.many_points"),
    "a million arcs": (lambda: _svg(f'<path d="M0 0{"a5 5 0 1 1 1 1" * 1_000_000}"/>'), "svg.many_points"),
    "many circles": (
        lambda: _svg(f"""<g id="g">{'<circle r="9" cx="9"/>' * 1000}</g>""" + '<use href="#g"/>' * 50),
        "svg.many_segments",
    ),
    "a letter without numbers": (lambda: _svg('<path d="M0 0 Hurl(#half) V100"/>'), "svg.no_shapes"),
    "an arc of endless radius": (lambda: _svg('<path d="M60 100a1e308 20 0 0140 0z"/>'), "svg.no_shapes"),
    "cyclic use": (lambda: _svg('<g id="a"><use href="#a"/></g>'), "svg.contains_itself"),
    "cyclic use over two": (
        lambda: _svg(f'<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>{OK}'),
        "svg.contains_itself",
    ),
    "use of itself": (lambda: _svg('<use id="a" href="#a"/>'), "svg.contains_itself"),
    "use of the root": (lambda: _svg('<use href="#r"/>').replace(b"<svg", b'<svg id="r"'), "svg.contains_itself"),
    "cyclic clip": (
        lambda: _svg(f'<clipPath id="c"><g clip-path="url(#c)">{OK}</g></clipPath><g clip-path="url(#c)">{OK}</g>'),
        "svg.contains_itself",
    ),
    "bomb of use": (
        lambda: _svg(
            f'<g id="g0">{OK}</g>'
            + "".join(f'<g id="g{i + 1}">{f"""<use href="#g{i}"/>""" * 10}</g>' for i in range(10))
        ),
        "svg.repeats",
    ),
    "chain of use": (
        lambda: _svg(
            f'<g id="g0">{OK}</g>' + "".join(f'<g id="g{i + 1}"><use href="#g{i}"/></g>' for i in range(400))
        ),
        "svg.repeats",
    ),
    "only NaN": (lambda: _svg('<path d="M NaN 0 L 5 5 L 9 0z"/>'), "svg.no_shapes"),
    "only infinite": (
        lambda: _svg('<path d="M0 0L1e400 5 5 5z"/><circle r="1e308"/><rect width="1e300" height="1e300"/>'),
        "svg.no_shapes",
    ),
    "infinite by transform": (
        lambda: _svg(f'<g transform="scale(1e200)"><g transform="scale(1e200)">{OK}</g></g>'),
        "svg.no_shapes",
    ),
    "damaged svgz": (lambda: b"\x1f\x8b" + b"rubbish" * 9, "svg.bad_compression"),
    "svgz broken off": (lambda: gzip.compress(_svg(OK))[:-20], "svg.broken_off"),
    "svgz bomb": (lambda: gzip.compress(bytes(60_000_000), 1), "svg.too_large_unpacked"),
    "an endless number": (lambda: _svg(f'<path d="M{"9" * 5_000_000} 0 9 9 0 9z"/>'), "svg.no_shapes"),
    "transform without end": (lambda: _svg(f'<g transform="{"a" * 5_000_000}">{OK}</g>'), "svg.no_shapes"),
}  # fmt: skip


def _one_sentence(error: BodymapError) -> None:
    text = error_sentence(error)
    assert "\n" not in text
    assert text.endswith(".")
    assert len(text) < 400
    assert "Traceback" not in text


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.timeout(20)
def test_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    content, code = REFUSED[name]
    path = tmp_path / "chart.svg"
    path.write_bytes(content())
    with pytest.raises(BodymapError) as raised:
        check_chart(path)
    assert (raised.value.code, raised.value.params["file"]) == (code, "chart.svg")
    _one_sentence(raised.value)


READ: dict[str, Callable[[], bytes]] = {
    "plain doctype": lambda: _svg(OK, '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg.dtd">'),
    "large picture inside": lambda: _svg(OK + f'<image href="data:image/png;base64,{"A" * 9_000_000}"/>'),
    "tangle beside": lambda: _svg(OK + _scribble(20_000) + _scribble(2000)),
    "saw of 20,000 teeth": lambda: _svg(
        OK + '<path d="M' + " ".join(f"{i / 900:.4f},{i % 2 * 90}" for i in range(20_000)) + 'z"/>'
    ),
    "5,000 dots in one path": lambda: _svg(OK + '<path d="' + "".join(
        f"M{i % 100} {i // 100}v.5h.5z" for i in range(5000)) + '"/>'),
    "long style": lambda: _svg("<style>" + "".join(f".a{i}{{fill:x}}" for i in range(90_000)) + f"</style>{OK}"),
    "endless comment in style": lambda: _svg("<style>" + "/*" * 500_000 + f"</style>{OK}"),
    "many classes": lambda: _svg(f'<style>.a{{fill:red}}</style><g class="{"ab " * 500_000}">{OK}</g>'),
    "same id 1,500 times": lambda: _svg("".join(f'<path id="a" d="M{i % 90} {i / 20}h9v9z"/>' for i in range(1500))),
    "singular transform": lambda: _svg(
        OK + f'<g transform="scale(0)">{OK}</g><g transform="matrix(1 1 1 1 0 0)">{OK}</g>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
@pytest.mark.timeout(20)
def test_read_all_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    path.write_bytes(READ[name]())
    report = check_chart(path)
    assert report.regions
    assert report.to_table()


def test_places_that_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.svg")
    locked = tmp_path / "locked.svg"
    locked.write_bytes(_svg(OK))
    locked.chmod(0)
    cases = {
        tmp_path: ("svg.is_folder", None),
        tmp_path / "none.svg": ("svg.missing", None),
        tmp_path / "pipe.svg": ("svg.not_a_file", None),
        tmp_path / "nu\0ll.svg": ("svg.unreadable", "EINVAL"),
        tmp_path / ("long" * 99): ("svg.unreadable", "ENAMETOOLONG"),
        Path("/dev/zero"): ("svg.not_a_file", None),
    }
    if not os.access(locked, os.R_OK):  # root may read everything
        cases[locked] = ("svg.unreadable", "EACCES")
    for path, told in cases.items():
        with pytest.raises(BodymapError) as raised:
            check_chart(path)
        assert (raised.value.code, raised.value.params.get("reason")) == told
        _one_sentence(raised.value)


def test_large_files_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.svg"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    with refused("svg.too_large", file="large.svg", size=50, limit=20):
        check_chart(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000
    assert MAX_BYTES < 50_000_000


LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from bodymap.body.imported.report import check_chart
from bodymap.errors import BodymapError
for name in sys.argv[1:]:
    try:
        check_chart(Path(name))
        print("report")
    except BodymapError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is one of Linux")
@pytest.mark.timeout(60)
def test_memory_stays_bounded(tmp_path: Path) -> None:
    names = ["entity bomb", "short entity, very often", "a million points", "deep", "svgz bomb", "default attributes"]
    for name in names:
        (tmp_path / name).write_bytes(REFUSED[name][0]())
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, *names], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    for name, line in zip(names, result.stdout.splitlines(), strict=True):
        assert line.startswith(REFUSED[name][1])


# Whatever happens to a real file


TOKEN = re.compile(rb"-?[0-9.]+|url\([^)]*\)|#[\w-]+|(?<=[ \"])[a-z-]+(?==)|(?<=<)[a-zA-Z]+")
WORDS = [
    b"1e308", b"-1e-308", b"NaN", b"0", b"-7", b"99999999", b"50%", b"3in", b"url(#half)", b"#path812", b"#layer1",
    b"#disc", b"z", b"A", b"transform", b"clip-path", b"id", b"g", b"use", b"svg", b"symbol", b"path", b"clipPath",
]  # fmt: skip


@st.composite
def roughly_damaged(draw: st.DrawFn) -> bytes:
    """A real chart with a few slices deleted, doubled, moved or overwritten: mostly broken XML."""
    data = bytearray(draw(st.sampled_from(CHARTS)).read_bytes())
    for _ in range(draw(st.integers(1, 4))):
        start, goal = draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))
        piece = data[start : start + draw(st.integers(1, 60))]
        match draw(st.sampled_from(["delete", "double", "move", "overwrite"])):
            case "delete":
                del data[start : start + len(piece)]
            case "double":
                data[start:start] = piece * draw(st.integers(1, 40))
            case "move":
                data[goal:goal] = piece
            case "overwrite":
                data[start : start + len(piece)] = draw(st.binary(max_size=8))
    return bytes(data)


@st.composite
def gently_damaged(draw: st.DrawFn) -> bytes:
    """A real chart with lines moved or doubled and words exchanged: the XML holds, the damage reaches the geometry."""
    lines = draw(st.sampled_from(CHARTS)).read_bytes().split(b"\n")
    whole = [i for i, line in enumerate(lines) if line.strip().startswith(b"<") and line.strip().endswith(b"/>")]
    for _ in range(draw(st.integers(0, 3))):
        lines.insert(draw(st.sampled_from(whole)), lines[draw(st.sampled_from(whole))])
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.sampled_from(whole))
        tokens = list(TOKEN.finditer(lines[at]))
        if tokens:
            token = draw(st.sampled_from(tokens))
            lines[at] = lines[at][: token.start()] + draw(st.sampled_from(WORDS)) + lines[at][token.end() :]
    return b"\n".join(lines)


@given(st.one_of(gently_damaged(), roughly_damaged()))
@settings(max_examples=100)
def test_a_damaged_chart_is_reported_on_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.svg"
    path.write_bytes(data)
    try:
        report = check_chart(path)
    except BodymapError as error:
        _one_sentence(error)
    else:
        _sound(report)


def _sound(report: ChartReport) -> None:
    assert all(region.area.is_valid and region.area.area > 0 for region in report.regions)
    assert len({region.id for region in report.regions}) == len(report.regions)
    assert report.to_json()["taken"] == len(report.regions)
    assert report.to_table()
