"""Statements about who applied: the columns of table 三."""

from converter.form.claims import Statement, Sum, words
from converter.form.editions.edition_2021.claims.counts import ALL, UNITS
from converter.form.editions.edition_2021.claims.sums import applicants
from converter.form.editions.edition_2021.tables import (
    CARRIED_IN,
    CLOSED,
    COMPANIES,
    NATURAL_PERSONS,
    ORGANISATIONS,
    OTHER_ORGANISATIONS,
    RECEIVED,
)
from converter.form.model import Column

_ROWS = ((RECEIVED,), (RECEIVED, CARRIED_IN), (CLOSED,))


def _kind(keywords: tuple[str, ...], *kinds: Column, alone: tuple[Sum, ...] = ()) -> Statement:
    """A number of applications by some kinds of applicants: of those received, or of those closed.

    `alone`: further sums where the words are also used of other applicants.
    """
    return Statement(
        "C-15",
        "申请",
        keywords,
        tuple(applicants(rows, *kinds) for rows in _ROWS),
        UNITS,
        joint="C-15",
        alone=alone,
        share_of=ALL,
        kind="applicant",
    )


_ORDINARY = {
    COMPANIES: (words("商业企业 企业 公司 企业单位 民营企业"), ()),
    ORGANISATIONS[1]: (words("科研机构 科研单位 科研院所 {高校,高等院校,大学}{,科研}{,团队,机构,院所}"), ()),
    ORGANISATIONS[2]: (words("社会公益组织 公益组织 社会组织 社会团体"), ()),
    ORGANISATIONS[3]: (words("法律服务机构 律师事务所 律所"), ()),
}
_OF_THEM = "{,申请,提出,提交,递交,提出申请,提出的申请,提交申请,申请人,申请者,类申请,类}"


def _of_them(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of applicants, with what they do: 个人提出."""
    return words(" ".join(f"{name}{_OF_THEM}" for name in names))


APPLICANTS = (
    _kind(
        words(
            "{法人或其他组织,法人和其他组织,法人及其他组织,法人、其他组织,法人或者其他组织,"
            "法人组织,法人,企业法人,单位,组织,机构}"
            f"{_OF_THEM}"
        ),
        *ORGANISATIONS,
    ),
    _kind(_of_them(words("自然人")), NATURAL_PERSONS),
    _kind(_of_them(words("公民个人 公民 个人 公民自然人 群众个人")), NATURAL_PERSONS, alone=ALL),
    _kind(
        words("{居民,村民,市民,农户,群众,居民个人,村民个人,市民个人}{提出,提交,递交,提出申请,提交申请}"),
        NATURAL_PERSONS,
        alone=ALL,
    ),
    *(_kind(_of_them(names), kind, alone=alone) for kind, (names, alone) in _ORDINARY.items()),
    _kind(
        words(f"{{其他组织,其它组织}}{_OF_THEM}"),
        OTHER_ORGANISATIONS,
        alone=(applicants(_ROWS[0], *ORGANISATIONS),),
    ),
)
