"""Figures that are unlikely, and figures that a text must mention (A-06, B-09 to B-11)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.catalogue.arithmetic import SECRET
from converter.catalogue.filled_figures import FEE, GROWTH
from converter.catalogue.messages import finding
from converter.checks.applicable import name_unread
from converter.checks.model import Check, Context, Unassessable
from converter.checks.paragraphs import section_text, sections_unread
from converter.form import FORM, Mention, Ref
from converter.report.finding import Finding
from converter.report.report import Report, list_values, plain


def check_fee_unit(report: Report, context: Context) -> Iterator[Finding]:
    """Yield A-06: an amount that was probably typed in 元 instead of 万元."""
    for ref in context.form.refs:
        figure = report.figures[ref]
        if not figure.value or figure.place is None or context.form.column(ref).unit != "万元":
            continue
        label, amount = context.form.label(ref), plain(figure.value)
        limit, growth = context.settings.number(FEE), context.settings.number(GROWTH)
        last = context.last.figures.get(ref) if context.last else None
        if figure.value >= limit and report.category in context.form.wording.small_bodies:
            yield finding("A-06", figure.place, subject=label, found=amount, expected=f"{limit:f}")
        elif last and figure.value >= last * growth:
            yield finding(
                "A-06", figure.place, variant="grown", subject=label, found=amount, expected=plain(last)
            )


def check_mentions(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-09 and B-11: figures above 0 that the sections which should report them do not mention."""
    for mention in context.form.wording.mentions:
        filled = [ref for ref in mention.when if report.value(ref)]
        places = tuple(place for ref in filled if (place := report.figures[ref].place) is not None)
        if not places or _is_mentioned(mention, report, context) or set(mention.sections) & report.unread:
            continue
        yield finding(
            mention.code,
            places,
            subject="、".join(context.form.label(ref) for ref in filled),
            found=list_values(map(report.value, filled)),
        )


def _is_mentioned(mention: Mention, report: Report, context: Context) -> bool:
    if any(report.value(ref) for ref in mention.composed_from):
        return True
    text = section_text(report, context.form, mention.sections)
    for denial in mention.denials:
        text = text.replace(denial, "")
    return any(word in text for word in mention.words)


def check_rare_refusals(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-10: many refusals for reasons that county agencies rarely have."""
    most = context.settings.number(SECRET)
    for ref in context.form.wording.rare_refusals:
        figure = report.figures[ref]
        small = report.category in context.form.wording.small_bodies
        if small and figure.value and figure.value >= most and figure.place is not None:
            label = context.form.label(ref)
            yield finding(
                "B-10", figure.place, subject=label, found=plain(figure.value), expected=f"{most:f}"
            )


def _known(*refs: Ref) -> Unassessable:
    return lambda report, context: name_unread(report, context.form, refs)


def _mentioned(code: str) -> Unassessable:
    """When a mention cannot be judged: where its figures or its sections were not read."""
    mention = next(mention for mention in FORM.wording.mentions if mention.code == code)
    figures, text = _known(*mention.when), sections_unread(*mention.sections)
    return lambda report, context: figures(report, context) or text(report, context)


_FEE_REFS = tuple(ref for ref in FORM.refs if FORM.column(ref).unit == "万元")

FEE_UNIT = Check(check_fee_unit, ("A-06",), {"A-06": _known(*_FEE_REFS)})
MENTIONS = Check(check_mentions, ("B-09", "B-11"), {code: _mentioned(code) for code in ("B-09", "B-11")})
RARE_REFUSALS = Check(check_rare_refusals, ("B-10",), {"B-10": _known(*FORM.wording.rare_refusals)})
