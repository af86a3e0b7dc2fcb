"""Invented patients and visits for the programs beside this one: made from a seed, in any number, like real ones.

Not a program of its own.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.model import Actor, Patient, Visit
from bodymap.clinic.store.sql.row_mapping import patient_values, visit_values
from bodymap.clinic.store.sql.schema import patient as patients
from bodymap.clinic.store.sql.schema import visit as visits
from bodymap.clinic.store.sql.schema import word as words
from bodymap.clinic.store.sql.search_index import patient_words
from bodymap.clinic.store.store import Store
from bodymap.drawing.model import QUALITIES, Drawing, Mark, Stroke

DESK = Actor("Anna", "desk 1")
OTHER_DESK = Actor("Ben", "desk 2")

FIRST_NAMES = ("Anna", "Zoë", "José", "Uwe", "Søren", "Iñigo", "Olga", "Mehmet", "Ling", "Chiara", "Ayşe", "Jan")
BEGINNINGS = (
    "B",
    "D",
    "F",
    "G",
    "H",
    "K",
    "L",
    "M",
    "N",
    "O’B",
    "P",
    "R",
    "S",
    "Sch",
    "St",
    "T",
    "W",
    "Kr",
    "Ł",
    "Ø",
    "Ng",
)
VOWELS = "aeiouäöé"
MIDDLES = ("", "er", "an", "el", "ska", "ber", "lin", "to", "ie", "h")
ENDINGS = ("er", "en", "ska", "sz", "ễn", "cía", "bois", "th", "mann", "son", "va", "ic", "ström", "dahl", "i-Odermatt")
"""Surnames are put together: some 30,000 of them, of which a clinic has some thousands."""

REGIONS = ("back/lumbar-right", "back/lumbar-left", "back/sacrum", "back/buttock-upper-right", "front/groin-right")

LAST_DAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
AT_A_TIME = 2_000


def drawing(chance: Random, marks: int = 4) -> Drawing:
    """A drawing with a region or two and strokes that wander over the back."""
    made = []
    for _ in range(marks):
        about: dict[str, Any] = {"quality": chance.choice(QUALITIES), "intensity": chance.randrange(11)}
        if chance.random() < 0.3:
            made.append(Mark(region=chance.choice(REGIONS), **about))
            continue
        x, y = chance.uniform(-120, 120), chance.uniform(450, 800)
        points = []
        for _ in range(chance.randrange(8, 40)):
            x, y = x + chance.gauss(0, 9), y + chance.gauss(2, 9)
            points.append((round(x, 1), round(y, 1)))
        made.append(Mark(chart="back", stroke=Stroke(points=tuple(points), radius=chance.choice((8, 15, 25))), **about))
    return Drawing(marks=tuple(made), answers={"worse_upright": chance.random() < 0.5})


def _surname(chance: Random) -> str:
    return "".join(chance.choice(parts) for parts in (BEGINNINGS, VOWELS, MIDDLES, ENDINGS))


def patient(number: int, chance: Random) -> Patient:
    """A patient with a name of many scripts' letters and a number of the clinic."""
    name = f"{chance.choice(FIRST_NAMES)} {_surname(chance)}"
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(30_000))
    return Patient(f"p{number:07}", name, born, f"A-{number}", version=1)


def fill(store: Store, count: int, each: int, seed: int = 1) -> None:
    """Stores `count` patients with `each` visits, many rows at a time, as a clinic has them after years.

    Fifty drawings with their rankings take turns: their texts are as long as real ones.
    """
    chance = Random(seed)
    texts = [_visit_columns(chance) for _ in range(50)]
    with store._writing() as connection:
        for start in range(0, count, AT_A_TIME):
            part = [(one, patient(one, chance)) for one in range(start, min(start + AT_A_TIME, count))]
            connection.execute(insert(patients), [_patient_row(one, number) for number, one in part])
            connection.execute(
                insert(words),
                [
                    {"word": word, "patient": one.id}
                    for _, one in part
                    for word in sorted(patient_words(one.name, one.reference, one.birth_date))
                ],
            )
            for first in range(0, len(part), 100):
                connection.execute(insert(visits), list(_visit_rows(part[first : first + 100], each, texts)))


def _patient_row(one: Patient, number: int) -> dict[str, Any]:
    moment = LAST_DAY - timedelta(minutes=30 * number)
    return {"id": one.id, "version": 1, "changed_at": moment, "changed_by": str(DESK), "touched_at": moment} | (
        patient_values(one)
    )


def _visit_rows(part: list[tuple[int, Patient]], each: int, texts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, one in part:
        for which in range(each):
            moment = LAST_DAY - timedelta(minutes=30 * number, days=14 * which)
            yield {
                **texts[(number + which) % len(texts)],
                "id": f"v{number:07}-{which:02}", "patient": one.id, "started": moment,
                "version": 1, "changed_at": moment, "changed_by": str(DESK),
            }  # fmt: skip


def _visit_columns(chance: Random) -> dict[str, Any]:
    visit = Visit("", "", LAST_DAY, drawing(chance), note="Better at night, worse at the desk. " * 3, plan="Heat")
    ranked = with_ranking(visit)
    return visit_values(replace(ranked, ranking=json.loads(json.dumps(dict(ranked.ranking)))))
