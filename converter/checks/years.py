"""Two years of one agency: figures carried over, large changes, wrong units, copies (X-01 to X-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from converter.catalogue.messages import finding
from converter.catalogue.years import ALIKE, LEAST, PERCENT, WORDS
from converter.checks.model import Check, Context
from converter.checks.plausible import check_fee_unit
from converter.checks.similarity import longest_common, own_words, sentences, similarity, standard_keys
from converter.checks.sums import check_sums
from converter.form import CarryOver, Form, Ref
from converter.report.earlier import LastReport
from converter.report.finding import Finding, Severity
from converter.report.report import Figure, Place, Report, Value, list_values, plain
from converter.report.sums import add, distance, recompute_totals

_UNIT_FACTORS = (5_000, 20_000)
"""The factors between which one of two figures is taken to be in 元 and the other in 万元."""


def check_carry_overs(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-01 and X-02 where last year's figures are known and this year's do not continue them.

    Last year's report takes precedence over the figures that the county office filled in; where they differ,
    that is a finding too.
    """
    for rule in report.form.carry_overs:
        yield from _filled_in_wrongly(report, context, rule)
        own, last = report.figures[rule.this], _last_figure(report, context, rule.last)
        terms = [report.value(ref) for ref in (*rule.plus, *rule.less)]
        known = [term for term in terms if term is not None]
        if last is None or own.value is None or own.place is None or len(known) < len(terms):
            continue
        more = len(rule.plus)
        expected = add([last, *known[:more], *(-value for value in known[more:])])
        if own.value != expected:
            yield finding(
                rule.code,
                own.place,
                subject=report.form.label(rule.this),
                found=plain(own.value),
                expected=plain(expected),
                difference=plain(distance(own.value, expected)),
            )


def _last_figure(report: Report, context: Context, ref: Ref) -> Value | None:
    """A figure of last year: as its report says, else as the county office filled it in."""
    if context.last is not None and ref in context.last.figures:
        return context.last.figures[ref]
    filled = report.last_year.get(ref)
    return None if filled is None else filled.value


def _filled_in_wrongly(report: Report, context: Context, rule: CarryOver) -> Iterator[Finding]:
    """The finding for a figure that was filled in as last year's and differs from last year's report."""
    filled = report.last_year.get(rule.last)
    published = None if context.last is None else context.last.figures.get(rule.last)
    if filled is None or filled.value is None or filled.place is None or published in (None, filled.value):
        return
    yield finding(
        rule.code,
        filled.place,
        variant="filled_in",
        subject=f"上年数 {report.form.label(rule.last)}",
        found=plain(filled.value),
        expected=list_values([published]),
    )


