"""The invented patients go from simple to hard, and their page is made from them."""

from tests.patients.cases import cases
from tools.patients_page import PAGE, page


def test_the_page_is_that_of_the_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run .venv/bin/python -m tools.patients_page and read what it made"
    )


def test_they_go_from_simple_to_hard() -> None:
    numbers = [case.number for case in cases().values()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({case.name for case in cases().values()}) == len(numbers) >= 10
