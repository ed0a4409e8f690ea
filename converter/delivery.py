"""Documents on their way to the output folder: each under a name of its own, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from converter.errors import OutputError
from converter.files import write_whole
from converter.messages import finding
from converter.naming import safe_stem, unused
from converter.outcome import Outcome, document_name
from converter.report import Place

REPORTS, DRAFTS, RETIRED = "Word报告", "草稿", "已失效"
RESULT = "result.json"


def deliver(outcomes: Sequence[Outcome], output: Path | None, *, draft: bool) -> list[Outcome]:
    """Give each document its name and write it; what an earlier run wrote and this one did not, retires.

    Without `output` only the names are given. A document that cannot be written is told at its
    workbook, and the others go on.
    """
    taken: dict[str, set[str]] = {REPORTS: set(), DRAFTS: set()}
    named = []
    for outcome in outcomes:
        flawed = outcome.status == "returned"
        if outcome.report is None or outcome.disproved or (flawed and not draft):
            named.append(replace(outcome, content=None, proved=None))
            continue
        folder = DRAFTS if flawed else REPORTS
        agency, rest = document_name(outcome.report)
        stem = unused(safe_stem(agency, rest + ("（草稿）" if flawed else "")), taken[folder])
        named.append(replace(outcome, document=f"{folder}/{stem}.docx"))
    if output is None:
        return named
    _retire(output, {outcome.document for outcome in named})
    return [_write(outcome, output) for outcome in named]


def _write(outcome: Outcome, output: Path) -> Outcome:
    if outcome.content is None or outcome.document is None:
        return outcome
    try:
        write_whole(output / outcome.document, outcome.content)
    except OutputError as error:
        told = finding("F-08", Place(outcome.source), variant="unwritten", detail=str(error).rstrip("。"))
        return replace(outcome, content=None, document=None, proved=None, findings=(*outcome.findings, told))
    return replace(outcome, content=None)


def _retire(output: Path, kept: set[str | None]) -> None:
    """Move documents of an earlier run that this run does not make to 已失效: never left, never deleted."""
    try:
        earlier = json.loads((output / RESULT).read_text(encoding="utf-8"))["outcomes"]
        names = {str(outcome["document"]) for outcome in earlier if outcome["document"]}
    except (OSError, ValueError, KeyError, TypeError):  # no earlier run, or not a result of ours
        return
    for name in sorted(names - kept):
        source = output / name
        folder, _, file = name.partition("/")
        if folder not in (REPORTS, DRAFTS) or Path(file).name != file or not source.is_file():
            continue
        taken = {path.stem.casefold() for path in (output / RETIRED).glob("*.docx")}
        target = output / RETIRED / f"{unused(source.stem, taken)}.docx"
        target.parent.mkdir(exist_ok=True)
        source.replace(target)
