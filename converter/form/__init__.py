"""The prescribed form as data: its vocabulary (frozen records) and its editions, written down once.

Takes nothing in; gives `FORM`, the edition in force, from which all other rooms are derived. Others import
the names below, and from `quotes` and `editions` (`edition`, `edition_of_year`).
"""

from converter.form.claims import ClaimBook, ClaimCode, ClaimTopic, Rate, RequiredMention, Statement, Sum
from converter.form.editions import edition
from converter.form.form import Form
from converter.form.model import Block, Column, Lines, Looks, Ref, Row, Table
from converter.form.printed import NUMERALS, PrintedCell, PrintedTable, numbered, printed
from converter.form.quotes import Quote
from converter.form.rules import (
    Barred,
    CarryOver,
    Equality,
    Inflow,
    Pending,
    Rule,
    Stock,
    Summed,
    Watched,
    table_of,
)
from converter.form.sections import Field, Narrative, Section
from converter.form.variants import Government, Variant
from converter.form.wording import Mention, Topic, Wording

FORM = edition()
"""The edition in force, for those who choose an edition: the command line, the public names and the tests."""


def form_in_force() -> Form:
    """The edition in force, for what is asked for without one."""
    return FORM


__all__ = [
    "FORM",
    "NUMERALS",
    "Barred",
    "Block",
    "CarryOver",
    "ClaimBook",
    "ClaimCode",
    "ClaimTopic",
    "Column",
    "Equality",
    "Field",
    "Form",
    "Government",
    "Inflow",
    "Lines",
    "Looks",
    "Mention",
    "Narrative",
    "Pending",
    "PrintedCell",
    "PrintedTable",
    "Quote",
    "Rate",
    "Ref",
    "RequiredMention",
    "Row",
    "Rule",
    "Section",
    "Statement",
    "Stock",
    "Sum",
    "Summed",
    "Table",
    "Topic",
    "Variant",
    "Watched",
    "Wording",
    "form_in_force",
    "numbered",
    "printed",
    "table_of",
]
