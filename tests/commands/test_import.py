"""`bodymap import`: strings of CHOIR and REDCap as drawing files, or one line that says what is wrong."""

from pathlib import Path

import pytest

from bodymap.cli import main
from bodymap.drawing.file import read_drawing

Output = pytest.CaptureFixture[str]


def test_numbers_and_keys_of_the_same_areas_make_the_same_file(capsys: Output, tmp_path: Path) -> None:
    for name, how in (("ids", ["--ids", "121,218,223"]), ("redcap", ["--redcap", "f21,b18,b23"])):
        assert main(["import", "--instrument", "choir", *how, "-o", str(tmp_path / name)]) == 0
    assert capsys.readouterr() == ("", "")
    drawing = read_drawing(tmp_path / "ids")
    assert drawing == read_drawing(tmp_path / "redcap")
    assert drawing.figure == "female"
    assert {"back/lumbar-left", "back/buttock-upper-left"} <= {mark.region for mark in drawing.marks}
    assert not any((mark.region or "").endswith("-right") and "back" in (mark.region or "") for mark in drawing.marks)


def test_native_numbers_of_a_woman_are_renumbered(tmp_path: Path) -> None:
    output = tmp_path / "native.json"
    arguments = ["import", "--instrument", "choir", "--ids", "114", "--numbering", "native", "-o", str(output)]
    assert main(arguments) == 0
    assert [mark.region for mark in read_drawing(output).marks] == ["front/upper-arm-front-left"]
    assert main([*arguments, "--figure", "male"]) == 0
    assert read_drawing(output).figure == "male"
    assert {(mark.region or "").rpartition("/")[2][:5] for mark in read_drawing(output).marks} == {"elbow"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ids", "218,299"], "'299' is not a CHOIR number"),
        (["--ids", "b18"], "'b18' is not a CHOIR number"),
        (["--redcap", "218"], "'218' is not a REDCap key"),
        (["--redcap", "f12", "--numbering", "native"], "Leave out --numbering native"),
        (["--ids", "218", "--redcap", "f12"], "not allowed with"),
        ([], "required"),
    ],
)
def test_what_is_wrong_is_one_line(capsys: Output, tmp_path: Path, arguments: list[str], words: str) -> None:
    output = tmp_path / "out.json"
    try:
        code = main(["import", "--instrument", "choir", *arguments, "-o", str(output)])
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    said = capsys.readouterr()
    assert (code, said.out, said.err.count("\n")) == (2, "", 1)
    assert words in said.err
    assert not output.exists()
