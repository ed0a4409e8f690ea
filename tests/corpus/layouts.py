"""Sheets, rows and columns: moved, copied, renamed, hidden, cut, merged, retyped."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable

from openpyxl import Workbook

from converter.form import FORM, Table, printed
from converter.form.editions import labels_2019
from tests.corpus.harm import (
    FIVE,
    FOUR,
    HOME,
    IDENTITY,
    ONE,
    REASONS,
    SIX,
    THREE,
    TWO,
    WORKBOOK,
    Edit,
    Parts,
    blank,
    cell,
    edited,
    extra_cell,
    merged,
    moved,
    new_sheet,
    rows_xml,
    sheet_name,
    sound_report,
    swap,
    swapped_rows,
    without_sheet,
    words,
)
from tests.corpus.kind import Kind, refused, unknown

PRINTED = tuple(table for table in FORM.tables.values() if table.printed)
HIDDEN = ("标识", "核对", "预览")
NOTHING = rows_xml("")
NOTE = rows_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>草稿，勿看</t></is></c></row>')


def cleared(sheet: str, pattern: str) -> Edit:
    """Clear the cells whose references match."""

    def edit(members: Parts) -> None:
        text = members[sheet].decode()
        members[sheet] = re.sub(rf'(<c r="(?:{pattern})"[^>]*?)(?:/>|>.*?</c>)', r"\1/>", text).encode()

    return edit


def contents_swapped(sheet: str, *pairs: tuple[str, str]) -> Edit:
    """Let what stands in two cells change places; their styles stay."""

    def edit(members: Parts) -> None:
        text = members[sheet].decode()
        for pair in pairs:
            one, other = (re.search(rf'<c r="{at}"( s="\d+")?([^>]*?)(/>|>.*?</c>)', text) for at in pair)
            assert one, pair
            assert other, pair
            new = {
                here[0]: f'<c r="{at}"{here[1] or ""}{there[2]}{there[3]}'
                for at, here, there in ((pair[0], one, other), (pair[1], other, one))
            }
            for old in new:
                text = text.replace(old, f"@{old}@")
            for old, made in new.items():
                text = text.replace(f"@{old}@", made)
        members[sheet] = text.encode()

    return edit


def every_sheet(edit: Callable[[str], Edit]) -> Edit:
    def run(members: Parts) -> None:
        for number in range(1, 9):
            edit(f"xl/worksheets/sheet{number}.xml")(members)

    return run


def reordered(members: Parts) -> None:
    text = members[WORKBOOK].decode()
    sheets = re.findall("<sheet [^>]*/>", text)
    text = re.sub("<definedNames>.*</definedNames>", "", text)
    members[WORKBOOK] = re.sub(
        "<sheets>.*</sheets>", f"<sheets>{''.join(reversed(sheets))}</sheets>", text
    ).encode()


def names_swapped(members: Parts) -> None:
    text = members[WORKBOOK].decode()
    for old, new in (("三、依申请公开", "@"), ("四、复议诉讼", "三、依申请公开"), ("@", "四、复议诉讼")):
        text = text.replace(f'name="{old}"', f'name="{new}"')
    members[WORKBOOK] = text.encode()


def parts_swapped(members: Parts) -> None:
    members[THREE], members[FOUR] = members[FOUR], members[THREE]


def labels_by(change: Callable[[str], str]) -> Edit:
    """Change the printed labels among the texts of the file."""

    def edit(members: Parts) -> None:
        text = members["xl/sharedStrings.xml"].decode()
        members["xl/sharedStrings.xml"] = re.sub(
            ">([^<>]+)</t>", lambda m: f">{change(m[1])}</t>", text
        ).encode()

    return edit


def half_width(text: str) -> str:
    if text in ("（一）予以公开", "1.属于国家秘密", "（七）总计") or "三安全" in text:
        return (
            text.replace("（", "(")
            .replace("）", " )")
            .replace("1.", "１、")
            .replace("“", "&quot;")
            .replace("”", "&quot;")
        )
    return text


def row_copied(row: int, to: int) -> Edit:
    """A copy of a row at the end of the sheet's data, under another number."""

    def edit(members: Parts) -> None:
        text = members[THREE].decode()
        found = re.search(rf'<row r="{row}".*?</row>', text)
        assert found
        copy = re.sub(rf'r="([A-Z]*){row}"', rf'r="\g<1>{to}"', found[0])
        members[THREE] = text.replace("</sheetData>", f"{copy}</sheetData>").encode()

    return edit


