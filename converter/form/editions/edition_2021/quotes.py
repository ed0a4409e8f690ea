"""The figures that texts may quote by name, the sentences drafted with them, and those that charts show."""

from converter.form.editions.edition_2021.rules import top_results
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    ALL_APPLICANTS,
    ANSWERED,
    CARRIED_IN,
    CARRIED_OUT,
    CHARGED,
    CHARGES,
    CLOSED,
    CORRECTED,
    DECIDED,
    DECISIONS,
    DIRECT_SUIT,
    IN_FORCE,
    ISSUED,
    NORMATIVE_DOCUMENTS,
    PENDING_4,
    PROPOSALS,
    RECEIVED,
    REVIEW,
    SUIT_AFTER_REVIEW,
    TABLES,
    TAKEN_ON,
    TOTAL_4,
    UPHELD,
    Tables,
)
from converter.form.model import Ref, Row, Table
from converter.form.quotes import Quote, Views

_FEE_NAMES = ("收费通知件数", "收费通知金额", "实际收费金额")
_PROPOSAL_NAMES = ("人大建议承办", "人大建议办复", "政协提案承办", "政协提案办复")


def all_quotes(tables: Tables) -> tuple[Quote, ...]:
    """Every quoted name."""
    return (
        *quotes_of_applications(tables["三"]),
        *quotes_of_disputes(tables["四"]),
        *_quotes_2(tables["二"]),
        *quotes_of_section_six(tables),
    )


def quotes_of_applications(three: Table) -> tuple[Quote, ...]:
    """Names of table 三: of what came in, by whom, and how it was answered."""

    def all_of(*rows: Row) -> tuple[Ref, ...]:
        return three.figures(rows, ALL_APPLICANTS)

    return (
        Quote("新收申请", all_of(RECEIVED)),
        Quote("上年结转", all_of(CARRIED_IN)),
        Quote("新收和结转合计", all_of(RECEIVED, CARRIED_IN)),
        *applicants(three),
        *results(three),
        Quote("办理总计", all_of(CLOSED)),
        Quote("结转下年度", all_of(CARRIED_OUT)),
    )


def applicants(three: Table) -> tuple[Quote, ...]:
    """A name for each kind of applicants."""
    return tuple(
        Quote(
            f"{kind.label}新收" if kind.label != "其他" else "其他组织新收", (three.figure(RECEIVED, kind),)
        )
        for kind in three.columns.without((ALL_APPLICANTS,))
    )


def results(three: Table) -> tuple[Quote, ...]:
    """A name for each result such as （三）不予公开, without its number and its remark in brackets."""
    return tuple(
        Quote(
            heading[heading.index("）") + 1 :].partition("（")[0],
            three.figures([row for row in three.rows if heading in (*row.under, row.label)], ALL_APPLICANTS),
        )
        for heading in top_results(three)
    )


def quotes_of_disputes(four: Table) -> tuple[Quote, ...]:
    """Names of table 四."""
    kinds = {"行政复议": (REVIEW,), "行政诉讼": (DIRECT_SUIT, SUIT_AFTER_REVIEW),
             "直接起诉": (DIRECT_SUIT,), "复议后起诉": (SUIT_AFTER_REVIEW,)}  # fmt: skip
    names = (
        ("行政复议", "总计", TOTAL_4),
        ("行政复议", "维持", UPHELD),
        ("行政复议", "纠正", CORRECTED),
        ("行政复议", "尚未审结", PENDING_4),
        ("行政诉讼", "总计", TOTAL_4),
        ("直接起诉", "总计", TOTAL_4),
        ("复议后起诉", "总计", TOTAL_4),
    )
    return tuple(
        Quote(
            f"{kind}{name}",
            four.figures(four.rows, [c for c in four.columns.labelled(label) if c.under in kinds[kind]]),
        )
        for kind, name, label in names
    )


def _quotes_2(two: Table) -> tuple[Quote, ...]:
    """Names of table 二."""
    documents = (("规范性文件制发", ISSUED), ("规范性文件废止", ABOLISHED), ("规范性文件有效", IN_FORCE))
    return (
        *(Quote(name, (two.figure(NORMATIVE_DOCUMENTS, column),)) for name, column in documents),
        *(Quote(row.label, (two.figure(row, DECIDED),)) for row in DECISIONS),
        Quote(CHARGES.label, (two.figure(CHARGES, CHARGED),)),
    )


def quotes_of_section_six(tables: Tables) -> tuple[Quote, ...]:
    """Names of the figures behind sentences of section 六."""
    figures = (*tables["六一"].refs(), *tables["六三"].figures(PROPOSALS, (TAKEN_ON, ANSWERED)))
    return tuple(
        Quote(name, (ref,)) for name, ref in zip((*_FEE_NAMES, *_PROPOSAL_NAMES), figures, strict=True)
    )


QUOTES = all_quotes(TABLES)

DRAFTS = (
    (
        "主动公开情况",
        "本年制发行政规范性文件【#规范性文件制发】件、废止【#规范性文件废止】件，"
        "现行有效【#规范性文件有效】件；作出行政许可决定【#行政许可】件、行政处罚决定【#行政处罚】件、"
        "行政强制决定【#行政强制】件；行政事业性收费【#行政事业性收费】万元。",
    ),
    (
        "依申请公开情况",
        "本年新收政府信息公开申请【#新收申请】件，上年结转【#上年结转】件；办理【#办理总计】件，"
        "其中予以公开【#予以公开】件、部分公开【#部分公开】件、不予公开【#不予公开】件、"
        "无法提供【#无法提供】件、不予处理【#不予处理】件、其他处理【#其他处理】件；"
        "结转下年度继续办理【#结转下年度】件。",
    ),
    (
        "监督保障情况",
        "因政府信息公开工作发生行政复议【#行政复议总计】件、行政诉讼【#行政诉讼总计】件。",
    ),
)
"""Pairs of a narrative and a sentence for it, which a county's sum is drafted with."""


def views(tables: Tables) -> Views:
    """What charts and indexes show."""
    return Views(
        results=tuple(quote.name for quote in results(tables["三"])),
        applicants=tuple(quote.name for quote in applicants(tables["三"])),
        volume="新收申请",
        disputes="四",
        main=("新收申请", "办理总计", "结转下年度"),
    )