def check_large_changes(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-03 for large changes from last year's figures, X-04 where the unit of an amount differs.

    Not for an amount that A-06 reports as too large already.
    """
    if context.last is None:
        return
    form, settings = report.form, context.settings
    now, before = recompute_totals(form, report.value), recompute_totals(form, context.last.figures.get)
    reported = {place for found in check_fee_unit(report, context) for place in found.places}
    for rule in form.watched:
        own, last, place = now[rule.ref], before[rule.ref], report.figures[rule.ref].place
        if own is None or last is None or place is None or place in reported:
            continue
        words = {"subject": form.label(rule.ref), "found": plain(own), "expected": plain(last)}
        gap = Decimal(distance(own, last))
        if form.column(rule.ref).unit == "万元" and _differ_in_unit(own, last):
            yield finding("X-04", place, **words)
        elif gap > settings.number(LEAST) and gap * 100 > settings.number(PERCENT) * last:
            percent = f"{gap * 100 / Decimal(last):.0f}%" if last else "上年为 0"
            yield finding(rule.code, place, **words, difference=plain(distance(own, last)), percent=percent)


def _differ_in_unit(own: Value, last: Value) -> bool:
    small, large = sorted((Decimal(own), Decimal(last)))
    return small > 0 and _UNIT_FACTORS[0] <= large / small <= _UNIT_FACTORS[1]


def check_pending(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-05 where fewer cases are reported than were left pending last year."""
    if context.last is None:
        return
    form = report.form
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


def check_copied_tables(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-06 where every figure of the printed tables is last year's, and not all of them 0."""
    if context.last is None:
        return
    form = report.form
    inputs = [ref for ref in form.refs if form.tables[ref.table].printed and ref not in form.totals]
    now, before = ([value(ref) for ref in inputs] for value in (report.value, context.last.figures.get))
    if now == before and any(now) and None not in now:
        first = next(ref for ref in inputs if report.value(ref))
        place = report.figures[first].place or Place(report.source)
        yield finding("X-06", place, found=str(sum(bool(value) for value in now)))


def check_copied_texts(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-07 for sections whose text is nearly that of last year's report."""
    if context.last is None or not context.last.texts:
        return
    form, settings = report.form, context.settings
    standard = standard_keys(form)
    names = names_of(report, context)
    for section in (section for section in form.sections if section.key in form.wording.narrative_sections):
        keys = [part.key for part in section.narratives]
        text = "\n".join(paragraph.text for key in keys for paragraph in report.passages[key])
        before = "\n".join(context.last.texts.get(key, "") for key in keys)
        own, last = (own_words(words, names, standard) for words in (text, before))
        if min(len(own), len(last)) < settings.number(WORDS):
            continue
        alike = similarity(own, last, float(settings.number(ALIKE)))
        if Decimal(alike) >= settings.number(ALIKE):
            place = next(p.place for key in keys for p in report.passages[key])
            kept = [part for part in sentences(text, names) if part.key not in standard]
            same = longest_common(kept, sentences(before, names))
            yield finding(
                "X-07",
                place or Place(report.source, section.sheet),
                subject=section.heading,
                found=f"{alike:.0f}%",
                detail=f"，如“{same.text}”" if same else "",
            )


def names_of(report: Report, context: Context) -> tuple[str, ...]:
    """The names by which a report may call its own agency."""
    return (report.agency, *(context.entry.names if context.entry else ()))


def check_repeated_mistakes(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-08 for sums that are wrong at the same figures as last year."""
    if context.last is None:
        return
    before = {
        _identity(found) for found in check_sums(_as_report(context.last, report, report.form), context)
    }
    for found in check_sums(report, context):
        if found.severity is Severity.ERROR and _identity(found) in before:
            yield finding("X-08", found.places, subject=found.subject, other=found.code)


def _identity(found: Finding) -> tuple[str, str]:
    return found.code, found.subject


def _as_report(last: LastReport, report: Report, form: Form) -> Report:
    """The report of this year with last year's figures, without places and without declared states."""
    figures: dict[Ref, Figure] = {ref: Figure(last.figures.get(ref)) for ref in form.refs}
    return replace(report, figures=figures, states={})


def _no_last_year(report: Report, context: Context) -> str:
    return "" if report.last_year or context.last else context.no_last


def _no_stock(report: Report, context: Context) -> str:
    """X-02 compares figures that an earlier edition of the form may not have."""
    if context.last is not None and not report.last_year:
        stocks = [rule.last for rule in report.form.carry_overs if rule.code == "X-02"]
        if stocks and not any(ref in context.last.figures for ref in stocks):
            return _OTHER_FORM if context.last.form.edition != report.form.edition else ""
    return _no_last_year(report, context)


def _no_last_report(report: Report, context: Context) -> str:
    return "" if context.last else context.no_last


_OTHER_FORM = "上年用的是另一种格式，没有这一项的数"


def _no_last_texts(report: Report, context: Context) -> str:
    if context.last is not None and not context.last.texts:
        return "上年报告没有文字"
    return _no_last_report(report, context)


TWO_YEARS = (
    Check(check_carry_overs, ("X-01", "X-02"), {"X-01": _no_last_year, "X-02": _no_stock}),
    Check(check_large_changes, ("X-03", "X-04"), dict.fromkeys(("X-03", "X-04"), _no_last_report)),
    Check(check_pending, ("X-05",), {"X-05": _no_last_report}),
    Check(check_copied_tables, ("X-06",), {"X-06": _no_last_report}),
    Check(check_copied_texts, ("X-07",), {"X-07": _no_last_texts}),
    Check(check_repeated_mistakes, ("X-08",), {"X-08": _no_last_report}),
)
