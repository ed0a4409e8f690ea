"""Files that are no whole workbook: empty, cut off, of another kind, with a password."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl import Workbook

from converter.form import FORM
from converter.shipped.resources import word_template
from tests.corpus.harm import (
    CONTENT_TYPES,
    WORKBOOK,
    drop,
    edited,
    pack,
    put,
    rename,
    sound,
    swap,
)
from tests.corpus.kind import Kind, refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def bytes_of(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def ole(*streams: str) -> Callable[[], bytes]:
    """A compound file with directory entries of some names (what it takes to be told apart)."""
    names = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return bytes_of(OLE + b"\0" * 504 + names + b"\0" * 512)


def cut(share: float) -> Callable[[], bytes]:
    return lambda: sound()[: int(len(sound()) * share)]


def empty_workbook() -> bytes:
    saved = io.BytesIO()
    Workbook().save(saved)
    return saved.getvalue()


def flipped(at: float) -> Callable[[], bytes]:
    """The sound workbook with the bytes at some place turned round."""

    def make() -> bytes:
        harmed = bytearray(sound())
        start = int(len(harmed) * at)
        harmed[start : start + 64] = bytes(byte ^ 0xFF for byte in harmed[start : start + 64])
        return bytes(harmed)

    return make


SPREADSHEET_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)

FILES: tuple[Kind, ...] = (
    Kind("file-sound", "nothing: the sound workbook itself", sound),
    Kind(
        "file-trailing-bytes",
        "zeros behind the end (a copying program rounds up)",
        lambda: sound() + b"\0" * 100,
    ),
    Kind(
        "file-leading-blank",
        "a self-extracting stub in front of the zip file",
        lambda: b"PK\3\4stub" + sound(),
    ),
    refused("file-empty", "0 bytes", bytes_of(b""), "F-01 empty"),
    refused("file-nul-filled", "space set aside, nothing copied", bytes_of(b"\0" * 4096), "F-01 truncated"),
    refused("file-truncated-header", "only the first four bytes", bytes_of(b"PK\3\4"), "F-01 truncated"),
    refused("file-truncated-half", "the second half is missing", cut(0.5), "F-01 truncated"),
    refused("file-truncated-end", "the last bytes are missing", cut(0.99), "F-01 truncated"),
    refused(
        "file-nul-tail",
        "the second half is zeros",
        lambda: cut(0.5)().ljust(len(sound()), b"\0"),
        "F-01 truncated",
    ),
    refused("file-csv", "a text file with commas", bytes_of("项目,数量\n许可,3\n".encode()), "F-01 text"),
    refused("file-csv-gbk", "the same in GBK", bytes_of("项目,数量\n许可,3\n".encode("gbk")), "F-01 text"),
    refused("file-csv-utf-16", "the same in UTF-16", bytes_of("项目\t数量\n".encode("utf-16")), "F-01 text"),
    refused(
        "file-html",
        "a web page named .xlsx, as some systems export",
        bytes_of(b"<html><table><tr><td>3</td></tr></table></html>"),
        "F-01 web_page",
    ),
    refused(
        "file-mht",
        "a web archive",
        bytes_of(b"MIME-Version: 1.0\nContent-Type: multipart/related\n"),
        "F-01 web_page",
    ),
    refused(
        "file-xml-2003", "an XML spreadsheet of 2003", bytes_of(SPREADSHEET_2003.encode()), "F-01 xml_table"
    ),
    refused("file-json", "an answer of a web service", bytes_of(b'{"code":401,"msg":"login"}'), "F-01 text"),
    refused(
        "file-random",
        "random bytes",
        bytes_of(bytes((i * 197 + 13) % 256 for i in range(3000))),
        "F-01 other",
    ),
    refused("file-pdf", "a PDF named .xlsx", bytes_of(b"%PDF-1.7\n1 0 obj\n"), "F-01 other"),
    refused("file-png", "a picture named .xlsx", bytes_of(b"\x89PNG\r\n\x1a\n" + b"\0" * 60), "F-01 other"),
    refused(
        "file-jpeg",
        "a photo of the form",
        bytes_of(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\1" * 60),
        "F-01 other",
    ),
    refused(
        "file-rar", "a RAR archive named .xlsx", bytes_of(b"Rar!\x1a\x07\x01\0" + b"\0" * 60), "F-01 archive"
    ),
    refused(
        "file-7z",
        "a 7z archive named .xlsx",
        bytes_of(b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 60),
        "F-01 archive",
    ),
    refused("file-gzip", "a gzip file named .xlsx", bytes_of(b"\x1f\x8b\x08\0" + b"\0" * 60), "F-01 archive"),
    refused(
        "file-zip-of-xlsx",
        "a zip archive with the workbook inside, named .xlsx",
        lambda: pack({"财政局.xlsx": sound()}),
        "F-01 archive",
    ),
    refused("file-zip-empty", "an empty zip archive", lambda: pack({}), "F-01 archive"),
    refused(
        "file-docx", "a Word report named .xlsx", lambda: word_template(FORM).read_bytes(), "F-01 word_file"
    ),
    refused(
        "file-pptx",
        "a presentation named .xlsx",
        edited(
            swap("_rels/.rels", "xl/workbook.xml", "ppt/presentation.xml"),
            rename(WORKBOOK, "ppt/presentation.xml"),
        ),
        "F-01 damaged",
    ),
    refused(
        "file-odt",
        "a text of LibreOffice",
        lambda: pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "F-01 word_file",
    ),
    refused(
        "file-xlsb",
        "a binary workbook (.xlsb)",
        edited(
            swap("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin"), rename(WORKBOOK, "xl/workbook.bin")
        ),
        "F-01 xlsb",
    ),
    refused(
        "file-password",
        "an open password (an encrypted package in a compound file)",
        ole("EncryptionInfo", "EncryptedPackage"),
        "F-01 password",
    ),
    refused("file-doc", "a Word file of 97 named .xlsx", ole("WordDocument", "1Table"), "F-01 word_file"),
    refused("file-ole-unknown", "a compound file of something else", ole("Something"), "F-01 other"),
    refused("file-other-workbook", "a workbook with nothing of the form", empty_workbook, "F-03"),
    refused(
        "file-no-content-types",
        "no list of content types and nothing else",
        lambda: pack({"a.txt": b"x"}),
        "F-01 archive",
    ),
    refused(
        "file-bytes-flipped",
        "64 bytes in the middle turned round",
        flipped(0.3),
        "F-01 damaged",
    ),
    Kind("file-without-content-types", "[Content_Types].xml is gone", edited(drop(CONTENT_TYPES))),
    Kind("file-odd-content-types", "[Content_Types].xml is no XML", edited(put(CONTENT_TYPES, b"nonsense"))),
    Kind("file-long-name", "a name of 200 characters", sound, file="长" * 80 + ".xlsx"),
    Kind("file-odd-name", "a name with signs that Windows forbids", sound, file="a/b:c*?.xlsx"),
    Kind("file-upper-case", "the ending in capitals", sound, file="财政局.XLSX"),
    Kind(
        "file-xlsm",
        "named and marked as a workbook with macros",
        edited(
            swap(CONTENT_TYPES, "spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"),
            put("xl/vbaProject.bin", OLE + b"\0" * 600),
        ),
        file="财政局.xlsm",
    ),
)
