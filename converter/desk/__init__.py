"""The county office's desk: what it sends out, sends back, and sees of every agency.

Takes a roster, or a batch that was converted; writes prefilled workbooks (issue), returned copies and
letters, the status board (校验结果.html, 校验结果.xlsx), history.jsonl and result.json. Others import
`write_outputs` and what else is named here, and `desk.issue`.
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
