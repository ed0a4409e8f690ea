"""The prescribed form: the single place where its labels and sum rules are written down."""

from converter.form.claims import ClaimBook, ClaimRule, Rate, Silence, Statement, Subject, Sum
from converter.form.compared import Pending, Summed, Watched
from converter.form.editions import edition_2019
from converter.form.editions.edition_2021 import EDITION_2021
from converter.form.form import Form
from converter.form.model import (
    Barred,
    Block,
    CarryOver,
    Column,
    Equality,
    Field,
    Inflow,
    Narrative,
    Ref,
    Row,
    Rule,
    Section,
    Stock,
    Table,
    table_of,
)
from converter.form.printed import NUMERALS, PrintedCell, PrintedTable, numbered, printed
from converter.form.quotes import Quote
from converter.form.variants import Government, Variant
from converter.form.wording import Mention, Topic, Wording

FORM = EDITION_2021
"""The edition in force."""

__all__ = [
    "FORM",
    "NUMERALS",
    "Barred",
    "Block",
    "CarryOver",
    "ClaimBook",
    "ClaimRule",
    "Column",
    "Equality",
    "Field",
    "Form",
    "Government",
    "Inflow",
    "Mention",
    "Narrative",
    "Pending",
    "PrintedCell",
    "PrintedTable",
    "Quote",
    "Rate",
    "Ref",
    "Row",
    "Rule",
    "Section",
    "Silence",
    "Statement",
    "Stock",
    "Subject",
    "Sum",
    "Summed",
    "Table",
    "Topic",
    "Variant",
    "Watched",
    "Wording",
    "edition_2019",
    "numbered",
    "printed",
    "table_of",
]
