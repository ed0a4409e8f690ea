"""The zip file and its XML: parts missing, doubled, renamed, rewritten, attacked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from tests.corpus.harm import (
    CONTENT_TYPES,
    MAIN,
    OFFICE,
    RELATIONS,
    STRINGS,
    STYLES,
    THREE,
    TWO,
    WORKBOOK,
    Edit,
    Parts,
    cell,
    drop,
    edited,
    extra_cell,
    new_sheet,
    pack,
    parts,
    put,
    rename,
    rows_xml,
    sound,
    swap,
)
from tests.corpus.kind import Kind, refused, unknown

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'


def doctype(part: str, text: str) -> Edit:
    return swap(part, XML, XML + text, 1)


def every_xml(change: Callable[[str], str]) -> Edit:
    def edit(members: Parts) -> None:
        for name in members:
            if name.endswith((".xml", ".rels")):
                members[name] = change(members[name].decode()).encode()

    return edit


def recoded(part: str, encoding: str) -> Edit:
    def edit(members: Parts) -> None:
        text = members[part].decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
        members[part] = text.encode(encoding)

    return edit


def prefixed(part: str) -> Edit:
    """Every element of a part with a prefix, as some programs write."""

    def edit(members: Parts) -> None:
        text = members[part].decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        members[part] = re.sub(r"<(/?)(?=[a-zA-Z])(?!x:)", r"<\1x:", text).encode()

    return edit


def without_references(part: str) -> Edit:
    """No r attributes at all is legal: cells then follow each other; blanks keep their places."""

    def edit(members: Parts) -> None:
        text = members[part].decode()
        rows = []
        for number, row in re.findall(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', text):
            found = {m[1]: m[0] for m in re.finditer(r'<c r="([A-Z]+)\d+".*?(?:/>|</c>)', row)}
            line = [
                re.sub(r' r="[A-Z]+\d+"', "", found.get(letter, "<c/>"), count=1) for letter in "ABCDEFGHIJK"
            ]
            rows.append((int(number), "".join(line)))
        filled = dict(rows)
        data = "".join(f"<row>{filled.get(number, '')}</row>" for number in range(1, max(filled) + 1))
        members[part] = re.sub("<sheetData>.*</sheetData>", f"<sheetData>{data}</sheetData>", text).encode()

    return edit


def streamed() -> bytes:
    """A zip file written without knowing sizes beforehand (data descriptors), parts in odd order."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in reversed(parts().items()):
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return bytes(pipe.data)