def alias(text: str) -> str:
    for table in PRINTED:
        for spelling, official in table.aliases:
            if text == official:
                return spelling
    return text


OTHER_HEADINGS = (
    ("第二十条第（五）项", "第二十条第（六）项"),
    ("（三）不予公开", "（四）无法提供"),
    ("未经复议直接起诉", "复议后起诉"),
)


def other_heading(text: str) -> str:
    pairs = dict(OTHER_HEADINGS)
    return (pairs | {other: one for one, other in pairs.items()}).get(text, text)


def retyped(
    sheets: Iterable[tuple[str, Iterable[Table]]],
    change: Callable[[str], str] = lambda text: text,
    *,
    figures: bool = True,
) -> Callable[[], bytes]:
    """A workbook typed anew from the official form: the printed tables, nothing of our template."""

    def make() -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, tables in sheets:
            target, top = book.create_sheet(name), 3
            for table in tables:
                for item in printed(table).cells:
                    value = sound_report().value(item.ref) if item.ref else change(item.text)
                    target.cell(top + item.row, 2 + item.column, value if figures or not item.ref else None)
                top += printed(table).rows + 2
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    return make


def superseded() -> bytes:
    book = Workbook()
    for row, label in enumerate(labels_2019.LABELS, 1):
        book.worksheets[0].cell(row, 1, label)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def table_sheet(key: str, *, figures: bool = True) -> bytes:
    """A printed table as a bare worksheet, with or without its figures."""
    rows: dict[int, list[str]] = {}
    for item in printed(FORM.tables[key]).cells:
        if item.ref and not figures:
            continue
        at = f"{chr(66 + item.column)}{item.row + 3}"
        inner = (
            f"<v>{sound_report().value(item.ref)}</v>"
            if item.ref
            else f"<is><t>{item.text.replace('&', '&amp;')}</t></is>"
        )
        rows.setdefault(item.row + 3, []).append(
            f'<c r="{at}"{"" if item.ref else " t=" + chr(34) + "inlineStr" + chr(34)}>{inner}</c>'
        )
    return rows_xml("".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items()))


BY_LABELS = tuple(f"F-05 by_labels {table.tag}" for table in PRINTED)
NO_REST = "F-04 missing"
TEXTS_GONE = dict.fromkeys(("总述", "存在的主要问题", "改进情况", "信息处理费情况"), ())
ONE_SHEET = [("年度报告", PRINTED)]
THREE_SHEETS = [(table.tag, (table,)) for table in PRINTED]


def by_labels(name: str, done: str, make: Callable[[], bytes], tells: tuple[str, ...]) -> Kind:
    """Figures are found by their labels; names and texts are not there, which is an error."""
    return Kind(f"retyped-{name}", done, make, (*tells, NO_REST), texts=TEXTS_GONE)


BLOCKS = [
    (f"{one}{row}", f"{other}{row}") for row in (7, 8, 9) for one, other in zip("HIJKL", "MNOPQ", strict=True)
]
KEYS_OF_BLOCKS = [(f"{one}1", f"{other}1") for one, other in zip("HIJKL", "MNOPQ", strict=True)]

