"""Headings over several rows or columns as witnesses: where one contradicts, no figure is taken."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from converter.form import FORM
from converter.grid.cells import address
from converter.report.report import Report
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.cells.plain_cells import PlainCells
from converter.workbook.read.cells.xlsx import read_xlsx
from converter.workbook.read.reader import read_workbook
from converter.workbook.read.unmodified import unmodified_sheet
from tests.corpus.harm import (
    FIVE,
    FOUR,
    THREE,
    TWO,
    Edit,
    Parts,
    blank,
    edited,
    extra_cell,
    moved,
    sound_report,
    words,
)
from tests.corpus.layouts import cleared, contents_swapped
from tests.libreoffice import Conversions, Order
from tests.workbooks import fill_workbook, opened

SHEETS = {sheet.key: sheet for sheet in layout(FORM)}
NAMES = {part: SHEETS[key].name for key, part in (("二", TWO), ("三", THREE), ("四", FOUR))}


def at(table: str, text: str, number: int = 0) -> str:
    """The address of a printed text of a table."""
    cells = [c for c in SHEETS[table].cells if c.text == text and c.kind in ("heading", "head", "label")]
    return address((cells[number].row, cells[number].column))


DIRECT, AFTER, REVIEW, SUIT = (
    at("四", text) for text in ("未经复议直接起诉", "复议后起诉", "行政复议", "行政诉讼")
)
REFUSED, IMPOSSIBLE = at("三", "（三）不予公开"), at("三", "（四）无法提供")
BODIES, APPLICANTS = at("三", "法人或其他组织"), at("三", "申请人情况")
BLOCK_FIVE, BLOCK_SIX = at("二", "第二十条第（五）项"), at("二", "第二十条第（六）项")
DECIDED, CHARGED = at("二", "本年处理决定数量"), at("二", "本年收费金额（单位：万元）")
NO_KEYS = {TWO: cleared(TWO, "A[0-9]+"), THREE: cleared(THREE, "A[0-9]+"), FOUR: cleared(FOUR, "A[0-9]+")}


def read(*edits: Edit) -> tuple[Report, list[tuple[str, str, str, str, str]]]:
    """The report, and code, variant, cell, found and expected of each finding but the infos of totals."""
    return read_back(edited(*edits)())


def read_back(content: bytes) -> tuple[Report, list[tuple[str, str, str, str, str]]]:
    reading = read_workbook(content, "a.xlsx")
    assert reading.report is not None, reading.findings
    told = [f for f in reading.findings if f.code != "F-09" and f.variant not in ("stale", "formula")]
    return reading.report, [(f.code, f.variant, f.cell, f.found, f.expected) for f in told]


def known(report: Report, table: str) -> set[object]:
    return {report.figures[ref].value for ref in FORM.tables[table].refs()}


def block_swapped(members: Parts) -> None:
    """The second and the third block of table IV change places: headings and figures, not the keys."""
    pairs = [
        (f"{one}{row}", f"{other}{row}")
        for row in (7, 8, 9)
        for one, other in zip("HIJKL", "MNOPQ", strict=True)
    ]
    contents_swapped(FOUR, *pairs)(members)


def keys_of_columns(one: str, other: str, sheet: str = FOUR) -> Edit:
    return contents_swapped(sheet, (f"{one}1", f"{other}1"))


SWAPS: dict[str, tuple[str, tuple[Edit, ...], tuple[str, str, str]]] = {
    "blocks of 表四, headings and figures": (
        "四",
        (block_swapped,),
        (DIRECT, "复议后起诉", "未经复议直接起诉"),
    ),
    "two headings of 表四": (
        "四",
        (contents_swapped(FOUR, (DIRECT, AFTER)),),
        (DIRECT, "复议后起诉", "未经复议直接起诉"),
    ),
    "outermost headings of 表四": (
        "四",
        (contents_swapped(FOUR, (REVIEW, SUIT)),),
        (REVIEW, "行政诉讼", "行政复议"),
    ),
    "a heading of 表四 written twice": (
        "四",
        (words(AFTER, "未经复议直接起诉", FOUR),),
        (AFTER, "未经复议直接起诉", "复议后起诉"),
    ),
    "a heading of 表四 in the place of another": (
        "四",
        (words(AFTER, "未经复议直接起诉", FOUR), blank(DIRECT, FOUR)),
        (AFTER, "未经复议直接起诉", "复议后起诉"),
    ),
    "another heading in 表四": ("四", (words(AFTER, "再审", FOUR),), (AFTER, "再审", "复议后起诉")),
    "groups of rows in 表三": (
        "三",
        (contents_swapped(THREE, (REFUSED, IMPOSSIBLE)),),
        (REFUSED, "（四）无法提供", "（三）不予公开"),
    ),
    "levels of columns in 表三": (
        "三",
        (contents_swapped(THREE, (BODIES, APPLICANTS)),),
        (APPLICANTS, "法人或其他组织", "申请人情况"),
    ),
    "items in 表二": (
        "二",
        (contents_swapped(TWO, (BLOCK_FIVE, BLOCK_SIX)),),
        (BLOCK_FIVE, "第二十条第（六）项", "第二十条第（五）项"),
    ),
}
"""What changed places, table, edits, and the heading that is named: cell, what is there, what should be."""

KEYED: dict[str, tuple[str, tuple[Edit, ...], tuple[str, str, str]]] = {
    "keys of 结果纠正 in two blocks": (
        "四",
        (keys_of_columns("D", "I"),),
        (REVIEW, "行政复议", "行政诉讼"),
    ),
    "keys of 结果维持 in the second and third block": (
        "四",
        (keys_of_columns("H", "M"),),
        (AFTER, "复议后起诉", "未经复议直接起诉"),
    ),
    "all keys of the second and third block": (
        "四",
        tuple(keys_of_columns(one, other) for one, other in zip("HIJKL", "MNOPQ", strict=True)),
        (AFTER, "复议后起诉", "未经复议直接起诉"),
    ),
}
"""The same for hidden keys that changed places between columns of one name."""


@pytest.mark.parametrize("what", SWAPS)
@pytest.mark.parametrize("keys", ["with keys", "keys gone"])
def test_headings_that_contradict_the_labels_are_named_and_no_figure_is_taken(what: str, keys: str) -> None:
    table, edits, (cell, found, expected) = SWAPS[what]
    part = {"二": TWO, "三": THREE, "四": FOUR}[table]
    back, told = read(*edits, *([NO_KEYS[part]] if keys == "keys gone" else []))
    assert told == [("F-05", "heading", cell, found, expected)]
    assert known(back, table) == {None}
    assert known(back, "三" if table != "三" else "二") != {None}


@pytest.mark.parametrize("what", KEYED)
def test_keys_that_contradict_the_headings_are_told_at_the_heading(what: str) -> None:
    table, edits, (cell, found, expected) = KEYED[what]
    back, told = read(*edits)
    assert told == [("F-05", "heading", cell, found, expected)]
    assert known(back, table) == {None}


def test_a_block_that_moved_with_its_headings_and_keys_is_read_by_them() -> None:
    every_key = [keys_of_columns(one, other) for one, other in zip("HIJKL", "MNOPQ", strict=True)]
    back, told = read(block_swapped, *every_key)
    assert [found for found in told if found[0] != "A-09"] == []
    expected = sound_report()
    refs = list(FORM.tables["四"].refs())
    assert [back.value(ref) for ref in refs] == [expected.value(ref) for ref in refs]


@pytest.mark.parametrize("gone", [False, True], ids=["with keys", "keys gone"])
def test_自然人_and_法人_that_changed_places_are_not_read(gone: bool) -> None:
    pairs = [(f"E{row}", f"J{row}") for row in (7, *range(9, 34))]
    heads = [words("E7", "法人或其他组织", THREE), words("F7", "自然人", THREE)]
    back, told = read(contents_swapped(THREE, *pairs[1:]), *heads, *([NO_KEYS[THREE]] if gone else []))
    assert told[0][0] in ("F-04", "F-05")
    assert known(back, "三") == {None}


def test_heads_over_merged_columns_are_witnesses_too() -> None:
    """本年处理决定数量 counts decisions, 本年收费金额 money: changed, both figures are wrong."""
    back, told = read(contents_swapped(TWO, (DECIDED, CHARGED)))
    assert told == [("F-05", "label", DECIDED, "本年收费金额（单位：万元）", "本年处理决定数量")]
    assert known(back, "二") == {None}


@pytest.mark.parametrize(
    ("part", "cell"), [(FOUR, DIRECT), (FOUR, SUIT), (THREE, REFUSED), (THREE, BODIES), (TWO, BLOCK_SIX)]
)
def test_a_blank_heading_contradicts_nothing_where_keys_and_labels_agree(part: str, cell: str) -> None:
    back, told = read(blank(cell, part))
    assert told == []
    assert back.figures == read()[0].figures


@pytest.mark.parametrize(
    ("part", "row", "rows"), [(FOUR, 6, 1), (THREE, 6, 1), (TWO, 6, 1), (TWO, 5, 2), (FOUR, 5, 2)]
)
def test_a_deleted_row_of_headings_is_the_same_as_a_blank_one(part: str, row: int, rows: int) -> None:
    back, told = read(moved(part, row=row, rows=-rows))
    assert told == []
    assert [figure.value for figure in back.figures.values()] == [
        figure.value for figure in read()[0].figures.values()
    ]


def test_the_label_of_a_column_must_be_there() -> None:
    back, told = read(blank(DECIDED, TWO))
    assert told == [("F-05", "label", DECIDED, "空白", "本年处理决定数量")]
    assert known(back, "二") == {None}


def test_a_blank_heading_does_not_help_where_keys_of_one_name_changed_places() -> None:
    back, told = read(
        blank(DIRECT, FOUR),
        blank(AFTER, FOUR),
        *(keys_of_columns(one, other) for one, other in zip("HIJKL", "MNOPQ", strict=True)),
    )
    assert [(code, variant) for code, variant, *_ in told] == [("F-05", "unheaded")]
    assert known(back, "四") == {None}


def test_without_keys_a_heading_must_be_there() -> None:
    back, told = read(NO_KEYS[FOUR], blank(DIRECT, FOUR))
    assert told == [("F-04", "changed", "", "未经复议直接起诉", "四、复议诉讼")]
    assert known(back, "四") == {None}


SAME: dict[str, tuple[Edit, ...]] = {
    "other widths and blanks": (
        words(REFUSED, "(三) 不予公开 ", THREE),
        words(DIRECT, " 未经复议　直接起诉", FOUR),
    ),
    "line breaks": (words(REFUSED, "（三）\n不予公开", THREE), words(BODIES, "法人或\r\n其他组织", THREE)),
    "short forms": (words(REFUSED, "不予公开", THREE), words(BLOCK_FIVE, "第二十条第五项", TWO)),
    "another form": (words(BODIES, "法人和其他组织", THREE), words(AFTER, "经复议后起诉", FOUR)),
}


@pytest.mark.parametrize("what", SAME)
def test_a_heading_in_another_spelling_is_the_same_heading(what: str) -> None:
    back, told = read(*SAME[what])
    assert told == []
    assert back.figures == read()[0].figures


def changed(change: Callable[[Worksheet, Worksheet], None]) -> bytes:
    """The sound workbook after openpyxl changed its sheets of table III and IV."""
    book = opened(fill_workbook(sound_report()))
    three, four = book[NAMES[THREE]], book[NAMES[FOUR]]
    assert isinstance(three, Worksheet)
    assert isinstance(four, Worksheet)
    change(three, four)
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def unmerge(*sheets: Worksheet) -> None:
    for sheet in sheets:
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merge))


def spread(sheet: Worksheet, cells: Iterable[str], text: str) -> None:
    for cell in cells:
        sheet[cell] = text


def centred(three: Worksheet, four: Worksheet) -> None:
    """Headings without merged cells, in the middle of their columns and rows."""
    unmerge(three, four)
    four["J7"], four["H7"] = four["H7"].value, None
    three["C16"], three[REFUSED] = three[REFUSED].value, None


def repeated(three: Worksheet, four: Worksheet) -> None:
    """Headings without merged cells, in every cell of their columns and rows."""
    unmerge(three, four)
    spread(four, (f"{letter}7" for letter in "HIJKL"), "未经复议直接起诉")
    spread(three, (f"C{row}" for row in range(13, 21)), "（三）不予公开")


def inserted(three: Worksheet, four: Worksheet) -> None:
    """A row among the headings, as openpyxl inserts it: merged cells stay behind."""
    unmerge(three, four)
    three.insert_rows(8)
    four.insert_cols(10)


@pytest.mark.parametrize("change", [unmerge, centred, repeated, inserted])
def test_headings_in_other_cells_of_their_span_are_the_same_headings(
    change: Callable[[Worksheet, Worksheet], None],
) -> None:
    back, told = read_back(changed(change))
    assert told == []
    assert {ref: back.value(ref) for ref in FORM.tables["四"].refs()} == {
        ref: sound_report().value(ref) for ref in FORM.tables["四"].refs()
    }


def test_a_heading_merged_over_columns_of_another_is_told() -> None:
    def widen(_: Worksheet, four: Worksheet) -> None:
        four.unmerge_cells("H7:L7")
        four.unmerge_cells("M7:Q7")
        four.merge_cells("H7:Q7")

    back, told = read_back(changed(widen))
    assert told == [("F-05", "heading", "H7", "未经复议直接起诉", "复议后起诉")]
    assert known(back, "四") == {None}


def test_what_a_program_keeps_below_a_merged_heading_is_not_read() -> None:
    """Nobody sees it, so it says nothing of the figures."""
    back, told = read(extra_in_row("J7", "复议后起诉", FOUR))
    assert told == []
    assert back.figures == read()[0].figures


def extra_in_row(cell: str, text: str, part: str) -> Edit:
    """A text of the workbook in one more cell that the sheet has already, as a shared text."""

    def edit(members: Parts) -> None:
        strings = members["xl/sharedStrings.xml"].decode()
        number = strings[: strings.index(f"<si><t>{text}</t></si>")].count("<si>")
        sheet = members[part].decode()
        start = sheet.index(f'<c r="{cell}"')
        end = sheet.index("/>", start)
        assert ">" not in sheet[start:end]
        members[part] = (sheet[:end] + f' t="s"><v>{number}</v></c>' + sheet[end + 2 :]).encode()

    return edit


def test_one_heading_more_over_columns_of_another_is_found_on_a_sheet_like_the_template() -> None:
    """Cells no longer merged, all printed texts in place, and a second heading among them."""

    def unmerged(members: Parts) -> None:
        members[FOUR] = members[FOUR].decode().replace('<mergeCell ref="H7:L7"/>', "").encode()

    content = edited(unmerged, extra_in_row("J7", "复议后起诉", FOUR))()
    (sheet,) = (sheet for sheet in read_xlsx(content, frozenset()).sheets if sheet.name == NAMES[FOUR])
    assert isinstance(sheet.cells, PlainCells)
    assert unmodified_sheet(sheet, FORM) is None
    back, told = read_back(content)
    assert told == [("F-05", "heading", "J7", "复议后起诉", "未经复议直接起诉")]
    assert known(back, "四") == {None}


def test_a_heading_far_beside_the_table_says_nothing_of_its_figures() -> None:
    _, told = read(extra_cell("AB60", "<v>1</v>", FOUR))
    assert [code for code, *_ in told] == ["F-06"]


def test_headings_over_texts_that_changed_places_are_told() -> None:
    problems, improvements = (at("五", words) for words in ("存在的主要问题", "改进情况"))
    back, told = read(contents_swapped(FIVE, (problems, improvements)))
    assert told == [("F-05", "heading_of_texts", problems, "改进情况", "存在的主要问题")]
    assert back.passages["存在的主要问题"] == back.passages["改进情况"] == ()
    keys = [(f"A{row}", f"A{row + 11}") for row in range(6, 16)]
    back, told = read(contents_swapped(FIVE, *keys))
    assert told == [("F-05", "heading_of_texts", problems, "存在的主要问题", "改进情况")]
    back, told = read(contents_swapped(FIVE, *keys, (problems, improvements)))
    assert told == []
    assert back.passages["存在的主要问题"][0].text == sound_report().passages["改进情况"][0].text


@pytest.mark.parametrize("edit", [blank, lambda cell, part: words(cell, "改进的情况", part)])
@pytest.mark.parametrize("number", [0, 1])
def test_a_heading_over_texts_that_is_gone_or_worded_otherwise_contradicts_nothing(
    edit: Callable[[str, str], Edit], number: int
) -> None:
    cell = at("五", ("存在的主要问题", "改进情况")[number])
    back, told = read(edit(cell, FIVE))
    assert [found for found in told if found[0] == "F-05"] == []
    assert back.passages == read()[0].passages


SWAPPED = edited(contents_swapped(FOUR, (DIRECT, AFTER)), contents_swapped(THREE, (REFUSED, IMPOSSIBLE)))
SAVED = {ending: Order(ending, SWAPPED) for ending in ("xls", "ods", "xlsx")}
HONEST = {ending: Order(ending, edited()) for ending in ("xls", "ods", "xlsx")}


@pytest.mark.libreoffice(*SAVED.values(), *HONEST.values())
@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_headings_are_witnesses_in_every_format(ending: str, converted: Conversions) -> None:
    back, told = read_back(converted[SAVED[ending]])
    assert told == [
        ("F-05", "heading", REFUSED, "（四）无法提供", "（三）不予公开"),
        ("F-05", "heading", DIRECT, "复议后起诉", "未经复议直接起诉"),
    ]
    assert known(back, "三") == known(back, "四") == {None}
    assert read_back(converted[HONEST[ending]])[1] == []


@pytest.mark.parametrize(
    ("edits", "cell", "found", "expected"),
    [
        (
            (words("E7", "法人或其他组织", THREE), words("F7", "自然人", THREE)),
            "E7",
            "法人或其他组织",
            "自然人",
        ),
        ((words("C7", "本年废止件数"), words("D7", "本年制发件数")), "C7", "本年废止件数", "本年制发件数"),
        ((words("K7", "合计", THREE),), "K7", "合计", "总计"),
        ((words("K7", "", THREE),), "K7", "空白", "总计"),
        ((words("C32", "合计", THREE),), "C32", "合计", "（七）总计"),
        ((words("B33", "四、结转", THREE),), "B33", "四、结转", "四、结转下年度继续办理"),
        ((words("C7", "维持", FOUR),), "C7", "维持", "结果维持"),
    ],
)
def test_a_wrong_label_is_told_where_it_stands_with_what_stands_there(
    edits: tuple[Edit, ...], cell: str, found: str, expected: str
) -> None:
    assert ("F-05", "label", cell, found, expected) in read(*edits)[1]
