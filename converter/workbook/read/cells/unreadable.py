"""What prevents reading a file as .xlsx: it is of another format, damaged, locked or beyond a limit."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Obstacle(StrEnum):
    """What prevents reading a file as .xlsx.

    XLS and ODS are formats that another reader takes. With any other obstacle the file cannot be read, and
    the obstacle is the variant of its finding (F-01).
    """

    EMPTY = "empty"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    PASSWORD = "password"
    LOCKED_XLS = "locked_xls"
    XLS = "xls"
    ODS = "ods"
    XLSB = "xlsb"
    WORD_FILE = "word_file"
    ARCHIVE = "archive"
    WEB_PAGE = "web_page"
    XML_TABLE = "xml_table"
    TEXT = "text"
    OTHER = "other"
    TOO_LARGE = "too_large"
    DTD = "dtd"
    DUPLICATE_PART = "duplicate_part"
    NO_SHEETS = "no_sheets"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


class UnreadableFile(Exception):
    """A file that cannot be read because of `obstacle`; `detail` names the sheet or part, or is "".

    Not a `ConverterError`: a bad file is not a wrong call. `open_book` catches it and makes it a finding,
    so it never leaves the package.
    """

    def __init__(self, obstacle: Obstacle, detail: str = "") -> None:
        self.obstacle: Final = obstacle
        self.detail: Final = detail[:100]
        super().__init__(obstacle, self.detail)


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: Final = (  # start of the file, what it must contain, obstacle; the first that fits
    (_OLE, "EncryptedPackage\0".encode("utf-16-le"), Obstacle.PASSWORD),
    (_OLE, "Workbook\0".encode("utf-16-le"), Obstacle.XLS),
    (_OLE, "Book\0".encode("utf-16-le"), Obstacle.XLS),
    (_OLE, "WordDocument\0".encode("utf-16-le"), Obstacle.WORD_FILE),
    *((start, b"", Obstacle.ARCHIVE) for start in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")),
    (b"%PDF", b"", Obstacle.OTHER),
)
_TEXT_KINDS: Final = (  # what the start of a text file contains, in lower case; the first that fits
    (b"urn:schemas-microsoft-com:office:spreadsheet", Obstacle.XML_TABLE),
    (b"opendocument.spreadsheet", Obstacle.XML_TABLE),
    *((start, Obstacle.WEB_PAGE) for start in (b"<html", b"<!doctype html", b"<table", b"mime-version:")),
)
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\f\r"))


def identify_non_zip(content: bytes) -> Obstacle:
    """What a file that is no zip archive is instead, as the obstacle to reading it."""
    if content.startswith(_OLE):
        shift, directory = int.from_bytes(content[30:32], "little"), int.from_bytes(content[48:52], "little")
        if (directory + 1) << min(shift, 12) >= len(content):  # the sector with the names of its streams
            return Obstacle.TRUNCATED
    for start, inside, obstacle in _KINDS:
        if content.startswith(start) and inside in content:
            return obstacle
    if not content.strip(b"\0"):  # space reserved for a copy that was never written
        return Obstacle.TRUNCATED
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[:4096].replace(b"\0", b"") if wide else content[:4096]
    if not wide and head != head.translate(None, _CONTROLS):
        return Obstacle.OTHER
    return next((obstacle for word, obstacle in _TEXT_KINDS if word in head.lower()), Obstacle.TEXT)
