"""Figures that are unlikely, and figures that a text must mention (A-06, B-09 to B-11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from converter.catalogue.arithmetic import SECRET
from converter.catalogue.filled_figures import FEE, GROWTH
from converter.catalogue.messages import finding
from converter.checks.applicable import name_unread
from converter.checks.model import Check, Context, Unassessable
from converter.checks.paragraphs import section_text, sections_unread
from converter.form import Form, Mention, Ref
from converter.report.finding import Finding
from converter.report.report import Report, list_values, plain


def check_fee_unit(report: Report, context: Context) -> Iterator[Finding]:
    """Yield A-06: an amount that was probably typed in 元 instead of 万元."""
    for ref in _amounts(report.form):
        figure = report.figures[ref]
        if not figure.value or figure.place is None:
            continue
        label, amount = report.form.label(ref), plain(figure.value)
        limit, growth = context.settings.number(FEE), context.settings.number(GROWTH)
        last = context.last.figures.get(ref) if context.last else None
        if figure.value >= limit and report.category in report.form.wording.small_bodies:
            yield finding("A-06", figure.place, subject=label, found=amount, expected=f"{limit:f}")
        elif last and figure.value >= last * growth:
            yield finding(
                "A-06", figure.place, variant="grown", subject=label, found=amount, expected=plain(last)
            )


def check_mentions(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-09 and B-11: figures above 0 that the sections which should report them do not mention."""
    for mention in report.form.wording.mentions:
        filled = [ref for ref in mention.when if report.value(ref)]
        places = tuple(place for ref in filled if (place := report.figures[ref].place) is not None)
        if not places or _is_mentioned(mention, report, context) or set(mention.sections) & report.unread:
            continue
        yield finding(
            mention.code,
            places,
            subject="、".join(report.form.label(ref) for ref in filled),
            found=list_values(map(report.value, filled)),
        )


def _is_mentioned(mention: Mention, report: Report, context: Context) -> bool:
    if any(report.value(ref) for ref in mention.composed_from):
        return True
    text = section_text(report, report.form, mention.sections)
    for denial in mention.denials:
        text = text.replace(denial, "")
    return any(word in text for word in mention.words)


def check_rare_refusals(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-10: many refusals for reasons that county agencies rarely have."""
    most = context.settings.number(SECRET)
    for ref in report.form.wording.rare_refusals:
        figure = report.figures[ref]
        small = report.category in report.form.wording.small_bodies
        if small and figure.value and figure.value >= most and figure.place is not None:
            label = report.form.label(ref)
            yield finding(
                "B-10", figure.place, subject=label, found=plain(figure.value), expected=f"{most:f}"
            )


def _known(refs: Callable[[Form], Iterable[Ref]]) -> Unassessable:
    """Why something about some figures of a form cannot be judged: they were not read."""
    return lambda report, context: name_unread(report, report.form, refs(report.form))


def _mentioned(code: str) -> Unassessable:
    """When a mention cannot be judged: where its figures or its sections were not read."""

    def mentions(form: Form) -> Iterator[Mention]:
        return (mention for mention in form.wording.mentions if mention.code == code)

    figures = _known(lambda form: [ref for mention in mentions(form) for ref in mention.when])
    text = sections_unread(lambda form: [key for mention in mentions(form) for key in mention.sections])
    return lambda report, context: figures(report, context) or text(report, context)


@cache
def _amounts(form: Form) -> tuple[Ref, ...]:
    """The figures in 万元."""
    return tuple(ref for ref in form.refs if form.column(ref).unit == "万元")


FEE_UNIT = Check(check_fee_unit, ("A-06",), {"A-06": _known(_amounts)})
MENTIONS = Check(check_mentions, ("B-09", "B-11"), {code: _mentioned(code) for code in ("B-09", "B-11")})
RARE_REFUSALS = Check(
    check_rare_refusals, ("B-10",), {"B-10": _known(lambda form: form.wording.rare_refusals)}
)
