"""Where everything lies on each kind of sheet: the first page, tables, texts, reasons, the guide."""

from converter.workbook.plans.guide import guide
from converter.workbook.plans.home import home
from converter.workbook.plans.reasons import REASONS, reasons
from converter.workbook.plans.table import table_sheet
from converter.workbook.plans.text import PARAGRAPHS, PREVIEW, TEXT_WIDTHS, text_sheet

__all__ = [
    "PARAGRAPHS",
    "PREVIEW",
    "REASONS",
    "TEXT_WIDTHS",
    "guide",
    "home",
    "reasons",
    "table_sheet",
    "text_sheet",
]
