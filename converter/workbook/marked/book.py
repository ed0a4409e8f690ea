"""The list of sheets of an agency's workbook: 退回说明 comes first and is shown; names move along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from converter.report.correction import MARK_NAME
from converter.workbook.layout.workbook_layout import RETURN_SHEET
from converter.workbook.marked.listing import PRINT_TITLES
from converter.workbook.marked.package import namespace, place

_ORDER: Final = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
_OURS: Final = (MARK_NAME, "_xlnm.Print_Titles")


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it: name, the id of its relation, its own number."""

    name: str
    key: str
    number: str


def listed_sheets(root: etree._Element) -> list[ListedSheet]:
    """The sheets in their order."""
    return [
        ListedSheet(sheet.get("name", ""), _key(sheet), sheet.get("sheetId", ""))
        for sheet in root.iterfind(f"{namespace(root)}sheets/{namespace(root)}sheet")
    ]


def _key(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.items() if str(key).rpartition("}")[2] == "id"), "")


def put_first(root: etree._Element, key: str, base: str, heads: int, mark: Sequence[str]) -> None:
    """List 退回说明 as the first sheet, in place of earlier ones, and show it.

    `key`: the id of its relation. `base`: the namespace of such ids. `heads`: the row of its heads. `mark`:
    the codes of what is returned.
    """
    main = namespace(root)
    sheets = root.find(f"{main}sheets")
    assert sheets is not None  # the reader found sheets
    moved: dict[str, str] = {}
    for number, sheet in enumerate(list(sheets)):
        if is_return_sheet(sheet.get("name", "")):
            sheets.remove(sheet)
        else:
            moved[str(number)] = str(len(moved) + 1)
    numbers = (sheet.get("sheetId", "") for sheet in sheets)
    own = max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
    first = etree.Element(f"{main}sheet", name=RETURN_SHEET, sheetId=str(own), nsmap={"r": base})
    first.set(f"{{{base}}}id", key)
    sheets.insert(0, first)
    for view in root.iterfind(f"{main}bookViews/{main}workbookView"):
        for name in ("activeTab", "firstSheet"):
            view.attrib.pop(name, "")
    _move_names(root, moved)
    _name(root, "_xlnm.Print_Titles", PRINT_TITLES.format(heads), localSheetId="0")
    if mark:
        _name(root, MARK_NAME, f'"{" ".join(mark)}"', hidden="1")
    calculation = root.find(f"{main}calcPr")
    if calculation is None:
        calculation = etree.Element(f"{main}calcPr")
        place(root, calculation, _ORDER)
    calculation.set("fullCalcOnLoad", "1")  # formulas may speak of the warnings entered


def is_return_sheet(name: str) -> bool:
    """Whether a sheet of this name is 退回说明."""
    return name.strip() == RETURN_SHEET


def _move_names(root: etree._Element, moved: Mapping[str, str]) -> None:
    """Names of one sheet say by its place which; those of sheets that are gone go, and an earlier mark."""
    main = namespace(root)
    names = root.find(f"{main}definedNames")
    if names is None:
        return
    for name in list(names):
        sheet = name.get("localSheetId")
        if name.get("name") == MARK_NAME or (sheet is not None and sheet not in moved):
            names.remove(name)
        elif sheet is not None:
            name.set("localSheetId", moved[sheet])


def _name(root: etree._Element, name: str, value: str, **more: str) -> None:
    main = namespace(root)
    names = root.find(f"{main}definedNames")
    if names is None:
        names = etree.Element(f"{main}definedNames")
        place(root, names, _ORDER)
    etree.SubElement(names, f"{main}definedName", {"name": name, **more}).text = value
