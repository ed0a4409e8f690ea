"""The figures that texts may quote by name, the sentences drafted with them, and those that charts show."""

from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    ALL_APPLICANTS,
    ANSWERED,
    APPLICANTS_3,
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
    RESULTS_3,
    REVIEW,
    SUIT_AFTER_REVIEW,
    TABLE_2,
    TABLE_3,
    TABLE_FEE,
    TABLE_PROPOSALS,
    TAKEN_ON,
    TOTAL_4,
    UPHELD,
    dispute,
    figure,
)
from converter.form.model import Ref, Row
from converter.form.quotes import Quote, Views


def _all_applicants(*rows: Row) -> tuple[Ref, ...]:
    """The figures of some rows of table 三 for all applicants."""
    return tuple(figure(TABLE_3, row, ALL_APPLICANTS) for row in rows)


def _result(heading: str) -> Quote:
    """The results under a heading such as （三）不予公开, by its name without the number."""
    rows = (row for row in RESULTS_3 if any(label.startswith(heading) for label in (*row.under, row.label)))
    return Quote(heading[heading.index("）") + 1 :], _all_applicants(*rows))


APPLICANTS = tuple(
    Quote(f"{kind.label}新收" if kind.label != "其他" else "其他组织新收", (figure(TABLE_3, RECEIVED, kind),))
    for kind in APPLICANTS_3
)
RESULTS = (
    _result("（一）予以公开"),
    _result("（二）部分公开"),
    _result("（三）不予公开"),
    _result("（四）无法提供"),
    _result("（五）不予处理"),
    _result("（六）其他处理"),
)
_FEE_NAMES = ("收费通知件数", "收费通知金额", "实际收费金额")
_PROPOSAL_NAMES = ("人大建议承办", "人大建议办复", "政协提案承办", "政协提案办复")
QUOTES = (
    Quote("新收申请", _all_applicants(RECEIVED)),
    Quote("上年结转", _all_applicants(CARRIED_IN)),
    Quote("新收和结转合计", _all_applicants(RECEIVED, CARRIED_IN)),
    *APPLICANTS,
    *RESULTS,
    Quote("办理总计", _all_applicants(CLOSED)),
    Quote("结转下年度", _all_applicants(CARRIED_OUT)),
    Quote("行政复议总计", (dispute(REVIEW, TOTAL_4),)),
    Quote("行政复议维持", (dispute(REVIEW, UPHELD),)),
    Quote("行政复议纠正", (dispute(REVIEW, CORRECTED),)),
    Quote("行政复议尚未审结", (dispute(REVIEW, PENDING_4),)),
    Quote("行政诉讼总计", (dispute(DIRECT_SUIT, TOTAL_4), dispute(SUIT_AFTER_REVIEW, TOTAL_4))),
    Quote("直接起诉总计", (dispute(DIRECT_SUIT, TOTAL_4),)),
    Quote("复议后起诉总计", (dispute(SUIT_AFTER_REVIEW, TOTAL_4),)),
    Quote("规范性文件制发", (figure(TABLE_2, NORMATIVE_DOCUMENTS, ISSUED),)),
    Quote("规范性文件废止", (figure(TABLE_2, NORMATIVE_DOCUMENTS, ABOLISHED),)),
    Quote("规范性文件有效", (figure(TABLE_2, NORMATIVE_DOCUMENTS, IN_FORCE),)),
    *(Quote(row.label, (figure(TABLE_2, row, DECIDED),)) for row in DECISIONS),
    Quote(CHARGES.label, (figure(TABLE_2, CHARGES, CHARGED),)),
    *(Quote(name, (ref,)) for name, ref in zip(_FEE_NAMES, TABLE_FEE.refs(), strict=True)),
    *(
        Quote(name, (figure(TABLE_PROPOSALS, row, column),))
        for name, (row, column) in zip(
            _PROPOSAL_NAMES,
            ((row, column) for row in PROPOSALS for column in (TAKEN_ON, ANSWERED)),
            strict=True,
        )
    ),
)

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

VIEWS = Views(
    results=tuple(quote.name for quote in RESULTS),
    applicants=tuple(quote.name for quote in APPLICANTS),
    volume="新收申请",
    disputes="四",
    main=("新收申请", "办理总计", "结转下年度"),
)
