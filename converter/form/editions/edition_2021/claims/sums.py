"""Sums of figures that a sentence may mean: by a quoted name, by applicants, by outcomes of disputes."""

from collections.abc import Mapping

from converter.form.claims import Sum
from converter.form.editions.edition_2021.quotes import QUOTES
from converter.form.editions.edition_2021.tables import TABLE_3, dispute, figure
from converter.form.model import Column, Ref, Row

_QUOTED: Mapping[str, tuple[Ref, ...]] = {quote.name: quote.refs for quote in QUOTES}


def named(name: str, less: str = "") -> Sum:
    """The figures of a quoted name, less those of another."""
    return Sum(_QUOTED[name], _QUOTED[less] if less else ())


def applicants(rows: tuple[Row, ...], *kinds: Column) -> Sum:
    """Rows of table 三 for some kinds of applicants."""
    return Sum(tuple(figure(TABLE_3, row, kind) for row in rows for kind in kinds))


def disputes(outcome: str, *kinds: tuple[str, ...]) -> Sum:
    """An outcome of table 四 for some kinds of disputes."""
    return Sum(tuple(dispute(kind, outcome) for kind in kinds))
