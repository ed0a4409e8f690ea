"""Both examples of every code, run against the very check, reader or step that gives it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from pathlib import Path

import pytest

from converter.catalogue.model import CodeRecord
from converter.catalogue.records import records
from converter.form import FORM
from tests.catalogue.examples import agencies, documents, imports, outputs, rosters, templates, workbooks
from tests.catalogue.examples.given import state
from tests.catalogue.examples.shown import Shown

RECORDS = records(FORM)
GIVEN = [record for record in RECORDS.values() if record.passes.given or record.fails.given]
BUILT: Mapping[str, Shown] = ChainMap(
    *(dict(part.EXAMPLES) for part in (workbooks, agencies, outputs, documents, rosters, templates, imports))
)


def test_every_code_has_both_examples_as_data_or_built() -> None:
    given = {record.code for record in GIVEN}
    assert not given & BUILT.keys()
    assert given | BUILT.keys() == RECORDS.keys()


@pytest.mark.parametrize("record", GIVEN, ids=lambda record: record.code)
def test_a_report_shows_both_examples(record: CodeRecord) -> None:
    assert record.passes.given is not None
    assert record.fails.given is not None
    kept = state(record.code, record.passes.given)
    # a sentence keeps a rule of sentences also where it does not speak of it
    assert kept == "passed" or (record.code.startswith("C-") and kept == "not_applicable")
    assert state(record.code, record.fails.given) == "failed"


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(BUILT.keys() - outputs.NEED_OFFICE))
def test_what_is_built_shows_both_examples(code: str, tmp_path: Path) -> None:
    show(code, tmp_path)


@pytest.mark.parametrize("code", sorted(outputs.NEED_OFFICE))
def test_what_libreoffice_makes_shows_both_examples(code: str, tmp_path: Path, office: Path) -> None:
    show(code, tmp_path)


def show(code: str, folder: Path) -> None:
    """Hold both cases of a code against what must be found: the code itself, or the one given instead."""
    given = RECORDS[code].instead or code
    assert given not in {finding.code for finding in BUILT[code].passes(folder / "passes")}
    assert given in {finding.code for finding in BUILT[code].fails(folder / "fails")}