def stored() -> bytes:
    """Nothing is compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts().items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return file.getvalue()


def bad_checksum() -> bytes:
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        crc = archive.getinfo(THREE).CRC
    return sound().replace(crc.to_bytes(4, "little"), (crc ^ 1).to_bytes(4, "little"))


def lying_size() -> bytes:
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        size = archive.getinfo(THREE).file_size
    return sound().replace(size.to_bytes(4, "little"), (size - 9).to_bytes(4, "little"))


def encrypted_member() -> bytes:
    """Every member says that it has a password (the flag alone)."""
    harmed = bytearray(sound())
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = harmed.find(mark)
        while start >= 0:
            harmed[start + at] |= 1
            start = harmed.find(mark, start + 4)
    return bytes(harmed)


def twice(name: str, change: Callable[[bytes], bytes] = lambda data: data) -> Callable[[], bytes]:
    return lambda: pack([*parts().items(), (name, change(parts()[name]))])


def cell_again(at: str) -> Edit:
    """The same cell once more at the end of its row, with another number."""

    def edit(members: Parts) -> None:
        text = members[TWO].decode()
        found = re.search(rf'<c r="{at}"[^>]*>.*?</c>', text)
        assert found
        again = re.sub("<v>.*</v>", "<v>9</v>", found[0])
        members[TWO] = (text[: found.end()] + again + text[found.end() :]).encode()

    return edit


def relation(kind: str, target: str, mode: str = "") -> Edit:
    own = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return swap(RELATIONS, "</Relationships>", f"{own}</Relationships>")


def targets(change: Callable[[str], str]) -> Edit:
    def edit(members: Parts) -> None:
        text = members[RELATIONS].decode()
        members[RELATIONS] = re.sub('Target="([^"]*)"', lambda m: f'Target="{change(m[1])}"', text).encode()

    return edit


def external_sheet(members: Parts) -> None:
    text = members[RELATIONS].decode()
    members[RELATIONS] = text.replace(
        'Target="worksheets/sheet4.xml"', 'Target="http://127.0.0.1:9/sheet4.xml" TargetMode="External"'
    ).encode()


def strict(text: str) -> str:
    return text.replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT_OFFICE)


PACKAGES: tuple[Kind, ...] = (
    refused("zip-no-workbook", "the workbook part is missing", edited(drop(WORKBOOK)), "F-01 damaged"),
    refused(
        "zip-no-relations",
        "the relations of the workbook are missing",
        edited(drop(RELATIONS)),
        "F-01 damaged",
    ),
    refused(
        "zip-no-root-relations",
        "the relations of the package are missing",
        edited(drop("_rels/.rels")),
        "F-01 damaged",
    ),
    refused("zip-no-sheet", "the part of a sheet is missing", edited(drop(THREE)), "F-01 damaged"),
    refused("zip-no-sharedstrings", "the texts are missing", edited(drop(STRINGS)), "F-01 damaged"),
    Kind("zip-no-styles", "the styles are missing", edited(drop(STYLES))),
    Kind(
        "zip-no-theme",
        "theme and properties are missing",
        edited(drop("xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml")),
    ),
    refused("zip-bad-crc", "the checksum of a sheet is wrong", bad_checksum, "F-01 damaged"),
    refused("zip-lying-size", "a sheet says that it is shorter", lying_size, "F-01 damaged"),
    refused("zip-encrypted-members", "each member has a zip password", encrypted_member, "F-01 password"),
    refused(
        "zip-dup-sheet",
        "a sheet stands in the archive twice, with other numbers",
        twice(THREE, lambda data: data.replace(b"<v>5<", b"<v>6<")),
        "F-01 duplicate_part",
    ),
    refused("zip-dup-strings", "the texts stand there twice", twice(STRINGS), "F-01 duplicate_part"),
    Kind("zip-dup-theme", "a part that is not read stands there twice", twice("xl/theme/theme1.xml")),
    Kind("zip-member-traversal", "a member ../../evil", edited(put("../../evil.txt", b"x"))),
    Kind(
        "zip-unknown-members",
        "parts that nobody knows, as WPS adds for pictures in cells",
        edited(
            put("xl/cellimages.xml", b"<x/>"),
            put("customXml/item1.xml", b"<x/>"),
            relation("cellImage", "cellimages.xml"),
        ),
    ),
    Kind("zip-streamed", "written as a stream, members in reverse order", streamed),
    Kind("zip-stored", "nothing is compressed", stored),
    Kind("zip-comment", "a comment on the archive", lambda: sound()[:-2] + b"\x05\0hello"),
    Kind("zip-part-case", "part names in other case", edited(rename(THREE, "XL/Worksheets/SHEET4.xml"))),
    Kind(
        "zip-backslash",
        "backslashes in part names",
        edited(rename(THREE, "xl\\worksheets\\sheet4.xml"), rename(STRINGS, "xl\\sharedStrings.xml")),
    ),
    Kind(
        "zip-absolute-targets",
        "relations with absolute names",
        edited(targets(lambda target: f"/xl/{target}")),
    ),
    Kind("zip-dotted-targets", "relations with ./ in front", edited(targets(lambda target: f"./{target}"))),
    Kind(
        "zip-shuffled-names",
        "sheets in parts of other numbers",
        edited(
            rename(THREE, "xl/worksheets/a.xml"),
            rename(TWO, "xl/worksheets/b.xml"),
            swap(RELATIONS, "worksheets/sheet4.xml", "worksheets/a.xml"),
            swap(RELATIONS, "worksheets/sheet3.xml", "worksheets/b.xml"),
        ),
    ),
    refused(
        "zip-shared-part",
        "two sheets on one part",
        edited(swap(RELATIONS, "worksheets/sheet4.xml", "worksheets/sheet3.xml")),
        "F-01 damaged",
    ),
    refused(
        "zip-external-sheet", "a sheet that lies at a web address", edited(external_sheet), "F-01 damaged"
    ),
    Kind(
        "zip-external-link",
        "links to other workbooks and to a web page",
        edited(
            put("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
            relation("externalLink", "externalLinks/externalLink1.xml"),
            relation("hyperlink", "http://127.0.0.1:9/", ' TargetMode="External"'),
        ),
    ),
    Kind(
        "zip-macros",
        "macros (never run)",
        edited(
            put("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 900),
            relation("vbaProject", "vbaProject.bin"),
        ),
    ),
    Kind(
        "zip-odd-kinds",
        "content types that say something else",
        edited(swap(CONTENT_TYPES, "worksheet+xml", "chart+xml")),
    ),
    refused(
        "zip-no-sheets",
        "a workbook without sheets",
        edited(put(WORKBOOK, f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode())),
        "F-01 no_sheets",
    ),
    refused(
        "xml-billion-laughs", "entities of entities in a sheet", edited(doctype(TWO, LAUGHS)), "F-01 dtd"
    ),
    refused(
        "xml-laughs-in-strings",
        "entities of entities in the texts",
        edited(doctype(STRINGS, LAUGHS)),
        "F-01 dtd",
    ),
    refused(
        "xml-laughs-in-workbook",
        "entities of entities in the workbook part",
        edited(doctype(WORKBOOK, LAUGHS)),
        "F-01 dtd",
    ),
    refused(
        "xml-laughs-in-styles",
        "entities of entities in the styles",
        edited(doctype(STYLES, LAUGHS)),
        "F-01 dtd",
    ),
    refused(
        "xml-laughs-in-relations",
        "entities of entities in the relations",
        edited(doctype(RELATIONS, LAUGHS)),
        "F-01 dtd",
    ),
    refused(
        "xml-outside-entity",
        "an entity that reads a file of this computer",
        edited(doctype(TWO, OUTSIDE)),
        "F-01 dtd",
    ),
    refused("xml-remote-dtd", "a DTD at a web address", edited(doctype(TWO, REMOTE)), "F-01 dtd"),
    refused(
        "xml-empty-doctype",
        "a DOCTYPE that does nothing",
        edited(doctype(TWO, "<!DOCTYPE worksheet>")),
        "F-01 dtd",
    ),
    refused(
        "xml-control-byte",
        "a raw control character",
        edited(swap(STRINGS, "青禾县", "青\x01禾县")),
        "F-01 damaged",
    ),
    refused(
        "xml-bad-utf8",
        "a byte that is no UTF-8",
        edited(
            lambda members: members.update({STRINGS: members[STRINGS].replace("青禾".encode(), b"\xff\xfe")})
        ),
        "F-01 damaged",
    ),
    refused(
        "xml-truncated",
        "a sheet whose XML breaks off",
        edited(lambda members: members.update({TWO: members[TWO][:5000]})),
        "F-01 damaged",
    ),
    refused("xml-empty-part", "a sheet of 0 bytes", edited(put(TWO, b"")), "F-01 damaged"),
    refused("xml-other-root", "a sheet that is something else", edited(put(TWO, b"<html/>")), "F-01 damaged"),
    refused(
        "xml-undefined-entity",
        "an entity that nobody defined",
        edited(swap(STRINGS, "青禾县", "&nbsp;青禾县")),
        "F-01 damaged",
    ),
    refused(
        "xml-tag-in-value",
        "an element inside a number",
        edited(cell("C12", "<v>34<x/>5</v>")),
        "F-01 damaged",
    ),
    refused(
        "xml-bad-reference", "a cell without a row", edited(swap(TWO, 'r="C12"', 'r="C"')), "F-01 damaged"
    ),
    Kind("xml-comment-in-value", "a comment inside a number", edited(cell("C12", "<v>3<!-- x -->45</v>"))),
    Kind(
        "xml-cdata-in-value", "a CDATA section inside a number", edited(cell("C12", "<v><![CDATA[345]]></v>"))
    ),
    Kind(
        "xml-blanks-in-value", "blanks and line breaks around a number", edited(cell("C12", "<v> 345\n</v>"))
    ),
    Kind(
        "xml-character-reference", "a digit as a character reference", edited(cell("C12", "<v>3&#52;5</v>"))
    ),
    Kind("xml-exponent", "a number as 3.45E2", edited(cell("C12", "<v>3.45E2</v>"))),
    Kind("xml-utf-16", "a sheet in UTF-16", edited(recoded(TWO, "UTF-16"))),
    Kind("xml-gb18030", "the texts in GB18030", edited(recoded(STRINGS, "GB18030"))),
    Kind(
        "xml-byte-order-mark",
        "a byte order mark in front of each part",
        edited(every_xml(lambda text: f"\ufeff{text}")),
    ),
    Kind("xml-prefixed", "a prefix on every element of a sheet", edited(prefixed(TWO))),
    Kind("xml-strict", "a Strict Open XML workbook", edited(every_xml(strict))),
    Kind("xml-no-references", "cells and rows without references", edited(without_references(THREE))),
    Kind(
        "xml-unknown-extensions",
        "extensions of the future",
        edited(swap(TWO, "<sheetData>", '<x14:y xmlns:x14="urn:x"/><sheetData>')),
    ),
    Kind(
        "xml-dimension-lies",
        "<dimension> says A1, as WPS writes",
        edited(
            lambda members: members.update(
                {TWO: re.sub(b'<dimension ref="[^"]*"', b'<dimension ref="A1"', members[TWO])}
            )
        ),
    ),
    Kind(
        "xml-dimension-garbage",
        "<dimension> says nonsense",
        edited(
            lambda members: members.update(
                {TWO: re.sub(b'<dimension ref="[^"]*"', b'<dimension ref="??"', members[TWO])}
            )
        ),
    ),
    Kind(
        "xml-rows-reversed",
        "rows in reverse order",
        edited(
            lambda members: members.update(
                {
                    TWO: re.sub(
                        b"<sheetData>(.*)</sheetData>",
                        lambda m: (
                            b"<sheetData>"
                            + b"".join(reversed(re.findall(b"<row .*?</row>|<row [^>]*/>", m[1])))
                            + b"</sheetData>"
                        ),
                        members[TWO],
                    )
                }
            )
        ),
    ),
    Kind(
        "xml-bad-validation",
        "a data validation that is none",
        edited(swap(TWO, "<dataValidation ", '<dataValidation bad="x" ', 1)),
    ),
    Kind("xml-styles-broken", "styles that are no XML", edited(put(STYLES, b"<styleSheet><fonts>"))),
    Kind("xml-style-index", "a style that is not there", edited(cell("C12", "<v>345</v>", style="9999"))),
    Kind(
        "xml-dup-cell",
        "one cell twice, with two numbers",
        edited(cell_again("C12")),
        ("F-07 二、主动公开!C12",),
    ),
    Kind(
        "xml-dup-value",
        "two values in one cell",
        edited(cell("C12", "<v>345</v><v>9</v>")),
        ("F-07 二、主动公开!C12",),
    ),
    Kind("xml-dup-row", "one row twice", edited(extra_cell("C12", "<v>9</v>")), ("F-07 二、主动公开!C12",)),
    Kind(
        "xml-string-index",
        "a text that is not there",
        edited(cell("C12", "<v>99999</v>", "s")),
        ("A-09 error 二、主动公开!C12",),
        {"二.r3.c1": None},
    ),
    Kind(
        "xml-string-index-minus",
        "the text number -1",
        edited(cell("C12", "<v>-1</v>", "s")),
        ("A-09 error 二、主动公开!C12",),
        {"二.r3.c1": None},
    ),
    Kind(
        "xml-unknown-type",
        "a type that nobody knows",
        edited(cell("C12", "<v>345</v>", "zzz")),
        ("A-09 error 二、主动公开!C12",),
        {"二.r3.c1": None},
    ),
    Kind(
        "xml-chart-sheet",
        "a section's sheet is a chart",
        edited(
            swap(
                RELATIONS,
                f'{OFFICE}/worksheet" Target="worksheets/sheet4.xml"',
                f'{OFFICE}/chartsheet" Target="worksheets/sheet4.xml"',
            )
        ),
        ("F-04 empty 三、依申请公开",),
        unknown("三"),
    ),
    Kind(
        "xml-extra-chart-sheet",
        "a chart on a sheet of its own",
        edited(
            new_sheet("图表", rows_xml("")),
            swap(
                RELATIONS,
                f'{OFFICE}/worksheet" Target="worksheets/sheet62.xml"',
                f'{OFFICE}/chartsheet" Target="worksheets/sheet62.xml"',
            ),
        ),
    ),
)
