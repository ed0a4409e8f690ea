"""Sums of cells by the names that narratives may quote them by."""

from collections.abc import Mapping

from converter.form.claims import Sum
from converter.form.editions.edition_2021.quoted import QUOTES
from converter.form.editions.edition_2021.tables import COLUMNS_3, COLUMNS_4
from converter.form.model import Ref

_QUOTED: Mapping[str, tuple[Ref, ...]] = {quote.name: quote.refs for quote in QUOTES}


def named(name: str, less: str = "") -> Sum:
    """The figures of a quotable name, less those of another."""
    return Sum(_QUOTED[name], _QUOTED[less] if less else ())


def applicants(rows: tuple[str, ...], *columns: str) -> Sum:
    """Rows of table 三 for some kinds of applicants."""
    return Sum(tuple(Ref("三", row, column) for row in rows for column in columns))


def disputes(outcome: str, *blocks: str) -> Sum:
    """Figures of table 四 by the label of their outcome and the lowest heading above it."""
    return Sum(
        tuple(Ref("四", "r1", c.key) for c in COLUMNS_4 if c.label == outcome and c.under[-1] in blocks)
    )


KINDS = tuple(column for column in COLUMNS_3[:-1])
"""The kinds of applicants, without the total."""

ORGANISATIONS = KINDS[1:]
"""All but natural persons: 法人或其他组织."""
