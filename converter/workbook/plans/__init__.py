"""Where everything lies on each kind of sheet: the first page, tables, texts, reasons, the guide."""

from converter.workbook.plans.guide import guide
from converter.workbook.plans.home import home
from converter.workbook.plans.identity import AGENCY, AGENCY_CODE, EDITION, TEMPLATE, VERSION, identity
from converter.workbook.plans.reasons import REASONS, reasons
from converter.workbook.plans.table import table_sheet
from converter.workbook.plans.text import PARAGRAPHS, PREVIEW, TEXT_WIDTHS, text_sheet

__all__ = [
    "AGENCY",
    "AGENCY_CODE",
    "EDITION",
    "PARAGRAPHS",
    "PREVIEW",
    "REASONS",
    "TEMPLATE",
    "TEXT_WIDTHS",
    "VERSION",
    "guide",
    "home",
    "identity",
    "reasons",
    "table_sheet",
    "text_sheet",
]
