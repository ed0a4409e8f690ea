"""Figures that may be right but seldom are, and figures that a text must speak of (A-06, B-09 to B-11)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from converter.catalogue.messages import finding
from converter.checks.applicable import unknown
from converter.checks.model import Check, Context, Item, Unassessable
from converter.checks.passages import readable, whole
from converter.checks.settings import Limit
from converter.form import FORM, Mention, Ref
from converter.report.finding import Finding
from converter.report.report import Report, listed, plain

FEE = Limit("A-06", "fee", Decimal(100_000), "部门、乡镇街道的行政事业性收费达到这么多时提醒", "万元")
GROWTH = Limit("A-06", "growth", Decimal(1_000), "行政事业性收费达到上年的这么多倍时提醒", "倍")
SECRET = Limit("B-10", "secret", Decimal(3), "“属于国家秘密”“危及三安全一稳定”达到这么多时提示", "件")


def check_fee(report: Report, context: Context) -> Iterator[Finding]:
    """Yield A-06: an amount in 万元 that looks as if it had been typed in 元."""
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
    """Yield B-09 and B-11: figures above 0 of which the text that should report them says nothing."""
    for mention in context.form.wording.mentions:
        filled = [ref for ref in mention.when if report.value(ref)]
        places = tuple(place for ref in filled if (place := report.figures[ref].place) is not None)
        if not places or _said(mention, report, context) or set(mention.sections) & report.unread:
            continue
        yield finding(
            mention.code,
            places,
            subject="、".join(context.form.label(ref) for ref in filled),
            found=listed(map(report.value, filled)),
        )


def _said(mention: Mention, report: Report, context: Context) -> bool:
    if any(report.value(ref) for ref in mention.told):
        return True
    text = whole(report, context.form, mention.sections)
    for denial in mention.denials:
        text = text.replace(denial, "")
    return any(word in text for word in mention.words)


def check_classes(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-10: refusals for reasons that a county body rarely has, where there are many."""
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
    return lambda report, context: unknown(report, context.form, refs)


def _mentioned(code: str) -> tuple[str, Unassessable]:
    """The clause of a mention, and when it cannot be judged."""
    mention = next(mention for mention in FORM.wording.mentions if mention.code == code)
    figures, text = _known(*mention.when), readable(*mention.sections)
    return mention.clause, lambda report, context: figures(report, context) or text(report, context)


_FEES = tuple(ref for ref in FORM.refs if FORM.column(ref).unit == "万元")

AMOUNTS = Check(
    (
        Item(
            "A-06",
            "行政事业性收费按“万元”填写",
            "第二部分表格：本年收费金额（单位：万元）",
            "收费128400元，填12.84。",
            "收费128400元，填了128400。",
            (FEE, GROWTH),
            unassessable=_known(*_FEES),
        ),
    ),
    check_fee,
)
MENTIONS = Check(
    (
        Item(
            "B-09",
            "有申请人逾期未缴费的申请，第六部分就写到收费通知",
            _mentioned("B-09")[0],
            "（六）第2项填2，第六部分：发出收费通知2件，申请人逾期未缴费。",
            "（六）第2项填2，第六部分却写“没有发出收费通知，未收取信息处理费”。",
            unassessable=_mentioned("B-09")[1],
        ),
        Item(
            "B-11",
            "有被纠正的复议、诉讼案件，第一或第五部分就写到",
            _mentioned("B-11")[0],
            "结果纠正1，第一部分：被纠正的1件已重新答复。",
            "结果纠正1，第一、五部分都没有提到。",
            unassessable=_mentioned("B-11")[1],
        ),
    ),
    check_mentions,
)
CLASSES = Check(
    (
        Item(
            "B-10",
            "以国家秘密、三安全一稳定为由不予公开的件数合乎常情",
            "条例第十四条",
            "属于国家秘密：0。",
            "某县局：属于国家秘密4件（请确认分类无误，只作提示）。",
            (SECRET,),
            unassessable=_known(*FORM.wording.rare_refusals),
        ),
    ),
    check_classes,
)
