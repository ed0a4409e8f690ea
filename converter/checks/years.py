"""Two years of one body: leaps, slips of unit, what was copied, and mistakes made again (X-03 to X-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from converter.catalogue.messages import finding
from converter.catalogue.years import ALIKE, LEAST, PERCENT, WORDS
from converter.checks.likeness import likeness, longest_common, own_words, sentences, standard_keys
from converter.checks.model import Check, Context
from converter.checks.plausible import check_fee
from converter.checks.sums import check_sums
from converter.form import Form, Ref
from converter.report.earlier import LastReport
from converter.report.finding import Finding, Severity
from converter.report.report import Figure, Place, Report, Value, plain
from converter.report.sums import distance, recompute_totals

_SLIP = (5_000, 20_000)
"""Between these many times lies a figure in 元 that last year stood in 万元."""


def check_leaps(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-03 for leaps from last year's figures, X-04 for amounts that slipped by 万.

    Not where an amount is told already as too large (A-06): one slip, one finding.
    """
    if context.last is None:
        return
    form, settings = context.form, context.settings
    now, before = recompute_totals(form, report.value), recompute_totals(form, context.last.figures.get)
    told = {place for found in check_fee(report, context) for place in found.places}
    for rule in form.watched:
        own, last, place = now[rule.ref], before[rule.ref], report.figures[rule.ref].place
        if own is None or last is None or place is None or place in told:
            continue
        words = {"subject": form.label(rule.ref), "found": plain(own), "expected": plain(last)}
        gap = Decimal(distance(own, last))
        if form.column(rule.ref).unit == "万元" and _slipped(own, last):
            yield finding("X-04", place, **words)
        elif gap > settings.number(LEAST) and gap * 100 > settings.number(PERCENT) * last:
            percent = f"{gap * 100 / Decimal(last):.0f}%" if last else "上年为 0"
            yield finding(rule.code, place, **words, difference=plain(distance(own, last)), percent=percent)


def _slipped(own: Value, last: Value) -> bool:
    small, large = sorted((Decimal(own), Decimal(last)))
    return small > 0 and _SLIP[0] <= large / small <= _SLIP[1]


def check_pending(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-05 where fewer cases are reported than were left pending last year."""
    if context.last is None:
        return
    form = context.form
    now = recompute_totals(form, report.value)
    for rule in form.pending:
        own, last, place = (
            now[rule.this],
            context.last.figures.get(rule.last),
            report.figures[rule.this].place,
        )
        if own is not None and last is not None and place is not None and own < last:
            yield finding(
                rule.code, place, subject=form.label(rule.this), found=plain(own), expected=plain(last)
            )


def check_same_tables(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-06 where every figure of the printed tables is last year's, and not all of them 0."""
    if context.last is None:
        return
    form = context.form
    inputs = [ref for ref in form.refs if form.tables[ref.table].printed and ref not in form.totals]
    now, before = ([value(ref) for ref in inputs] for value in (report.value, context.last.figures.get))
    if now == before and any(now) and None not in now:
        first = next(ref for ref in inputs if report.value(ref))
        place = report.figures[first].place or Place(report.source)
        yield finding("X-06", place, found=str(sum(bool(value) for value in now)))


def check_same_words(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-07 for sections that say what last year's report said."""
    if context.last is None or not context.last.texts:
        return
    form, settings = context.form, context.settings
    standard = standard_keys(form)
    names = names_of(report, context)
    for section in (section for section in form.sections if section.key in form.wording.narrative_sections):
        keys = [part.key for part in section.narratives]
        text = "\n".join(paragraph.text for key in keys for paragraph in report.passages[key])
        before = "\n".join(context.last.texts.get(key, "") for key in keys)
        own, last = (own_words(words, names, standard) for words in (text, before))
        if min(len(own), len(last)) < settings.number(WORDS):
            continue
        alike = likeness(own, last)
        if Decimal(alike) >= settings.number(ALIKE):
            place = next(p.place for key in keys for p in report.passages[key])
            kept = [part for part in sentences(text, names) if part.key not in standard]
            same = longest_common(kept, sentences(before, names))
            yield finding(
                "X-07",
                place or Place(report.source, section.sheet),
                subject=f"{section.key}、{section.title}",
                found=f"{alike:.0f}%",
                detail=f"，如“{same.text}”" if same else "",
            )


def names_of(report: Report, context: Context) -> tuple[str, ...]:
    """Every name by which a report may call its own agency."""
    return (report.agency, *(context.entry.names if context.entry else ()))


def check_same_mistakes(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-08 for sums that are wrong in the same place as last year."""
    if context.last is None:
        return
    before = {_cause(found) for found in check_sums(_as_report(context.last, report, context.form), context)}
    for found in check_sums(report, context):
        if found.severity is Severity.ERROR and _cause(found) in before:
            yield finding("X-08", found.places, subject=found.subject, other=found.code)


def _cause(found: Finding) -> tuple[str, str, str]:
    return found.code, found.variant, found.subject


def _as_report(last: LastReport, report: Report, form: Form) -> Report:
    """Last year's figures in the place of this year's; nothing declared, nothing placed."""
    figures: dict[Ref, Figure] = {ref: Figure(last.figures.get(ref)) for ref in form.refs}
    return replace(report, figures=figures, states={})


def _no_last_report(report: Report, context: Context) -> str:
    return "" if context.last else context.no_last


def _no_last_texts(report: Report, context: Context) -> str:
    if context.last is not None and not context.last.texts:
        return "上年报告没有文字"
    return _no_last_report(report, context)


TWO_YEARS = (
    Check(check_leaps, ("X-03", "X-04"), dict.fromkeys(("X-03", "X-04"), _no_last_report)),
    Check(check_pending, ("X-05",), {"X-05": _no_last_report}),
    Check(check_same_tables, ("X-06",), {"X-06": _no_last_report}),
    Check(check_same_words, ("X-07",), {"X-07": _no_last_texts}),
    Check(check_same_mistakes, ("X-08",), {"X-08": _no_last_report}),
)
