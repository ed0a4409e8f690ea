"""The prescribed form: the single place where its labels and sum rules are written down."""

from converter.form import edition_2021
from converter.form.form import Form
from converter.form.model import (
    Barred,
    Block,
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
)
from converter.form.printed import PrintedCell, PrintedTable, printed

FORM = Form(
    edition="2021",
    notice="国办公开办函〔2021〕30号",
    title=edition_2021.TITLE,
    preamble=edition_2021.PREAMBLE,
    fields=edition_2021.FIELDS,
    sections=edition_2021.SECTIONS,
    rules=edition_2021.RULES,
    states=("正常填报", "零报告"),
)
"""The edition in force since the report on 2021."""

__all__ = [
    "FORM",
    "Barred",
    "Block",
    "Column",
    "Equality",
    "Field",
    "Form",
    "Inflow",
    "Narrative",
    "PrintedCell",
    "PrintedTable",
    "Ref",
    "Row",
    "Rule",
    "Section",
    "Stock",
    "Table",
    "printed",
]
