"""Documents on their way to the output folder: each under a name of its own, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from converter.errors import OutputError
from converter.files import move_whole, why, write_whole
from converter.finding import Finding
from converter.last_run import last_run
from converter.messages import finding
from converter.naming import safe_stem, unused
from converter.outcome import Outcome, document_name
from converter.places import DRAFTS, REPORTS, RETIRED
from converter.report import Place
from converter.spool import Spool


def deliver(
    outcomes: Iterable[Outcome], output: Path | None, *, draft: bool
) -> tuple[Sequence[Outcome], tuple[Finding, ...]]:
    """Give each document its name and write it; what an earlier run wrote and this one did not, retires.

    Without `output` only the names are given. A document that cannot be written is told at its
    workbook; one that cannot be moved away is told in a finding of its own; the others go on.
    """
    named: Iterable[Outcome] = _named(outcomes, draft=draft)
    if output is None:
        return Spool(named), ()
    unmoved: list[Finding] = []
    if last_run(output) is not None:  # what it left moves away before anything is written
        named = Spool(_fetched(outcome, output) for outcome in named)
        documents = (str(outcome.document) for outcome in named)
        held = retire(output, documents, "document", (REPORTS, DRAFTS))
        unmoved += (finding("F-08", Place(name), variant="unmoved", detail=why) for name, why in held.items())
    return Spool(_write(outcome, output) for outcome in named), tuple(unmoved)


def _named(outcomes: Iterable[Outcome], *, draft: bool) -> Iterator[Outcome]:
    """The outcomes with the names of their documents; none where there is to be no document."""
    taken: dict[str, set[str]] = {REPORTS: set(), DRAFTS: set()}
    for outcome in outcomes:
        flawed = outcome.status == "returned"
        no_document = outcome.disproved or bool(outcome.taken) or (flawed and not draft)
        if outcome.report is None or no_document:
            yield replace(outcome, content=None, waiting=None, kept="", recipe="", proved=None)
            continue
        folder = DRAFTS if flawed else REPORTS
        agency, rest = document_name(outcome.report)
        stem = unused(safe_stem(agency, rest + ("（草稿）" if flawed else "")), taken[folder])
        yield replace(outcome, document=f"{folder}/{stem}.docx")


def _fetched(outcome: Outcome, output: Path | None) -> Outcome:
    """A kept document that now has another name, taken before anything moves."""
    if output is None or not outcome.kept or outcome.kept == outcome.document:
        return outcome
    return replace(outcome, content=(output / outcome.kept).read_bytes(), kept="")


def _write(outcome: Outcome, output: Path) -> Outcome:
    if outcome.document is None or (outcome.content is None and outcome.waiting is None):
        return outcome
    try:
        if outcome.waiting is not None:
            move_whole(outcome.waiting, output / outcome.document)
        elif outcome.content is not None:
            write_whole(output / outcome.document, outcome.content)
    except OutputError as error:
        told = finding("F-08", Place(outcome.source), variant="unwritten", detail=str(error).rstrip("。"))
        findings = (*outcome.findings, told)
        nothing = replace(outcome, content=None, waiting=None, document=None, recipe="", proved=None)
        return replace(nothing, findings=findings)
    return replace(outcome, content=None, waiting=None)


def retire(output: Path, kept: Iterable[str], key: str, folders: tuple[str, ...]) -> dict[str, str]:
    """Move files of an earlier run that this run does not make to 已失效: never left, never deleted.

    `key`: where result.json names them; `folders`: where they may lie, so that nothing else is moved.
    Returns those that could not be moved, each with the system's reason.
    """
    held = {}
    taken: dict[str, set[str]] = {}
    before = last_run(output)
    for name in sorted(before.files(key).difference(kept) if before else ()):
        source = output / name
        folder, *rest = PurePosixPath(name).parts or ("",)
        if folder not in folders or not rest or ".." in rest or not source.is_file():
            continue
        kind = source.suffix
        if kind not in taken:
            taken[kind] = {path.stem.casefold() for path in (output / RETIRED).glob(f"*{kind}")}
        target = output / RETIRED / f"{unused(source.stem, taken[kind])}{kind}"
        try:
            target.parent.mkdir(exist_ok=True)
            source.replace(target)
        except OSError as error:
            held[name] = why(error)
    return held
