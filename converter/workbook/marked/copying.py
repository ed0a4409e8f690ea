"""The returned copy of a workbook: 退回说明 in front, cells marked, open warnings ready to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from converter.form import Form
from converter.grid.cells import position
from converter.report.finding import Finding
from converter.system.zips import write_zip
from converter.workbook.marked import book, comments, reasons, sheets
from converter.workbook.marked.listing import ReturnSheetHead, return_sheet
from converter.workbook.marked.marks import SheetMarks, Unmarkable, in_order, marks_of
from converter.workbook.marked.package import Package, Relations, namespace, parse, serialized
from converter.workbook.marked.styles import NO_STYLES, Styles, with_our_styles
from converter.workbook.read.cells.unreadable import UnreadableFile

_KIND: Final = "application/vnd.openxmlformats-officedocument."
_SHEET, _STYLES, _COMMENTS = (
    f"{_KIND}spreadsheetml.{name}+xml" for name in ("worksheet", "styles", "comments")
)
_BOXES: Final = f"{_KIND}vmlDrawing"
_NO_MARKS: Final = SheetMarks({}, {})


class _Book(NamedTuple):
    """A workbook being marked. `part`: its list of sheets. `base`: how the kinds of relations begin."""

    package: Package
    part: str
    relations: Relations
    base: str
    styles: Styles


def marked_copy(content: bytes, findings: Sequence[Finding], head: ReturnSheetHead, form: Form) -> bytes:
    """A workbook with its errors and warnings marked. Unmarkable: it is too unusual to be patched."""
    package = Package(content)
    whole = next((relation for relation in Relations(package, "") if relation.kind == "officedocument"), None)
    if whole is None:
        raise Unmarkable("no workbook")
    part = whole.target
    root = parse(package.read(part))
    relations = Relations(package, part)
    of_book = _Book(package, part, relations, relations.base(), _styles(package, part, relations))
    listed = book.listed_sheets(root)
    kept = [sheet for sheet in listed if not book.is_return_sheet(sheet.name)]
    names = [sheet.name for sheet in kept]
    told = in_order(findings, names)
    try:
        entries = reasons.entries(content, told, names, form)
    except UnreadableFile as error:
        raise Unmarkable(str(error)) from error
    for sheet in listed:
        if sheet not in kept:
            _drop(of_book, sheet.key)
    for sheet in kept:
        marks = marks_of([found for found in told if found.sheet == sheet.name])
        _mark(of_book, sheet.key, marks, entries if sheet.name == reasons.reasons_sheet(form) else ())
    first = return_sheet(told, head, frozenset(names), of_book.styles, namespace(root)[1:-1])
    key = _added(of_book, "worksheets/sheet{}.xml", first.part, _SHEET, "worksheet")
    book.put_first(root, key, of_book.base, first.heads, head.mark)
    package.write(part, serialized(root))
    return write_zip(package.members())


def _styles(package: Package, part: str, relations: Relations) -> Styles:
    """The styles of the workbook with ours, written into the package."""
    found = relations.of("styles")
    is_there = found is not None and package.has(found.target)
    styles = with_our_styles(package.read(found.target) if found is not None and is_there else NO_STYLES)
    name = package.unused(f"{_folder(part)}styles{{}}.xml") if found is None else found.target
    package.write(name, styles.part)
    if not is_there:
        package.declare(_STYLES, name)
    if found is None:
        relations.add(f"{relations.base()}/styles", name)
    return styles


def _folder(part: str) -> str:
    return part[: part.rfind("/") + 1]


def _added(of_book: _Book, pattern: str, data: bytes, kind: str, relation: str) -> str:
    """Add a part to the workbook; the id of its relation."""
    name = of_book.package.unused(f"{_folder(of_book.part)}{pattern}")
    of_book.package.write(name, data)
    of_book.package.declare(kind, name)
    return of_book.relations.add(f"{of_book.base}/{relation}", name)


def _drop(of_book: _Book, key: str) -> None:
    """Take an earlier 退回说明 away; the order of computing too, where a formula stood on it."""
    package, relations = of_book.package, of_book.relations
    part = relations.to(key)
    if not package.has(part):
        return
    order = relations.of("calcchain")
    if order is not None and b"<f" in package.read(part) and package.has(order.target):
        package.remove(order.target)
        relations.remove(order.key)
    package.remove(part)
    relations.remove(key)


def _mark(of_book: _Book, key: str, marks: SheetMarks, entries: Iterable[reasons.Entry]) -> None:
    """Mark a sheet, and take the marks of an earlier copy away; one without either stays as it is."""
    package = of_book.package
    part = of_book.relations.to(key)
    data = package.read(part)
    relations = Relations(package, part)
    had_comments = relations.of("comments") is not None
    if marks == _NO_MARKS and not entries and not had_comments and not sheets.may_be_marked(data):
        return
    sheet = sheets.open_sheet(data, with_rows=bool(entries))
    changed = sheets.clean(sheet.root) or bool(entries) or bool(marks.cells)
    sheets.colour(sheet.root, marks.cells, of_book.styles.colours)
    reasons.enter(sheet.root, entries)
    if marks.sentences or had_comments:
        covered = sheets.covered(sheet.root)
        said = {at: words for at, words in marks.sentences.items() if position(at) not in covered}
        changed = _comment(of_book, part, relations, sheet, said) or changed
    if changed:
        package.write(part, sheets.closed(sheet))


def _comment(
    of_book: _Book,
    part: str,
    relations: Relations,
    sheet: sheets.OpenSheet,
    said: Mapping[str, Sequence[str]],
) -> bool:
    """Say at cells what is wrong there; whether the sheet's own part changes by that."""
    package, main = of_book.package, namespace(sheet.root)[1:-1]
    there = relations.of("comments")
    before = package.read(there.target) if there is not None else None
    made = comments.with_our_comments(before, main, said)
    if not made.boxes and not made.without:
        return False
    if made.part is None:
        if there is not None:
            package.remove(there.target)
            relations.remove(there.key)
    elif there is not None:
        package.write(there.target, made.part)
    else:
        name = package.unused(f"{_folder(of_book.part)}comments{{}}.xml")
        package.write(name, made.part)
        package.declare(_COMMENTS, name)
        relations.add(f"{of_book.base}/comments", name)
    return _draw_boxes(of_book, relations, sheet, made)


def _draw_boxes(
    of_book: _Book, relations: Relations, sheet: sheets.OpenSheet, made: comments.Comments
) -> bool:
    """Draw the boxes of comments; whether the sheet leads to them otherwise than before."""
    package = of_book.package
    key = sheets.drawing_key(sheet.root)
    there = relations.to(key) if key else ""
    before = package.read(there) if there else comments.NO_BOXES
    boxes = comments.with_our_boxes(before, made.boxes, made.without)
    if there and boxes is not None:
        package.write(there, boxes)
        return False
    if there:
        package.remove(there)
        relations.remove(key)
        sheets.link_drawing(sheet.root, "", of_book.base)
    elif boxes is not None:
        name = package.unused(f"{_folder(of_book.part)}drawings/vmlDrawing{{}}.vml")
        package.write(name, boxes)
        package.declare(_BOXES, extension="vml")
        key = relations.add(f"{of_book.base}/vmlDrawing", name)
        sheets.link_drawing(sheet.root, key, of_book.base)
    return bool(there) or boxes is not None
