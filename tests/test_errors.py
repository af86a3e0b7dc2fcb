"""An error carries a code, values and the places it passed, and keeps its kind on the way."""

import errno
import gc
import os
import weakref
from datetime import UTC, datetime

import pytest

from bodymap.clinic.model import Visit
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError, about, reason_of, within


def test_what_a_developer_reads_is_the_code_with_its_values() -> None:
    assert str(BodymapError("drawing.unknown_region", region="tail", chart="back")) == (
        "drawing.unknown_region(region='tail', chart='back')"
    )


def test_places_are_added_from_the_inside_and_the_kind_stays() -> None:
    with pytest.raises(NotFoundError) as caught, about("a.json"), within("mark", 2):
        raise NotFoundError("x.y", region="front/x")
    assert [(place.kind, place.value) for place in caught.value.places] == [("file", "a.json"), ("mark", 2)]
    assert caught.value.code == "x.y"


def test_a_name_that_the_error_has_already_is_not_added() -> None:
    with pytest.raises(BodymapError) as caught, about("a.json"), about("a.json"):
        raise BodymapError("x.y")
    assert len(caught.value.places) == 1
    with pytest.raises(BodymapError) as caught, about("a.json"):
        raise BodymapError("x.y", path="a.json")
    assert not caught.value.places


def test_a_reason_is_a_name_and_never_the_words_of_the_machine() -> None:
    assert reason_of(OSError(errno.ENOSPC, "Auf dem Gerät ist kein Speicherplatz mehr verfügbar")) == "ENOSPC"
    assert reason_of(PermissionError(errno.EACCES, os.strerror(errno.EACCES))) == "EACCES"
    assert not reason_of(OSError("no number"))


def test_an_error_that_is_kept_holds_no_frames() -> None:
    class Held:
        """Something that a frame holds."""

    gone: list[bool] = []

    def fail() -> BodymapError:
        held = Held()
        weakref.finalize(held, gone.append, True)
        try:
            raise BodymapError("file.folder", path="a")
        except BodymapError as error:
            return error.detached()

    kept = fail()
    gc.collect()
    assert gone == [True]
    assert (kept.code, kept.params, kept.places) == ("file.folder", {"path": "a"}, ())


def test_an_error_of_any_kind_is_kept_with_all_its_values() -> None:
    theirs = Visit("v", "p", datetime.now(UTC), Drawing())
    error = ConflictError("store.visit_conflict", theirs=theirs, changed_by="Ben")
    kept = error.detached()
    assert isinstance(kept, ConflictError)
    assert (kept.code, kept.params, kept.__traceback__, kept.theirs) == (error.code, error.params, None, theirs)