LAYOUTS: tuple[Kind, ...] = (
    Kind("sheet-renamed", "a sheet is renamed", edited(sheet_name("三、依申请公开", "表三"))),
    Kind(
        "sheet-renamed-all",
        "all sheets are called Sheet1 and so on",
        edited(
            lambda members: members.update(
                {
                    WORKBOOK: re.sub(
                        r'<sheet name="[^"]*" sheetId="(\d+)"',
                        r'<sheet name="Sheet\1" sheetId="\1"',
                        members[WORKBOOK].decode(),
                    ).encode()
                }
            ),
            lambda members: members.update(
                {WORKBOOK: re.sub(b"<definedNames>.*</definedNames>", b"", members[WORKBOOK])}
            ),
        ),
    ),
    Kind(
        "sheet-name-blanks",
        "blanks around a sheet's name",
        edited(sheet_name("三、依申请公开", " 三、依申请公开　")),
    ),
    Kind("sheet-reordered", "the sheets in reverse order", edited(reordered)),
    Kind("sheet-names-swapped", "two sheets have each other's name", edited(names_swapped)),
    Kind("sheet-contents-swapped", "two sheets have each other's content", edited(parts_swapped)),
    Kind(
        "sheet-hidden",
        "a sheet is hidden",
        edited(swap(WORKBOOK, '<sheet name="三、依申请公开"', '<sheet name="三、依申请公开" state="hidden"')),
        ("F-04 hidden 三、依申请公开",),
    ),
    Kind(
        "sheet-very-hidden",
        "a sheet is very hidden",
        edited(
            swap(WORKBOOK, '<sheet name="三、依申请公开"', '<sheet name="三、依申请公开" state="veryHidden"')
        ),
        ("F-04 hidden 三、依申请公开",),
    ),
    Kind("sheet-unhidden", "the hidden sheets are shown", edited(swap(WORKBOOK, ' state="hidden"', ""))),
    *(
        Kind(f"sheet-without-hidden-{n}", f"the hidden sheet {name} is deleted", edited(without_sheet(name)))
        for n, name in enumerate(HIDDEN, 1)
    ),
    Kind("sheet-without-hidden", "all hidden sheets are deleted", edited(without_sheet(*HIDDEN))),
    Kind("sheet-without-reasons", "the sheet of reasons is deleted", edited(without_sheet("情况说明"))),
    Kind("sheet-without-guide", "the guide is deleted", edited(without_sheet("填报说明"))),
    Kind(
        "sheet-deleted",
        "the sheet of table III is deleted",
        edited(without_sheet("三、依申请公开")),
        ("F-04 missing",),
        unknown("三"),
    ),
    Kind(
        "sheet-two-deleted",
        "two sheets are deleted: told in one finding",
        edited(without_sheet("三、依申请公开", "四、复议诉讼")),
        ("F-04 missing",),
        unknown("三", "四"),
    ),
    Kind(
        "sheet-text-deleted",
        "a sheet of texts is deleted",
        edited(without_sheet("五、问题及改进")),
        ("F-04 missing",),
        texts={"存在的主要问题": (), "改进情况": ()},
    ),
    Kind(
        "sheet-emptied",
        "everything on a sheet is deleted",
        edited(lambda members: members.update({THREE: NOTHING})),
        ("F-04 empty 三、依申请公开",),
        unknown("三"),
    ),
    Kind(
        "sheet-overwritten",
        "something else stands on a sheet",
        edited(lambda members: members.update({THREE: NOTE})),
        ("F-04 changed 三、依申请公开",),
        unknown("三"),
    ),
    Kind(
        "sheet-copied",
        "a filled sheet is copied",
        edited(new_sheet("三、依申请公开 (2)", THREE)),
        ("F-04 same_copy 三、依申请公开 (2)",),
    ),
    Kind(
        "sheet-copied-changed",
        "a filled sheet is copied, and one figure of the copy changed",
        edited(
            new_sheet("三、依申请公开 (2)", THREE), cell("E9", "<v>7</v>", sheet="xl/worksheets/sheet62.xml")
        ),
        ("F-04 two",),
        unknown("三"),
    ),
    Kind(
        "sheet-copied-relabelled",
        "a filled sheet is copied, and a label of the copy changed",
        edited(new_sheet("三、依申请公开 (2)", THREE), words("C13", "其他", "xl/worksheets/sheet62.xml")),
        ("F-04 two",),
        unknown("三"),
    ),
    Kind(
        "sheet-copied-hidden",
        "the copy is hidden",
        edited(new_sheet("三、依申请公开 (2)", THREE, "hidden")),
        ("F-04 same_copy 三、依申请公开 (2)",),
    ),
    Kind(
        "sheet-copied-blank",
        "a copy on which nothing is filled",
        edited(
            new_sheet("空表", THREE),
            cleared("xl/worksheets/sheet62.xml", "[E-J](?:9|[12][0-9]|3[0-3])|E4|[A-Z]+4[0-9]|[A-Z]+5[0-9]"),
        ),
        ("F-04 blank_copy 空表",),
    ),
    Kind(
        "sheet-home-copied",
        "the first page is copied",
        edited(new_sheet("填报首页 (2)", HOME)),
        ("F-04 same_copy 填报首页 (2)",),
    ),
    Kind("sheet-extra-empty", "an empty sheet more", edited(new_sheet("Sheet1", NOTHING))),
    Kind(
        "sheet-extra-note", "a sheet with notes more", edited(new_sheet("草稿", NOTE)), ("F-04 extra 草稿",)
    ),
    Kind(
        "sheet-extra-table",
        "the same table on a sheet more",
        edited(new_sheet("Sheet1", table_sheet("三"))),
        ("F-04 two",),
        unknown("三"),
    ),
    Kind(
        "sheet-extra-table-blank",
        "the same table without figures on a sheet more",
        edited(new_sheet("Sheet1", table_sheet("三", figures=False))),
        ("F-04 extra Sheet1",),
    ),
    Kind(
        "sheet-extra-many", "60 empty sheets more", edited(*(new_sheet(f"空{n}", NOTHING) for n in range(60)))
    ),
    Kind(
        "sheet-moved-elsewhere",
        "the sheet is gone, its table stands on another",
        edited(without_sheet("三、依申请公开"), new_sheet("Sheet1", table_sheet("三"))),
        ("F-05 by_labels Sheet1",),
    ),
    Kind(
        "keys-column-deleted",
        "the hidden column is deleted",
        edited(moved(FOUR, column=1, columns=-1)),
        ("F-05 unkeyed 四、复议诉讼",),
    ),
    Kind(
        "keys-row-deleted",
        "the hidden row is deleted",
        edited(moved(THREE, row=1, rows=-1)),
        ("F-05 unkeyed 三、依申请公开",),
    ),
    Kind(
        "keys-both-deleted",
        "hidden row and column are deleted",
        edited(moved(THREE, row=1, rows=-1), moved(THREE, column=1, columns=-1)),
        ("F-05 unkeyed 三、依申请公开",),
    ),
    Kind(
        "keys-of-text-deleted",
        "the hidden column of a sheet of texts is deleted",
        edited(moved(ONE, column=1, columns=-1)),
        ("F-05 unkeyed 一、总体情况",),
    ),
    Kind(
        "keys-of-home-deleted",
        "the hidden row of the first page is deleted",
        edited(moved(HOME, row=1, rows=-1)),
        ("F-05 unkeyed 填报首页",),
    ),
    Kind(
        "keys-cleared",
        "the hidden column is cleared",
        edited(cleared(THREE, "A[0-9]+")),
        ("F-05 unkeyed 三、依申请公开",),
    ),
    Kind(
        "keys-partly-cleared",
        "some of the hidden keys are cleared",
        edited(blank("A12", THREE), blank("A20", THREE)),
        ("F-05 unkeyed 三、依申请公开",),
    ),
    Kind(
        "keys-cleared-and-label-edited",
        "keys gone and a label edited: two witnesses fail",
        edited(cleared(THREE, "A[0-9]+"), words("D13", "别的", THREE)),
        ("F-04 changed 三、依申请公开",),
        unknown("三"),
    ),
    Kind(
        "keys-cleared-and-row-inserted",
        "keys gone and a row inserted: the labels still say where",
        edited(cleared(THREE, "A[0-9]+"), moved(THREE, row=15, rows=1)),
        ("F-05 by_labels 三、依申请公开",),
    ),
    Kind("row-inserted", "a row is inserted in table III", edited(moved(THREE, row=15, rows=1))),
    Kind("row-inserted-above", "five rows are inserted above the table", edited(moved(THREE, row=3, rows=5))),
    Kind(
        "row-inserted-in-texts", "a row is inserted among the paragraphs", edited(moved(ONE, row=8, rows=2))
    ),
    Kind(
        "row-deleted",
        "a row of table III is deleted",
        edited(moved(THREE, row=15, rows=-1)),
        ("F-05 keys 三、依申请公开",),
        unknown("三"),
    ),
    Kind(
        "row-of-paragraph-deleted", "an empty paragraph row is deleted", edited(moved(ONE, row=10, rows=-1))
    ),
    Kind(
        "row-first-paragraph-deleted",
        "the only row of a passage's first paragraph is deleted",
        edited(moved(ONE, row=6, rows=-1)),
        ("F-05 keys 一、总体情况",),
        texts={"总述": ()},
    ),
    Kind(
        "row-optional-field-deleted",
        "the row of the fax number is deleted",
        edited(moved(HOME, row=16, rows=-1)),
    ),
    Kind(
        "row-agency-deleted",
        "the row of the agency's name is deleted",
        edited(moved(HOME, row=6, rows=-1)),
        ("F-05 keys 填报首页",),
    ),
    Kind(
        "row-remarks-deleted",
        "the rows for remarks below the table are deleted",
        edited(moved(TWO, row=23, rows=-4)),
    ),
    Kind(
        "row-doubled",
        "a row is copied and put in below itself, keys and all",
        edited(moved(THREE, row=16, rows=1), row_copied(15, 16)),
        ("F-05 doubled 三、依申请公开",),
        unknown("三"),
    ),
    Kind(
        "row-copied-below",
        "a row is copied far below the table, keys and all",
        edited(row_copied(9, 70)),
        ("F-05 unkeyed 三、依申请公开", *(f"F-06 三、依申请公开!{letter}70" for letter in "EFGHIJ")),
    ),
    Kind("rows-swapped", "two rows change places with their keys", edited(swapped_rows(THREE, 24, 26))),
    Kind("column-inserted", "a column is inserted in table III", edited(moved(THREE, column=6, columns=1))),
    Kind(
        "column-inserted-left",
        "two columns are inserted on the left",
        edited(moved(THREE, column=2, columns=2)),
    ),
    Kind(
        "column-deleted",
        "a column of table III is deleted",
        edited(moved(THREE, column=6, columns=-1)),
        ("F-05 keys 三、依申请公开",),
        unknown("三"),
    ),
    Kind("label-widths", "labels in other widths, brackets and quotes", edited(labels_by(half_width))),
    Kind("label-aliases", "labels as people write them", edited(labels_by(alias))),
    Kind(
        "label-edited",
        "a label is edited",
        edited(words("D13", "别的名称", THREE)),
        ("F-05 label 三、依申请公开!D13",),
        unknown("三"),
    ),
    Kind(
        "label-cleared",
        "a label is cleared",
        edited(blank("D13", THREE)),
        ("F-05 label 三、依申请公开!D13",),
        unknown("三"),
    ),
    Kind(
        "label-sorted",
        "labels sorted, keys not",
        edited(words("D13", "2.其他法律行政法规禁止公开", THREE), words("D14", "1.属于国家秘密", THREE)),
        ("F-05 label 三、依申请公开!D13",),
        unknown("三"),
    ),
    Kind(
        "head-edited",
        "a head is edited",
        edited(words("F8", "企业", THREE)),
        ("F-05 label 三、依申请公开!F8",),
        unknown("三"),
    ),
    Kind(
        "head-swapped",
        "two heads change places",
        edited(words("F8", "科研机构", THREE), words("G8", "商业企业", THREE)),
        ("F-05 label 三、依申请公开!F8",),
        unknown("三"),
    ),
    Kind(
        "heading-swapped",
        "two headings of table IV change places",
        edited(contents_swapped(FOUR, ("H7", "M7"))),
        ("F-05 heading 四、复议诉讼!H7",),
        unknown("四"),
    ),
    Kind(
        "heading-block-moved",
        "two blocks of table IV change places, headings and figures; the hidden keys do not",
        edited(contents_swapped(FOUR, *BLOCKS)),
        ("F-05 heading 四、复议诉讼!H7",),
        unknown("四"),
    ),
    Kind(
        "heading-block-moved-with-keys",
        "two blocks of table IV change places, headings, figures and keys",
        edited(contents_swapped(FOUR, *BLOCKS, *KEYS_OF_BLOCKS)),
    ),
    Kind(
        "heading-block-moved-keys-gone",
        "the same without hidden keys: the headings are not in the order of the form",
        edited(contents_swapped(FOUR, *BLOCKS), cleared(FOUR, "A[0-9]+")),
        ("F-05 heading 四、复议诉讼!H7",),
        unknown("四"),
    ),
    Kind(
        "heading-keys-swapped",
        "the keys of two columns of one name change places",
        edited(contents_swapped(FOUR, ("H1", "M1"))),
        ("F-05 heading 四、复议诉讼!M7",),
        unknown("四"),
    ),
    Kind(
        "heading-rows-swapped",
        "two headings of groups of rows change places",
        edited(contents_swapped(THREE, ("C13", "C21"))),
        ("F-05 heading 三、依申请公开!C13",),
        unknown("三"),
    ),
    Kind(
        "heading-items-swapped",
        "two headings across table II change places",
        edited(words("B10", "第二十条第（六）项"), words("B13", "第二十条第（五）项")),
        ("F-05 heading 二、主动公开!B10",),
        unknown("二"),
    ),
    Kind(
        "heading-units-swapped",
        "the heads of a count and of an amount change places",
        edited(words("C11", "本年收费金额（单位：万元）"), words("C18", "本年处理决定数量")),
        ("F-05 label 二、主动公开!C11",),
        unknown("二"),
    ),
    Kind(
        "heading-edited",
        "a heading is edited",
        edited(words("F7", "企业", THREE)),
        ("F-05 heading 三、依申请公开!F7",),
        unknown("三"),
    ),
    Kind("heading-cleared", "a heading is cleared: keys and labels agree", edited(blank("M7", FOUR))),
    Kind(
        "heading-cleared-keys-gone",
        "a heading is cleared and the keys are gone: nothing says which columns these are",
        edited(blank("M7", FOUR), cleared(FOUR, "A[0-9]+")),
        ("F-04 changed 四、复议诉讼",),
        unknown("四"),
    ),
    Kind(
        "heading-texts-swapped",
        "the headings over two passages change places",
        edited(contents_swapped(FIVE, ("B5", "B16"))),
        ("F-05 heading_of_texts 五、问题及改进!B5",),
        texts={"存在的主要问题": (), "改进情况": ()},
    ),
    Kind(
        "heading-breaks",
        "headings with line breaks, blanks and other widths",
        edited(words("C13", "(三)\n不予 公开", THREE), words("M7", "复议　后起诉", FOUR)),
    ),
    Kind(
        "heading-unmerged",
        "headings are no longer merged, and one stands in the middle of its columns",
        edited(
            swap(FOUR, '<mergeCell ref="H7:L7"/>', ""),
            blank("H7", FOUR),
            words("J7", "未经复议直接起诉", FOUR),
        ),
    ),
    Kind(
        "merged-inputs",
        "two cells to be filled are merged",
        edited(merged(THREE, "E9:F9"), blank("F9", THREE)),
        ("F-05 merged 三、依申请公开!F9", "B-03 三、依申请公开!F9,F10,F32,F33"),
        {"三.r01.c2": "0", "三.r01.c7": "5"},
    ),
    Kind(
        "merged-block",
        "a block of cells to be filled is merged",
        edited(merged(FOUR, "C9:E9"), blank("E9", FOUR)),
        ("F-05 merged 四、复议诉讼!D9,E9",),
        {"四.r1.c03": "0", "四.r1.c05": "1"},
    ),
    Kind(
        "merged-label",
        "a label is merged over a cell to be filled",
        edited(merged(THREE, "B9:E9"), blank("E9", THREE)),
        ("F-05 merged 三、依申请公开!E9", "B-03 三、依申请公开!E9,E10,E32,E33"),
        {"三.r01.c1": "0", "三.r01.c7": "2"},
    ),
    Kind(
        "merged-paragraphs",
        "paragraph rows are merged",
        edited(merged(ONE, "C6:C8")),
        ("F-05 merged 一、总体情况!C7,C8",),
    ),
    Kind("merged-decoration", "cells outside are merged", edited(merged(THREE, "N60:P61"))),
    Kind("merged-garbage", "a merged range that is none", edited(merged(THREE, "??:!!"))),
    Kind(
        "stray-number",
        "a number beside the table",
        edited(extra_cell("P60", "<v>7</v>", THREE)),
        ("F-06 三、依申请公开!P60",),
    ),
    Kind(
        "stray-far",
        "a number in the last cell of the grid",
        edited(extra_cell("XFD1048576", "<v>7</v>", THREE)),
        ("F-06 三、依申请公开!XFD1048576",),
    ),
    Kind("stray-beyond", "a number beyond the grid", edited(extra_cell("XFE1048577", "<v>7</v>", THREE))),
    Kind(
        "stray-formula", "a formula beside the table", edited(extra_cell("P60", "<f>E9+1</f><v>6</v>", THREE))
    ),
    Kind(
        "stray-words",
        "words beside a paragraph",
        edited(extra_cell("H90", "<v>1</v>", SIX)),
        ("F-06 六、其他事项!H90",),
    ),
    Kind(
        "template-last-year",
        "last year's version of the template",
        edited(words("C5", "2025.1", IDENTITY)),
        ("F-09 version 标识!C5",),
    ),
    Kind(
        "template-other-edition",
        "a template for another edition of the form",
        edited(words("C4", "2027", IDENTITY)),
        ("F-09 edition 标识!C4",),
    ),
    refused("template-2019", "the form of 2019", superseded, "A-08"),
    Kind(
        "reasons-odd",
        "a reason without a code",
        edited(words("E5", "属实", REASONS)),
        ("A-13 no_code 情况说明!B5",),
    ),
    Kind(
        "reasons-error",
        "an error value among the reasons",
        edited(cell("E5", "<v>#REF!</v>", "e", REASONS)),
        ("A-09 error 情况说明!E5",),
    ),
    by_labels("three-sheets", "the official tables on three sheets", retyped(THREE_SHEETS), (*BY_LABELS,)),
    Kind("reasons-row-deleted", "rows of reasons are deleted", edited(moved(REASONS, row=8, rows=-4))),
    Kind(
        "reasons-column-deleted",
        "a column of the reasons is deleted",
        edited(moved(REASONS, column=4, columns=-1)),
    ),
    Kind(
        "reasons-column-doubled",
        "two columns of the reasons have one key",
        edited(words("C1", "编号", REASONS)),
        ("F-05 unkeyed 情况说明",),
    ),
    Kind(
        "identity-column-deleted",
        "the values of the hidden 标识 are deleted",
        edited(moved(IDENTITY, column=3, columns=-1)),
    ),
    Kind(
        "identity-row-deleted", "a row of the hidden 标识 is deleted", edited(moved(IDENTITY, row=5, rows=-1))
    ),
    Kind(
        "row-last-year-deleted",
        "the rows for last year's figures are deleted",
        edited(moved(THREE, row=43, rows=-3)),
    ),
    by_labels(
        "one-sheet",
        "the official tables below each other on one sheet",
        retyped(ONE_SHEET),
        ("F-05 by_labels 年度报告",) * 3,
    ),
    by_labels(
        "aliases", "the same with labels as people write them", retyped(THREE_SHEETS, alias), (*BY_LABELS,)
    ),
    Kind(
        "retyped-headings-swapped",
        "the official tables typed anew, two headings of each in each other's place",
        retyped(THREE_SHEETS, other_heading),
        ("F-05 heading 表二!B7", "F-05 heading 表三!C10", "F-05 heading 表四!G4", NO_REST),
        unknown("二", "三", "四"),
        TEXTS_GONE,
    ),
)
