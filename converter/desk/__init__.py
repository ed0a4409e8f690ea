"""The county office's desk: what it sends out, sends back, and sees of every agency.

In: a roster, or a batch that was converted. Out: the files below. Others import `write_outputs` and what else
is named here, and `issue`, `issued`.

    issue          prefilled workbooks for a roster; issued writes those that are missing
    outputs        write_outputs: all files after a conversion, result.json among them
    returned_copies
                   marked copies and letters (退回修改); kept_copies keeps those that still hold
    kinds          problems counted by kind; table_book writes such tables for Excel
    agency_lines   the status board as data; book writes it as 校验结果.xlsx, page as 校验结果.html;
                   links: those of the workbook
    told           errors and warnings as the board shows them
    deciding       whose a file is and which of several counts; progress: what a later one mended
    standing       what stands in an output folder, for `xxgk status`
    changes        what changed since the last run; history adds it to history.jsonl
"""

from converter.desk.agency_lines import AgencyLine, Board, agency_lines, board, reminder_text
from converter.desk.changes import AgencyChange, agency_changes
from converter.desk.outputs import write_outputs
from converter.desk.returned_copies import letter_text, return_copies, returned_copy

__all__ = [
    "AgencyChange",
    "AgencyLine",
    "Board",
    "agency_changes",
    "agency_lines",
    "board",
    "letter_text",
    "reminder_text",
    "return_copies",
    "returned_copy",
    "write_outputs",
]
