"""The page on exchange: it names every code that a bundle may hold, every table, and commands that there are."""

import re
import shlex
from pathlib import Path

import pytest

from bodymap.cli import _parser
from bodymap.report.exchange.fhir.codes import CODINGS, REGIONS, UCUM, UNITS
from bodymap.report.exchange.study.columns import TABLES
from bodymap.report.exchange.study.pseudonyms import LETTERS, LONGEST_SHIFT

PAGE = (Path(__file__).parents[3] / "docs" / "exchange.md").read_text(encoding="utf-8")


def test_every_system_stands_in_the_table_with_all_its_codes_and_no_other() -> None:
    rows = dict(re.findall(r"^\| [^|]+ \| [^|]*`([^`|]+)` \| ([^|]+) \|", PAGE, re.MULTILINE))
    written = {**CODINGS, UCUM: frozenset(UNITS)}
    assert rows.keys() == written.keys()
    for system, codes in written.items():
        if system != REGIONS:
            assert sorted(rows[system].split(", ")) == sorted(codes or ())


def test_loinc_asks_for_its_notice() -> None:
    assert "LOINC is copyright © Regenstrief Institute" in PAGE


def test_every_table_of_a_study_is_told() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(TABLES)
    assert f"{LETTERS} letters" in PAGE
    assert f"1 to {LONGEST_SHIFT}\ndays" in PAGE


@pytest.mark.parametrize("line", re.findall(r"^    (bodymap export .*)$", PAGE, re.MULTILINE))
def test_the_commands_of_the_page_are_understood(line: str) -> None:
    assert _parser().parse_args(shlex.split(line)[1:]).format
