"""The sound workbook of the corpus, and ways to harm it: parts, sheets, rows, columns, cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from xml.sax.saxutils import escape

from lxml import etree

from converter.report.report import Report
from tests.reports import report
from tests.workbooks import fill_workbook

Parts = dict[str, bytes]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK, RELATIONS, STRINGS, STYLES = (
    "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
)  # fmt: skip
HOME, ONE, TWO, THREE, FOUR, FIVE, SIX, REASONS, GUIDE, IDENTITY = (
    f"xl/worksheets/sheet{number}.xml" for number in range(1, 11)
)
_CELL = re.compile("([A-Z]+)([0-9]+)")


def sound_report() -> Report:
    """What the sound workbook says."""
    return report(texts=TEXTS)


TEXTS = {
    "总述": ("全年工作平稳。",),
    "存在的主要问题": ("公开形式不够多样。",),
    "改进情况": ("丰富公开形式。",),
    "信息处理费情况": ("本年度没有发出收费通知，未收取信息处理费。",),
}
"""Its texts: few, because the corpus is about files, not about what texts say."""


@cache
def sound() -> bytes:
    """The sound workbook: a filled template with nothing wrong."""
    return fill_workbook(sound_report())


@cache
def _unpacked() -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def parts() -> Parts:
    """The members of the sound workbook by name."""
    return dict(_unpacked())


def pack(members: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """A zip archive of some members; a list may hold a name twice."""
    file = io.BytesIO()
    pairs = members if isinstance(members, list) else list(members.items())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name twice is meant
        for name, data in pairs:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()


Edit = Callable[[Parts], None]


def edited(*edits: Edit) -> Callable[[], bytes]:
    """The sound workbook after some edits, made when it is asked for."""

    def make() -> bytes:
        members = parts()
        for edit in edits:
            edit(members)
        return pack(members)

    return make


def swap(part: str, old: str, new: str, count: int = -1) -> Edit:
    """Replace a text in a part; it must be there."""

    def edit(members: Parts) -> None:
        text = members[part].decode()
        assert old in text, (part, old)
        members[part] = text.replace(old, new, count).encode()

    return edit


def put(part: str, data: bytes) -> Edit:
    """Set a part."""
    return partial(_put, part, data)


def _put(part: str, data: bytes, members: Parts) -> None:
    members[part] = data


def drop(*names: str) -> Edit:
    """Drop parts."""

    def edit(members: Parts) -> None:
        for name in names:
            del members[name]

    return edit


def rename(old: str, new: str) -> Edit:
    """Give a part another name."""

    def edit(members: Parts) -> None:
        members[new] = members.pop(old)

    return edit


# Cells


def cell(at: str, inner: str, kind: str = "", sheet: str = TWO, style: str | None = None) -> Edit:
    """Set what stands in a cell, as XML; its style stays unless given."""

    def edit(members: Parts) -> None:
        text = members[sheet].decode()
        found = re.search(rf'<c r="{at}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', text)
        assert found, (sheet, at)
        own = (found[1] or "") if style is None else f' s="{style}"'
        mark = f' t="{kind}"' if kind else ""
        new = f'<c r="{at}"{own}{mark}>{inner}</c>'
        members[sheet] = (text[: found.start()] + new + text[found.end() :]).encode()

    return edit


def number(at: str, value: str, sheet: str = TWO, style: str | None = None) -> Edit:
    """Set a cell to a stored number."""
    return cell(at, f"<v>{value}</v>", sheet=sheet, style=style)


def words(at: str, value: str, sheet: str = TWO) -> Edit:
    """Set a cell to a text."""
    return cell(at, f'<is><t xml:space="preserve">{escape(value)}</t></is>', "inlineStr", sheet)


def blank(at: str, sheet: str = TWO) -> Edit:
    """Clear a cell."""
    return cell(at, "", sheet=sheet)


def extra_cell(at: str, inner: str, sheet: str = TWO) -> Edit:
    """Add a cell in a row of its own at the end of the sheet's data."""
    row = at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return swap(sheet, "</sheetData>", f'<row r="{row}"><c r="{at}">{inner}</c></row></sheetData>')


