"""Two workbooks of one agency compared: whether they are alike, what changed, which name is tidier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.county.agencies import name_place
from converter.form import Ref
from converter.report.correction import content
from converter.report.finding import Finding, Severity
from converter.report.report import Report, plain
from converter.results.outcome import Change, Outcome
from converter.system.patterns import pattern


class VersionChoice(NamedTuple):
    """What was decided about one of several workbooks of an agency.

    `superseded_by`: the file that counts instead, "" where there is none. `changes`: against the version
    before it. `finding`: the G-01 that reports it. `other_year`: it is of another year than is collected.
    """

    finding: Finding
    superseded_by: str = ""
    changes: tuple[Change, ...] = ()
    other_year: bool = False


_SHOWN = 5
"""Changes that a sentence lists; result.json has all of them."""

_WHOLE = frozenset((("F-04", "hidden"), ("F-05", "unkeyed"), ("F-08", "copy")))
"""Warnings about a file that was nevertheless read whole."""

_UNTIDY = pattern(
    r"[(（]\s*\d+\s*[)）]|副本|复件|备份|拷贝|\bcop(?:y|ies)\b|\.(?:tmp|bak|temp)\b|~|\bte?mp\b|\bcache\b|缓存"
    r"|wechat|weixin|微信|\bwxid|\bqq|tencent|dingtalk|钉钉|filerecv|filestorage|msgattach|download"
    r"|(?<![0-9a-z])[0-9a-f]{16,}(?![0-9a-z])|(?<!\d)1[4-9]\d{8}(?:\d{3})?(?!\d)",
    re.IGNORECASE,
)
"""What programs add to names: of a second copy, of a file that is being written, of a chat's cache."""


def untidiness(source: str) -> int:
    """How many marks of a copy a file's name has; 0 for a clean name."""
    ordinary = PurePosixPath(source).suffix.lower() == ".xlsx"
    return len(_UNTIDY.findall(source)) + (not ordinary)


def content_key(outcome: Outcome) -> object:
    """Equal for workbooks that are alike: the same bytes, or all of both was read and is equal.

    Findings belong to the content, as an error may be all that shows a difference.
    """
    report = outcome.report
    if report is None or not is_read_whole(outcome):
        return outcome.digest or outcome.source
    findings = sorted(
        (found.code, found.variant, found.sheet, found.cell, found.found)
        for found in outcome.findings
        if found.severity is not Severity.INFO and not found.code.startswith("F-")
    )
    return content(report), tuple(findings)


def is_read_whole(outcome: Outcome) -> bool:
    """True where nothing in a workbook was left unread or out of account."""
    return (
        outcome.report is not None
        and not outcome.report.unread
        and not any(
            found.code.startswith("F-")
            and found.severity is not Severity.INFO
            and (found.code, found.variant) not in _WHOLE
            for found in outcome.findings
        )
    )


def difference_text(outcome: Outcome, others: Sequence[Outcome]) -> str:
    """Why workbooks without a change between them are not alike, for the sentence."""
    unread = [each.source for each in (outcome, *others) if not is_read_whole(each)]
    if unread:
        return f"；{'、'.join(unread)} 有没能读出或没有采用的内容，无法比较是否相同"
    own = _codes(outcome)
    differing = sorted(own.symmetric_difference(*map(_codes, others)))
    return f"；查出的问题不同：{'、'.join(differing)}" if differing else ""


def _codes(outcome: Outcome) -> set[str]:
    return {found.code for found in outcome.findings if found.severity is not Severity.INFO}


def changes_between(before: Report | None, after: Report | None) -> tuple[Change, ...]:
    """What changed from one version to the next: fields, figures, texts, notes, reasons.

    Of a section that was not read in both nothing is said, nor of workbooks of two editions.
    """
    if before is None or after is None or before.form is not after.form:
        return ()
    return tuple(Change(*change) for change in _changed(before, after) if change[1] != change[2])


def _changed(before: Report, after: Report) -> Iterator[tuple[str, str, str]]:
    unread, form = before.unread | after.unread, after.form
    parts = {id(part) for section in form.sections if section.key in unread for part in section.parts}
    lost = {key for key, table in form.tables.items() if id(table) in parts}
    for key, entry in after.entries.items():
        yield key, before.entries[key].text, entry.text
    for key, state in after.states.items():
        if key not in lost:
            yield f"{form.tables[key].tag}填报状态", before.states[key].text, state.text
    for ref in after.figures:
        if ref.table not in lost:
            yield form.label(ref), _figure(before, ref), _figure(after, ref)
    for key, narrative in form.narratives.items():
        if id(narrative) not in parts:
            old, new = ("\n".join(p.text for p in report.passages[key]) for report in (before, after))
            yield narrative.label, old, new
    for key in sorted({*before.notes, *after.notes}):
        old, new = (report.notes[key].text if key in report.notes else "" for report in (before, after))
        yield f"{form.tables[key].tag if key in form.tables else key}表下注", old, new
    yield "情况说明", _reasons(before), _reasons(after)


def _reasons(report: Report) -> str:
    return "\n".join(f"{reason.code} {reason.cell} {reason.text}" for reason in report.reasons)


def _figure(report: Report, ref: Ref) -> str:
    figure = report.figures[ref]
    return "" if figure.value is None else f"{plain(figure.value)}{figure.remark}"


def changes_text(changes: Sequence[Change]) -> str:
    """The changes against the version before, for the sentence."""
    if not changes:
        return ""
    shown = "，".join(
        f"{c.what}有改动" if len(c.before + c.after) > 40 else f"{c.what}由“{c.before}”改为“{c.after}”"
        for c in changes[:_SHOWN]
    )
    more = f"等 {len(changes)} 处" if len(changes) > _SHOWN else ""
    return f"；与上一份相比：{shown}{more}"


def version_finding(outcome: Outcome, variant: str, other: str, detail: str = "", kind: str = "") -> Finding:
    """The G-01 about one of several workbooks; `other`: the others, `detail`, `kind`: what differs."""
    report = outcome.report
    assert report is not None  # only reports are in a group
    where, words = name_place(outcome, report), {"other": other, "detail": detail, "kind": kind}
    return finding("G-01", where, variant=variant, subject=report.agency, **words)
