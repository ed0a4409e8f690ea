"""What a stored value means by the type of its cell, however the cell itself was found."""

import re
from collections.abc import Sequence
from typing import Final

from converter.grid.cells import CellType
from converter.workbook.cellstyles import BLANKS, number
from converter.workbook.package import Reason, UnreadableFile

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384

Content = tuple[CellType, str, bool]
"""Type and characters of a cell, and whether struck-out or raised ones hide in it."""

_TYPES: Final[dict[str, CellType]] = {"n": "number", "b": "boolean", "e": "error", "d": "date"}
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINK: Final = re.compile(r"\[[^\[\]]+\][^\[\]!+*/(),]*!")  # [1]Sheet1!A1; a table's column has no "!"


def content_of(kind: str, value: str, strings: Sequence[Content] | None, sheet: str) -> Content:
    """The content of a cell with a value of its own; `strings`: the workbook's, None where it has none.

    UnreadableFile: the cell points to a string in a workbook without any.
    """
    if kind == "s":
        if strings is None:
            raise UnreadableFile(Reason.DAMAGED, sheet)
        index = number(value)
        return ("error", "#SST!", False) if index is None or index >= len(strings) else strings[index]
    if kind in ("str", "inlineStr"):
        return "text", unescape(value), False
    return _TYPES.get(kind, "error"), value.strip(BLANKS), False  # an unknown type is no number


def unescape(text: str) -> str:
    """Text with _xHHHH_ undone; surrogates are paired, and one left alone becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_linked(formula: str) -> bool:
    """True for a formula that reads another file."""
    return "[" in formula and _LINK.search(formula) is not None