def styled(code: str, font: str = "", number_id: int = 199) -> tuple[Edit, str]:
    """A new cell style with a number format and a font; the edit, and the style's index."""
    text = parts()[STYLES].decode()
    inner = text[text.index("<cellXfs") : text.index("</cellXfs>")]
    index, fonts = inner.count("<xf "), text[text.index("<fonts") : text.index("</fonts>")].count("<font>")

    def edit(members: Parts) -> None:
        text = members[STYLES].decode()
        own = f'<numFmt numFmtId="{number_id}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        if "</numFmts>" in text:
            text = text.replace("</numFmts>", f"{own}</numFmts>")
        else:
            text = text.replace("<fonts", f"<numFmts>{own}</numFmts><fonts", 1)
        text = text.replace("</fonts>", f"<font>{font}</font></fonts>")
        style = f'<xf numFmtId="{number_id if code else 0}" fontId="{fonts}" applyNumberFormat="1"/>'
        members[STYLES] = text.replace("</cellXfs>", f"{style}</cellXfs>").encode()

    return edit, str(index)


# Rows and columns


def moved(sheet: str, row: int = 0, rows: int = 0, column: int = 0, columns: int = 0) -> Edit:
    """Shift everything from a row (or column) on by some; what falls out by a negative number is deleted."""

    def place(reference: str) -> str | None:
        found = _CELL.fullmatch(reference)
        assert found
        down, right = int(found[2]), _index(found[1])
        if row and rows < 0 and row <= down < row - rows:
            return None
        if column and columns < 0 and column <= right < column - columns:
            return None
        down += rows if row and down >= row else 0
        right += columns if column and right >= column else 0
        return f"{_letters(right)}{down}"

    def edit(members: Parts) -> None:
        tree = etree.fromstring(members[sheet])
        for line in list(tree.iter(f"{{{MAIN}}}row")):
            for item in list(line):
                new = place(item.get("r", ""))
                if new is None:
                    line.remove(item)
                else:
                    item.set("r", new)
            own = place(f"XFA{line.get('r')}")
            if own is None:
                line.getparent().remove(line)  # type: ignore[union-attr]
            else:
                line.set("r", own.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for merge in list(tree.iter(f"{{{MAIN}}}mergeCell")):
            ends = [place(end) for end in merge.get("ref", "").split(":")]
            if None in ends:
                merge.getparent().remove(merge)  # type: ignore[union-attr]
            else:
                merge.set("ref", ":".join(map(str, ends)))
        members[sheet] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    return edit


def _index(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def _letters(index: int) -> str:
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def swapped_rows(sheet: str, one: int, other: int) -> Edit:
    """Let two rows change places."""

    def edit(members: Parts) -> None:
        text = members[sheet].decode()
        for here, there, mark in ((one, other, "@"), (other, one, "#")):
            row = re.search(rf'<row r="{here}".*?</row>', text)
            assert row
            new = re.sub(rf'r="([A-Z]*){here}"', rf'r="\g<1>{mark}{there}"', row[0])
            text = text.replace(row[0], new)
        members[sheet] = re.sub(r'r="([A-Z]*)[@#](\d+)"', r'r="\1\2"', text).encode()

    return edit


def merged(sheet: str, ref: str) -> Edit:
    """Merge a range, as a program does: only the first cell keeps its content."""
    return swap(sheet, "</mergeCells>", f'<mergeCell ref="{ref}"/></mergeCells>')


# Sheets


def sheet_name(old: str, new: str) -> Edit:
    """Rename a sheet."""
    return swap(WORKBOOK, f'<sheet name="{old}"', f'<sheet name="{new}"')


def without_sheet(*names: str) -> Edit:
    """Delete sheets from the workbook."""

    def edit(members: Parts) -> None:
        text = members[WORKBOOK].decode()
        for name in names:
            text, count = re.subn(rf'<sheet name="{re.escape(name)}"[^>]*/>', "", text)
            assert count == 1, name
        members[WORKBOOK] = re.sub("<definedNames>.*</definedNames>", "", text).encode()

    return edit


def new_sheet(name: str, data: bytes | str, state: str = "") -> Edit:
    """Add a sheet at the end: its XML, or the part whose copy it is."""

    def edit(members: Parts) -> None:
        number = 50 + sum(member.startswith("xl/worksheets/") for member in members)
        part = f"worksheets/sheet{number}.xml"
        members[f"xl/{part}"] = members[data] if isinstance(data, str) else data
        mark = f' state="{state}"' if state else ""
        swap(
            WORKBOOK,
            "</sheets>",
            f'<sheet name="{name}" sheetId="{number}"{mark} r:id="rId{number}"/></sheets>',
        )(members)
        relation = f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="{part}"/>'
        swap(RELATIONS, "</Relationships>", f"{relation}</Relationships>")(members)

    return edit


def rows_xml(rows: str) -> bytes:
    """A worksheet of some rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
