"""The page about Word templates lists the names that a template really has."""

from __future__ import annotations

import re

from converter.document.checking.names import leaf_names
from converter.document.checking.trial import sample_report
from converter.document.template_names import template_names
from converter.form import FORM
from tests.placeholders import PAGE, listing, refreshed


def test_the_page_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == refreshed(page), "run: python -m tests.placeholders"


def test_every_name_of_a_report_is_listed_and_no_other() -> None:
    codes = re.findall("`([^`]+)`", listing())
    listed = {code.strip("{} ") for code in codes if "%" not in code} - {"行.标题", "行.正文"}
    assert listed == {".".join(path) for path in leaf_names(template_names(sample_report(FORM), FORM))}
