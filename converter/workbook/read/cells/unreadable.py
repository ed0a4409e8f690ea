"""Why a file cannot be read, and what a file is that is no workbook."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why a file cannot be read: the variant of its finding (F-01)."""

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
    """A file whose cells cannot be read, for `reason`; `detail` names the sheet or part, or is "".

    Not a `ConverterError`: a bad file is not a wrong call. `open_book` catches it and makes it a finding,
    so it never leaves the package.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason: Final = reason
        self.detail: Final = detail[:100]
        super().__init__(reason, self.detail)


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: Final = (  # start of the file, what it must contain, reason; the first that fits
    (_OLE, "EncryptedPackage\0".encode("utf-16-le"), Reason.PASSWORD),
    (_OLE, "Workbook\0".encode("utf-16-le"), Reason.XLS),
    (_OLE, "Book\0".encode("utf-16-le"), Reason.XLS),
    (_OLE, "WordDocument\0".encode("utf-16-le"), Reason.WORD_FILE),
    *((start, b"", Reason.ARCHIVE) for start in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")),
    (b"%PDF", b"", Reason.OTHER),
)
_TEXT_KINDS: Final = (  # what the start of a text file contains, in lower case; the first that fits
    (b"urn:schemas-microsoft-com:office:spreadsheet", Reason.XML_TABLE),
    (b"opendocument.spreadsheet", Reason.XML_TABLE),
    *((start, Reason.WEB_PAGE) for start in (b"<html", b"<!doctype html", b"<table", b"mime-version:")),
)
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\f\r"))


def reason_without_zip(content: bytes) -> Reason:
    """What a file is that is no zip archive."""
    if content.startswith(_OLE):
        shift, directory = int.from_bytes(content[30:32], "little"), int.from_bytes(content[48:52], "little")
        if (directory + 1) << min(shift, 12) >= len(content):  # the sector with the names of its streams
            return Reason.TRUNCATED
    for start, inside, reason in _KINDS:
        if content.startswith(start) and inside in content:
            return reason
    if not content.strip(b"\0"):  # space reserved for a copy that was never written
        return Reason.TRUNCATED
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[:4096].replace(b"\0", b"") if wide else content[:4096]
    if not wide and head != head.translate(None, _CONTROLS):
        return Reason.OTHER
    return next((reason for word, reason in _TEXT_KINDS if word in head.lower()), Reason.TEXT)
