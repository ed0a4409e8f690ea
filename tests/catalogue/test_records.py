"""A code cannot be in the catalogue without all that is to be said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from converter.catalogue import records as catalogue
from converter.catalogue.claims import records_of
from converter.catalogue.model import Example, Limit
from converter.catalogue.records import records
from converter.form import FORM
from converter.workbook.layout.checklist import checklist

RECORDS = records(FORM)
SOUND = RECORDS["B-01"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "no title"),
        ({"clause": ""}, "no clause"),
        ({"passes": Example("")}, "no example that passes"),
        ({"fails": Example("")}, "none that fails"),
        ({"messages": {}}, "needs messages"),
        ({"instead": "B-02"}, "needs messages"),
        ({"limits": (Limit("B-02", "least", Decimal(1), "至少"),)}, "limit of another code"),
    ],
)
def test_a_record_that_is_not_complete_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=f"B-01 .*{said}"):
        replace(SOUND, **changes)


def test_a_code_has_one_record() -> None:
    of_families = [record.code for family in catalogue._FAMILIES for record in family.RECORDS]
    codes = Counter((*of_families, *(record.code for record in records_of(FORM))))
    assert [code for code, times in codes.items() if times > 1] == []
    assert all(record.instead in RECORDS for record in RECORDS.values() if record.instead)


def test_a_title_is_no_sentence() -> None:
    assert not [record.code for record in RECORDS.values() if record.title.endswith("。")]


def test_the_workbooks_checklist_has_the_codes_that_have_a_line_in_it() -> None:
    lines = checklist(FORM)
    assert {line.key.split(".")[0] for line in lines} == {r.code for r in RECORDS.values() if r.checklist}
