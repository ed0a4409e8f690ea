"""Statements about proposals of deputies and members (section six; C-31)."""

from converter.form.claims import Rate, Statement, Sum, words
from converter.form.editions.edition_2021.tables import (
    ANSWERED,
    BY_DEPUTIES,
    BY_MEMBERS,
    PROPOSALS,
    RESOLVED,
    TABLE_PROPOSALS,
    TAKEN_ON,
    figure,
)
from converter.form.model import Column, Row

_PROPOSALS = ("件", "份", "条", "项", "个")
_TAKEN_ON_WORDS = words("{,共,承接,累计}{承办,收到,办理,接收,受理,承担,接到,完成} 交办")
_PROPOSAL_WORDS = (
    (RESOLVED, words("已解决 已经解决 解决或基本解决 得到解决 解决 落实解决"), ()),
    (
        ANSWERED,
        words(
            "{,已,全部,已全部,均已,按期,按时,如期,已按期,已按时,完成,办理}{办复,答复,办结,回复,办理完毕,办毕}"
        ),
        (),
    ),
    (
        TAKEN_ON,
        _TAKEN_ON_WORDS,
        words("{未,没有,无}{承办,收到,接到,办理,涉及,接收} 无 没有"),
    ),
)
"""Columns of the two kinds of proposals: words before a number, and words of denial."""

_KINDS = {
    "人大建议": ((BY_DEPUTIES,), PROPOSALS),
    "政协提案": ((BY_MEMBERS,), PROPOSALS),
    "建议": ((BY_DEPUTIES,), PROPOSALS),
    "建议提案": (PROPOSALS,),
}
"""The rows that each topic may mean; both, where the sentence named both before (其中已解决 8 件)."""


def _proposals(rows: tuple[Row, ...], column: Column) -> Sum:
    return Sum(tuple(figure(TABLE_PROPOSALS, row, column) for row in rows))


_PROPOSED_NAMES = {
    "人大建议": ("人大代表建议", "代表建议", "人大建议"),
    "政协提案": ("政协委员提案", "政协提案", "委员提案"),
    "建议": (),
    "建议提案": words("人大{代表,}建议{和,、}政协提案 建议和提案 建议提案"),
}
"""Names that need no verb to mean what was taken on: 人大代表建议 4 件."""

_ALL_ANSWERED = tuple(
    Statement(
        "C-31",
        topic,
        (),
        tuple(Sum(_proposals(rows, TAKEN_ON).plus, _proposals(rows, ANSWERED).plus) for rows in kinds),
        (),
        phrases=(
            "^{已,现已,目前已}{办理完成,办理完毕,办理完结,办结,办复,答复完毕}$",
            "{均,都,皆,全部,全数,已全部,全都}…{办复,办结,答复,回复,办理完毕,办理完结,答复完毕,办毕}",
        ),
        at_home=True,
        unless=("满意",),
    )
    for topic, kinds in _KINDS.items()
)
"""All answered: none was taken on that was not answered."""

_ALL_RESOLVED = tuple(
    Statement(
        "C-31",
        topic,
        (),
        tuple(Sum(_proposals(rows, TAKEN_ON).plus, _proposals(rows, RESOLVED).plus) for rows in kinds),
        (),
        phrases=("{均,均已,全部,已全部,都已}{得到,}{解决,落实解决}$",),
        at_home=True,
    )
    for topic, kinds in _KINDS.items()
)
"""All resolved: none was taken on that was not resolved."""

_ALONE = words("{主办,独办,领办}{,件}")
"""For what was taken on alone, which the form does not ask for: at most all of it."""

_TAKEN_ON_ALONE = tuple(
    Statement(
        "C-31",
        topic,
        _ALONE,
        (_proposals(rows[0], TAKEN_ON),),
        _PROPOSALS,
        at_most=True,
        joint="C-31",
        named=named,
        at_home=True,
        alone=() if named else tuple(_proposals(more, TAKEN_ON) for more in rows[1:]),
        kind="proposals",
    )
    for named in (True, False)
    for topic, rows in _KINDS.items()
)

PROPOSED = (
    _ALL_ANSWERED
    + _ALL_RESOLVED
    + _TAKEN_ON_ALONE
    + tuple(
        Statement(
            "C-31",
            topic,
            (*keywords, *_PROPOSED_NAMES[topic]) if column == TAKEN_ON else keywords,
            (_proposals(rows[0], column),),
            _PROPOSALS,
            zero="C-31",
            denials=denials,
            joint="C-31",
            at_home=True,
            alone=tuple(_proposals(more, column) for more in rows[1:]),
            share_of=tuple(_proposals(chosen, TAKEN_ON) for chosen in rows) if column != TAKEN_ON else (),
            kind="proposals",
        )
        for topic, rows in _KINDS.items()
        for column, keywords, denials in _PROPOSAL_WORDS
    )
)

PROPOSED += tuple(
    Statement(
        "C-31",
        topic,
        (*_TAKEN_ON_WORDS, *_PROPOSED_NAMES[topic]),
        (_proposals(rows[0], TAKEN_ON),),
        _PROPOSALS,
        at_most=True,
        named=True,
        kind="proposals",
    )
    for topic, rows in _KINDS.items()
    if _PROPOSED_NAMES[topic]
)
"""In other sections they may be those of one level only."""


def _rate(topic: str, column: Column, keywords: tuple[str, ...]) -> Rate:
    pairs = ((_proposals(rows, column), _proposals(rows, TAKEN_ON)) for rows in _KINDS[topic])
    return Rate("C-31", topic, keywords, tuple(pairs))


RATES_PROPOSALS = (
    *(_rate(topic, ANSWERED, ("办复率", "答复率", "办结率", "回复率")) for topic in _KINDS),
    *(_rate(topic, RESOLVED, ("解决率",)) for topic in _KINDS),
)
