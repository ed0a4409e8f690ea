"""Files made to use up memory or time. Built when they are needed, never kept."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from tests.corpus.harm import (
    MAIN,
    RELATIONS,
    STRINGS,
    TWO,
    WORKBOOK,
    edited,
    new_sheet,
    pack,
    parts,
    put,
    rows_xml,
    swap,
)
from tests.corpus.kind import Kind, refused, unknown

HEAD, TAIL = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), b"</sheetData></worksheet>"


def with_member(
    name: str, pieces: Callable[[], object], count: int, head: bytes = b"", tail: bytes = b""
) -> Callable[[], bytes]:
    """The sound workbook with a member of many equal pieces, packed piece by piece."""

    def make() -> bytes:
        file = io.BytesIO()
        piece = bytes(pieces())  # type: ignore[call-overload]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for other, data in parts().items():
                if other != name:
                    archive.writestr(other, data)
            with archive.open(name, "w") as stream:
                stream.write(head)
                for _ in range(count):
                    stream.write(piece)
                stream.write(tail)
        return file.getvalue()

    return make


def rows(count: int, cells: int) -> Callable[[], bytes]:
    """Styled blank rows, as a clerk makes who colours whole columns."""
    line = b"<row>" + b'<c s="1"/>' * cells + b"</row>"
    return with_member(TWO, lambda: line * 1000, count // 1000, HEAD, TAIL)


def behind(count: int, columns: str) -> Callable[[], bytes]:
    """Styled blank rows behind the filled ones of a sound sheet, as programs write them."""

    def make() -> bytes:
        line = "".join(f'<c r="{letter}@" s="1"/>' for letter in columns)
        more = "".join(f'<row r="{row}">{line.replace("@", str(row))}</row>' for row in range(40, 40 + count))
        text = parts()[TWO].decode().replace("</sheetData>", f"{more}</sheetData>")
        return pack(parts() | {TWO: text.encode()})

    return make


def many_sheets() -> bytes:
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, 10_001))
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{namespace}"><sheets>{sheets}</sheets></workbook>'.encode()
    extra = {f"xl/worksheets/s{n}.xml": HEAD + TAIL for n in range(1, 10_001)}
    return pack(parts() | {WORKBOOK: book} | extra)


def members(count: int) -> Callable[[], bytes]:
    return lambda: pack(parts() | {f"x/{n}": b"" for n in range(count)})


def deep() -> bytes:
    return pack(parts() | {TWO: HEAD + b"<x>" * 400_000 + b"</x>" * 400_000 + TAIL})


def wide_attribute() -> bytes:
    return pack(parts() | {TWO: HEAD + b'<row r="' + b"9" * 15_000_000 + b'"/>' + TAIL})


def many_attributes() -> bytes:
    names = b" ".join(b'a%d="1"' % n for n in range(200_000))
    return pack(parts() | {TWO: HEAD + b"<row " + names + b"/>" + TAIL})


def cells(count: int) -> Callable[[], bytes]:
    line = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    return with_member(TWO, lambda: line * 10, count // 1000, HEAD, TAIL)


def quadratic() -> bytes:
    """One long entity used many times (the quadratic blow-up)."""
    text = (
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]><worksheet xmlns="{MAIN}">{"&a;" * 10_000}</worksheet>'
    )
    return pack(parts() | {TWO: text.encode()})


def several(inner: bytes, sheets: int, head: bytes = HEAD, tail: bytes = TAIL) -> Callable[[], bytes]:
    """The same content on several sheets more."""

    def make() -> bytes:
        members = parts()
        for number in range(sheets):
            new_sheet(f"表{number}", head + inner + tail)(members)
        return pack(members)

    return make


def charts() -> bytes:
    """Very many sheets that are all the same chart."""
    members = parts()
    new_sheet("图", rows_xml(""))(members)
    text = members[RELATIONS].decode()
    members[RELATIONS] = re.sub('worksheet(" Target="worksheets/sheet62)', r"chartsheet\1", text).encode()
    again = "".join(f'<sheet name="图{n}" sheetId="{n}" r:id="rId62"/>' for n in range(100, 200_000))
    members[WORKBOOK] = members[WORKBOOK].replace(b"</sheets>", again.encode() + b"</sheets>")
    return pack(members)


def links() -> bytes:
    members = parts()
    again = "".join(f'<Relationship Id="x{n}" Type="t" Target="a{n}"/>' for n in range(200_000))
    members[RELATIONS] = members[RELATIONS].replace(b"</Rel", again.encode() + b"</Rel")
    return pack(members)


LARGE = "F-01 too_large"
LINE = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
NARROW = b'<row><c s="1"/></row>'
MERGE = b'<mergeCell ref="A1:B2"/>'
STYLE = b'<xf numFmtId="0"/>'
STRING = b"<si><t>a</t></si>"

BOMBS: tuple[Kind, ...] = (
    refused(
        "bomb-sheet",
        "a sheet that unpacks to 64 MB of blanks",
        with_member(TWO, lambda: b" " * 1_000_000, 64, HEAD, TAIL),
        LARGE,
        big=True,
    ),
    refused(
        "bomb-strings",
        "texts that unpack to 64 MB",
        with_member(
            STRINGS, lambda: b"<si><t>a</t></si>" * 10_000, 400, f'<sst xmlns="{MAIN}">'.encode(), b"</sst>"
        ),
        LARGE,
        big=True,
    ),
    refused(
        "bomb-one-string",
        "one text of 60 MB",
        with_member(
            STRINGS, lambda: b"a" * 1_000_000, 60, f'<sst xmlns="{MAIN}"><si><t>'.encode(), b"</t></si></sst>"
        ),
        LARGE,
        big=True,
    ),
    refused(
        "bomb-workbook-part",
        "a workbook part that unpacks to 64 MB",
        with_member(
            WORKBOOK, lambda: b" " * 1_000_000, 64, f'<workbook xmlns="{MAIN}">'.encode(), b"</workbook>"
        ),
        LARGE,
        big=True,
    ),
    Kind(
        "bomb-unused-picture",
        "a picture of 64 MB that is never unpacked",
        with_member("xl/media/a.bmp", lambda: b"\0" * 1_000_000, 64),
        big=True,
    ),
    refused("bomb-styled-rows", "a million styled rows of 20 cells", rows(1_000_000, 20), LARGE, big=True),
    refused(
        "bomb-styled-rows-narrow", "a million styled rows of one cell", rows(1_000_000, 1), LARGE, big=True
    ),
    Kind(
        "bomb-styled-rows-60k",
        "60 000 styled rows of 20 cells behind the table",
        behind(60_000, "ABCDEFGHIJKLMNOPQRST"),
        big=True,
    ),
    refused("bomb-cells", "a million filled cells", cells(1_000_000), LARGE, big=True),
    refused(
        "bomb-cells-on-many-sheets",
        "700 000 filled cells on five sheets, each within a sheet's limit",
        several(LINE * 1_400, 5),
        LARGE,
        big=True,
    ),
    refused(
        "bomb-all-merges",
        "700 000 merged ranges",
        several(MERGE * 700_000, 1, HEAD + b"</sheetData><mergeCells>", b"</mergeCells></worksheet>"),
        LARGE,
        big=True,
    ),
    refused(
        "bomb-all-styles",
        "2.5 million cell styles",
        edited(swap("xl/styles.xml", "</cellXfs>", (STYLE * 2_500_000).decode() + "</cellXfs>")),
        LARGE,
        big=True,
    ),
    refused("bomb-charts", "200 000 sheets that are one chart", charts, LARGE, big=True),
    refused("bomb-links", "200 000 relations", links, LARGE, big=True),
    Kind(
        "bomb-rows-within-limits",
        "240 000 styled rows of one cell without references: just within the limits",
        several(NARROW * 240_000, 1),
        big=True,
    ),
    Kind(
        "bomb-texts-within-limits",
        "190 000 texts: just within the limits",
        edited(swap(STRINGS, "</sst>", (STRING * 190_000).decode() + "</sst>")),
        big=True,
    ),
    Kind("bomb-styled-rows-700k", "700 000 styled rows of one cell", behind(700_000, "A"), big=True),
    Kind(
        "bomb-elements-within-limits",
        "700 000 unknown elements: just within the limits",
        several(b"<x/>" * 700_000, 1),
        big=True,
    ),
    Kind(
        "bomb-one-row-within-limits",
        "a row of 700 000 cells without references",
        several(b"<row>" + b"<c/>" * 700_000 + b"</row>", 1),
        big=True,
    ),
    refused("bomb-elements", "2 million unknown elements", several(b"<x/>" * 2_000_000, 1), LARGE, big=True),
    refused("bomb-sheets", "10 000 sheets", many_sheets, LARGE, big=True),
    refused("bomb-members", "20 000 members", members(20_000), LARGE, big=True),
    refused("bomb-directory", "60 000 members", members(60_000), LARGE, big=True),
    refused("bomb-deep", "400 000 elements inside each other", deep, LARGE, big=True),
    Kind(
        "bomb-attribute",
        "an attribute of 15 MB on a blank row",
        wide_attribute,
        ("F-04 empty 二、主动公开",),
        unknown("二"),
        big=True,
    ),
    Kind(
        "bomb-attributes",
        "a row with 200 000 attributes, and nothing else",
        many_attributes,
        ("F-04 empty 二、主动公开",),
        unknown("二"),
        big=True,
    ),
    refused("bomb-quadratic", "one long entity used 10 000 times", quadratic, "F-01 dtd", big=True),
    refused("bomb-file", "a file of 21 MB", lambda: b"PK\3\4" + b"\0" * 21_000_000, LARGE, big=True),
    Kind(
        "bomb-merges",
        "20 000 merged ranges",
        edited(
            lambda members: members.update(
                {
                    TWO: members[TWO].replace(
                        b"</mergeCells>",
                        b"".join(b'<mergeCell ref="X%d:Y%d"/>' % (n, n) for n in range(1, 20_001))
                        + b"</mergeCells>",
                    )
                }
            )
        ),
        big=True,
    ),
    Kind(
        "bomb-styles",
        "50 000 cell styles",
        edited(
            lambda members: members.update(
                {
                    "xl/styles.xml": members["xl/styles.xml"].replace(
                        b"</cellXfs>", b'<xf numFmtId="0" fontId="0"/>' * 50_000 + b"</cellXfs>"
                    )
                }
            )
        ),
        big=True,
    ),
    Kind(
        "bomb-theme",
        "a theme that is no XML and large",
        edited(put("xl/theme/theme1.xml", b"<" * 5_000_000)),
        big=True,
    ),
)
