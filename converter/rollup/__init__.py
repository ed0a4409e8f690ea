"""Roll-up: the reports of agencies added up to the report of the body above them.

In: the outcomes of a batch, and last year's reports. Out: a `RollUp`, from which `book.summary_book` makes
汇总表.xlsx. Others import what is named here, and `book`, `files`, `renewing`.

    adding         which reports are added, and their sum
    comparing      agencies and years compared, a draft of the texts
    balance        sums that the sum itself breaks, and by whose figures
    book, figure_pages, sources, charts, page   汇总表.xlsx, by its sheets
    renewing       the body's workbook written again, its texts kept
    files          both files of a sum written, nothing that a person typed lost
"""

from converter.rollup.adding import (
    Excluded,
    LastSum,
    Part,
    RollUp,
    choose_parts,
    contributions,
    last_year_sum,
    roll_up,
    summed,
    trace,
)
from converter.rollup.balance import Imbalance, imbalances
from converter.rollup.comparing import YearChange, draft_texts, figures_per_agency, year_changes

__all__ = [
    "Excluded",
    "Imbalance",
    "LastSum",
    "Part",
    "RollUp",
    "YearChange",
    "choose_parts",
    "contributions",
    "draft_texts",
    "figures_per_agency",
    "imbalances",
    "last_year_sum",
    "roll_up",
    "summed",
    "trace",
    "year_changes",
]
