"""Workbooks that could not be opened or processed here: what the last run found of them holds until they can.

A workbook that another program holds open says nothing about its agency. So the agency is not missing and
its status, documents and letters stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from converter.form import Form, Ref
from converter.report.matching import match, match_file_name
from converter.report.report import Entry, Figure, Paragraph, Report, Value
from converter.report.roster import Roster
from converter.results.outcome import Outcome
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_outcomes
from converter.results.spool import Spool
from converter.system.files import is_file

KEPT_STATUSES = ("passed", "to_confirm", "returned", "unreadable", "superseded", "other_year")
"""Statuses of workbooks whose result holds on."""


def keep_last_results(
    outcomes: Sequence[Outcome], output: Path | None, form: Form, roster: Roster | None
) -> Sequence[Outcome]:
    """The outcomes; those of unprocessed workbooks with their agency, and what the last run found of them.

    They have the report of the last run too, so that the checks of the county find of others what they found.
    """
    if not any(outcome.is_unprocessed for outcome in outcomes):
        return outcomes
    before = {} if output is None else _last_results(output / RESULT)

    def known() -> Iterator[Outcome]:
        for outcome in outcomes:
            if not outcome.is_unprocessed:
                yield outcome
                continue
            inside = [item for source, item in before.items() if source.startswith(f"{outcome.source}/")]
            for item in inside:  # a folder or an archive that cannot be opened
                yield _kept(replace(outcome, source=item["source"]), item, output or Path(), form, roster)
                outcome = replace(outcome, notices=())  # told once
            if not inside:
                yield _kept(outcome, before.get(outcome.source), output or Path(), form, roster)

    return Spool(known())


def _last_results(path: Path) -> Mapping[str, Item]:
    """The outcomes in a result.json by their source; none where it cannot be opened."""
    spoilt: list[str] = []  # told with the outputs
    with suppress(OSError):
        return {
            item["source"]: item for item in read_outcomes(path, spoilt) if item["status"] in KEPT_STATUSES
        }
    return {}


def _kept(
    outcome: Outcome, item: Mapping[str, Any] | None, output: Path, form: Form, roster: Roster | None
) -> Outcome:
    """An unprocessed outcome with its agency; another content than the last run's keeps nothing of it."""
    if item is None:
        return replace(outcome, match=match_file_name(roster, outcome.source) if roster else None)
    found = match(roster, str(item.get("agency") or ""), str(item.get("code") or "")) if roster else None
    if found is not None and found.entry is None and roster is not None and item.get("roster"):
        found = match(roster, str(item["roster"]))
    if outcome.digest and outcome.digest != item.get("digest"):
        return replace(outcome, match=found)
    document = str(item.get("document") or "")
    return replace(
        outcome,
        kept=item,
        report=_report(item, outcome.source, form),
        modified=datetime.fromisoformat(item["modified"]) if item.get("modified") else None,
        match=found,
        digest=str(item.get("digest") or ""),
        recipe=str(item.get("recipe") or ""),
        document=document if document and is_file(output / document) else None,
        marked_copy=item.get("returned"),
        returned_files=tuple(item.get("letters") or ()),
        published=tuple(item.get("published") or ()),
    )


def _report(item: Mapping[str, Any], source: str, form: Form) -> Report | None:
    """What the last run recorded of a report: its fields, figures and texts, without cells."""
    try:
        figures, texts = item["figures"], item["texts"]
        if not (figures or texts):
            return None
        return Report(
            source,
            {field.key: Entry(str(texts.get(field.key, ""))) for field in form.fields},
            {ref: Figure(_value(ref, figures.get(ref.key), form)) for ref in form.refs},
            {key: _paragraphs(str(texts.get(key, ""))) for key in form.narratives},
            {table.key: Entry("") for table in form.tables.values() if table.required},
            form=form,
        )
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):  # of another program
        return None


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    return tuple(map(Paragraph, text.split("\n"))) if text else ()


def _value(ref: Ref, text: str | None, form: Form) -> Value | None:
    if text is None:
        return None
    return int(text) if form.column(ref).whole else Decimal(text)


def release(outcome: Outcome) -> Outcome:
    """An outcome that holds on, without the report that only the checks of the county needed."""
    return outcome if outcome.kept is None else replace(outcome, report=None, findings=())
