"""Whatever the layout of a published page: each figure is right, or missing and told."""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from converter.form import FORM
from converter.published.figures import printed_figures
from converter.published.html_page import html_page as read_page
from converter.published.page import Word
from converter.published.reader import read_published
from converter.report.report import Report, plain
from tests.published.layouts import Cell, Change, Tables, each_row, expected, own_label, page, tables_of
from tests.reports import INPUTS, report

COUNTS = {
    ref.key: 3 + 7 * number if FORM.column(ref).whole else Decimal("12.5")
    for number, ref in enumerate(INPUTS)
    if FORM.tables[ref.table].printed
}
REPORT = report(COUNTS)
"""No two figures are alike, so that one in the place of another is seen."""


def outcome(content: bytes, name: str = "a.html") -> tuple[Mapping[str, str], set[str]]:
    """The figures read from a page, and those that findings name."""
    imported = read_published(content, name, FORM)
    told = {key for found in imported.reading.findings for key in found.values.get("refs", "").split()}
    read = imported.reading.report
    values = (
        {}
        if read is None
        else {r.key: plain(f.value) for r, f in read.figures.items() if f.value is not None}
    )
    return values, told


def assert_right_or_told(tables: Tables, *, at_most: int, content: bytes | None = None) -> None:
    """Each figure on the page is right or told; at most so many are not read."""
    printed = {key: text for key, text in expected(tables).items() if text.isascii() and text[:1].isdigit()}
    values, told = outcome(page(tables, REPORT) if content is None else content)
    wrong = {key: (values[key], printed.get(key)) for key in values if values[key] != printed.get(key)}
    assert not wrong
    missing = printed.keys() - values.keys()
    assert not missing - told
    assert len(missing) <= at_most


def broken_labels(key: str, row: list[Cell]) -> list[Cell]:
    """Labels with line breaks and paragraphs inside words."""
    return [
        cell._replace(text=f"{cell.text[:2]}\n{cell.text[2:5]}\v{cell.text[5:]}")
        if cell.ref is None
        else cell
        for cell in row
    ]


SLIPS = {
    "本年废止件数": "本年废纸件数",
    "现行有效件数": "先行有效件数",
    "行政规范性文件": "规范性文件",
    "行政复议": "行政法复议",
    "5.属于三类内部事务信息": "属于三类内部事物信息",
    "3.补正后申请内容仍不明确": "3、补正后申请内容仍不明确",
    "（七）总计": "七总计",
    "1.信访举报投诉类申请": "1.信访、举报、投诉类申请",
    "社会公益组织": "社会公益 组织",
    "四、结转下年度继续办理": "四、结转下年度继续办理件数",
    "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请量",
}


def slips(key: str, row: list[Cell]) -> list[Cell]:
    return [cell._replace(text=SLIPS.get(cell.text, cell.text)) for cell in row]


def without_regulations(key: str, row: list[Cell]) -> list[Cell] | None:
    return None if own_label(row) == "规章" else row


def one_table_a_clause(tables: Tables) -> Tables:
    (rows,) = tables["二"]
    starts = [number for number, row in enumerate(rows) if row[0].text.startswith("第二十条")]
    parts = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    return {**tables, "二": parts}


def all_in_one(tables: Tables) -> Tables:
    rows = [row for parts in tables.values() for part in parts for row in part]
    return {"二": [rows]}


def transposed(tables: Tables) -> Tables:
    (rows,) = tables["四"]
    values = rows[-1]
    paths: list[list[str]] = [[] for _ in values]
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows[:-1]):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            taken |= {(y + dy, x + dx): cell.text for dy in range(cell.rowspan) for dx in range(cell.colspan)}
            for dx in range(cell.colspan):
                paths[x + dx].append(cell.text)
            x += cell.colspan
    turned: list[list[Cell]] = []
    before: list[str] = []
    for path, value in zip(paths, values, strict=True):
        groups = [
            Cell(text, sum(p[: level + 1] == path[: level + 1] for p in paths))
            for level, text in enumerate(path[:-1])
            if before[: level + 1] != path[: level + 1]
        ]
        turned.append([*groups, Cell(path[-1], 1, 4 - len(path)), value])
        before = path[:-1]
    return {**tables, "四": [turned]}


def cut(at: str, *, cut_label: bool) -> Change:
    """A table that goes over two pages, its row cut in the middle of the label."""

    def changed(tables: Tables) -> Tables:
        (rows,) = tables["三"]
        number = next(n for n, row in enumerate(rows) if own_label(row) == at)
        first, second = [list(row) for row in rows[:number]], [list(row) for row in rows[number:]]
        if cut_label:
            row = second[0]
            place = next(n for n, cell in enumerate(row) if cell.text == at)
            above = [c._replace(text="") if c.ref else c for c in row]
            above[place] = row[place]._replace(text=at[:6])
            row[place] = row[place]._replace(text=at[6:])
            first.append(above)
        return {**tables, "三": [clipped(first), [heading_columns(rows, number) + second[0], *second[1:]]]}

    return changed


def clipped(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Spans end with the table."""
    return [
        [cell._replace(rowspan=min(cell.rowspan, len(rows) - y)) for cell in row]
        for y, row in enumerate(rows)
    ]


def heading_columns(rows: list[list[Cell]], number: int) -> list[Cell]:
    """Blank cells for the labels of groups that go on from the page before."""
    going_on = [
        cell
        for y, row in enumerate(rows[:number])
        for cell in row
        if y + cell.rowspan > number and not cell.ref
    ]
    return [Cell("", 1, cell.colspan) for cell in going_on]


def others_in_one_row(tables: Tables) -> Tables:
    (rows,) = tables["三"]
    at = next(n for n, row in enumerate(rows) if any(cell.text == "（六）其他处理" for cell in row))
    row = [Cell("（六）其他处理", 1, 2), *(Cell("0") for _ in range(7))]
    kept = [*rows[:at], row, *rows[at + 3 :]]
    kept = [
        [c._replace(rowspan=c.rowspan - 2) if c.text == "三、本年度办理结果" else c for c in r] for r in kept
    ]
    return {**tables, "三": [kept]}


def short_last_row(key: str, row: list[Cell]) -> list[Cell]:
    return row[:-2] + row[-1:] if own_label(row) == "四、结转下年度继续办理" else row


def marks_for_none(key: str, row: list[Cell]) -> list[Cell]:
    return [
        cell._replace(text="/") if cell.ref and cell.ref.column == "c3" and key == "三" else cell
        for cell in row
    ]


def heads_not_merged(tables: Tables) -> Tables:
    """Heads in rows of their own, blank cells where they should be merged downwards."""
    (rows,) = tables["四"]
    top, leaves, below = rows[0], rows[1], rows[2]
    review = [cell._replace(rowspan=1) for cell in leaves[:5]]
    return {**tables, "四": [[top, [*review, *leaves[5:]], [*(Cell("") for _ in range(5)), *below], rows[3]]]}


def columns_changed(key: str, row: list[Cell]) -> list[Cell]:
    """The first two applicants' columns changed places in the heads alone: figures must not be taken over."""
    swap = {"商业企业": "科研机构", "科研机构": "商业企业"}
    return [cell._replace(text=swap.get(cell.text, cell.text)) for cell in row]


def suits_before_reviews(tables: Tables) -> Tables:
    """The headings over two groups of columns changed places."""
    swap = {"未经复议直接起诉": "复议后起诉", "复议后起诉": "未经复议直接起诉"}
    rows = [[cell._replace(text=swap.get(cell.text, cell.text)) for cell in row] for row in tables["四"][0]]
    return {**tables, "四": [rows]}


def with_spare_columns(key: str, row: list[Cell]) -> list[Cell]:
    return [*row, Cell("")] if any(cell.ref for cell in row) else row


def merged_over_columns(key: str, row: list[Cell]) -> list[Cell]:
    if own_label(row) != "2.重复申请":
        return row
    at = next(n for n, cell in enumerate(row) if cell.ref)
    return [*row[:at], row[at]._replace(colspan=2), *row[at + 2 :]]


def merged_over_rows(tables: Tables) -> Tables:
    (rows,) = tables["三"]
    at = next(n for n, row in enumerate(rows) if own_label(row) == "2.重复申请")
    place = next(n for n, cell in enumerate(rows[at]) if cell.ref)
    rows = [list(row) for row in rows]
    rows[at][place] = rows[at][place]._replace(rowspan=2)
    del rows[at + 1][next(n for n, cell in enumerate(rows[at + 1]) if cell.ref)]
    return {**tables, "三": [rows]}


def row_named_twice(key: str, row: list[Cell]) -> list[Cell]:
    return [
        cell._replace(text="1.本机关不掌握相关政府信息")
        if cell.text == "2.没有现成信息需要另行制作"
        else cell
        for cell in row
    ]


def with_a_unit(unit: str) -> Change:
    """The head of the amounts with another unit."""
    return each_row(lambda key, row: [c._replace(text=c.text.replace("万元", unit)) for c in row])


def remarks_column(key: str, row: list[Cell]) -> list[Cell]:
    """A column of its own behind the form's, with a head."""
    if key == "四":
        return row
    head = row[-1].text in ("现行有效件数", "本年处理决定数量", "申请人情况") or "万元" in row[-1].text
    return [*row, Cell("备注" if head else "无" if any(cell.ref for cell in row) else "")]


def shares_column(tables: Tables) -> Tables:
    """A column of numbers behind 总计; one row has lost a figure, and looks whole by its number of cells."""
    (rows,) = tables["三"]
    at = next(number for number, row in enumerate(rows) if own_label(row) == "2.重复申请")
    rows = [[*row, Cell("占比" if number == 0 else "77")] for number, row in enumerate(rows)]
    rows[at] = [cell for cell in rows[at] if not (cell.ref and cell.ref.column == "c3")]
    return {**tables, "三": [rows]}


def blank_rows(tables: Tables) -> Tables:
    """Rows that only keep others apart."""
    blank = [Cell("", 1, 4)]
    (second,), (fourth,) = tables["二"], tables["四"]
    return {
        **tables,
        "二": [[part for row in second for part in (row, blank)]],
        "四": [[*fourth[:3], [Cell("", 1, 15)], fourth[3], [Cell("", 1, 15)]]],
    }


def reviews_and_suits_apart(tables: Tables) -> Tables:
    """A table for 行政复议, and one for 行政诉讼."""
    top, leaves, below, values = tables["四"][0]
    reviews = [[top[0]], [cell._replace(rowspan=1) for cell in leaves[:5]], values[:5]]
    return {**tables, "四": [reviews, [[top[1]], leaves[5:], below, values[5:]]]}


def three_tables(tables: Tables) -> Tables:
    """A table for each of the three groups of 表四, none of them headed 行政诉讼."""
    top, leaves, below, values = tables["四"][0]
    reviews = [[top[0]], [cell._replace(rowspan=1) for cell in leaves[:5]], values[:5]]
    suits = ([[leaves[5 + n]], below[5 * n : 5 * n + 5], values[5 * n + 5 : 5 * n + 10]] for n in (0, 1))
    return {**tables, "四": [reviews, *suits]}


def last_year_above(tables: Tables) -> Tables:
    """Another row of figures below the heads of 表四: which is the year's is not said."""
    rows = tables["四"][0]
    return {**tables, "四": [[*rows[:3], [Cell(str(7_000 + n)) for n in range(15)], rows[3]]]}


def head_repeated(tables: Tables) -> Tables:
    """The heads of 表三 once more on the second page."""
    (rows,) = tables["三"]
    first, second = cut("3.要求提供公开出版物", cut_label=False)(tables)["三"]
    return {**tables, "三": [first, [*rows[:3], *second]]}


def lost_colspans(key: str, row: list[Cell]) -> list[Cell]:
    return [cell._replace(colspan=1) for cell in row]


def lost_spans(key: str, row: list[Cell]) -> list[Cell]:
    return [cell._replace(colspan=1, rowspan=1) for cell in row]


def lost_spans_and_a_cell(key: str, row: list[Cell]) -> list[Cell]:
    """Without its spans, a row that is short tells nothing of where its figures belong."""
    return lost_spans(key, row[:-2] + row[-1:] if own_label(row) == "2.重复申请" else row)


def lost_spans_and_heads_changed(key: str, row: list[Cell]) -> list[Cell]:
    return lost_spans(key, columns_changed(key, row))


def last_year_before(key: str, row: list[Cell]) -> list[Cell]:
    """A column of last year's numbers before those of the form, in 表二."""
    at = next((n for n, cell in enumerate(row) if cell.ref), 1 if row[0].text in FIRST_HEADS else 0)
    if key != "二" or not at:
        return row
    before = Cell("上年数" if not row[-1].ref else str(9_000 + len(row[0].text)))
    return [*row[:at], before, *row[at:]]


FIRST_HEADS = {block.corner for block in FORM.tables["二"].blocks}


def one_head_of_last_year(key: str, row: list[Cell]) -> list[Cell]:
    """A column of last year in the place of one of the form's."""
    return [cell._replace(text=cell.text.replace("本年制发件数", "上年制发件数")) for cell in row]


LAYOUTS: Mapping[str, tuple[Change, int]] = {
    "as the form prints it": (lambda tables: tables, 0),
    "labels broken inside words": (each_row(broken_labels), 0),
    "slips of the pen": (each_row(slips), 0),
    "no row 规章": (each_row(without_regulations), 0),
    "a table for each clause": (one_table_a_clause, 0),
    "all tables in one": (all_in_one, 0),
    "表四 transposed": (transposed, 0),
    "a table over two pages": (cut("3.要求提供公开出版物", cut_label=False), 0),
    "a label cut by the end of a page": (cut("1.本机关不掌握相关政府信息", cut_label=True), 0),
    "（六） in one row": (others_in_one_row, 21),
    "a row with a figure less": (each_row(short_last_row), 7),
    "/ for none": (each_row(marks_for_none), 0),
    "heads that are not merged": (heads_not_merged, 0),
    "heads in another order": (each_row(columns_changed), 175),
    "groups in another order": (suits_before_reviews, 15),
    "a blank column at the end": (each_row(with_spare_columns), 0),
    "a figure merged over two columns": (each_row(merged_over_columns), 7),
    "a figure merged over two rows": (merged_over_rows, 14),
    "a row with the label of another": (each_row(row_named_twice), 14),
    "amounts in 元": (with_a_unit("元"), 1),
    "amounts in 亿元": (with_a_unit("亿元"), 1),
    "a column of remarks": (each_row(remarks_column), 0),
    "a column of shares and a row with a figure less": (shares_column, 7),
    "blank rows": (blank_rows, 0),
    "表四 in two tables": (reviews_and_suits_apart, 0),
    "表四 in three tables": (three_tables, 0),
    "two rows of figures in 表四": (last_year_above, 15),
    "heads repeated on a second page": (head_repeated, 0),
    "colspans lost": (each_row(lost_colspans), 0),
    "all spans lost": (each_row(lost_spans), 0),
    "all spans lost, and a row with a figure less": (each_row(lost_spans_and_a_cell), 7),
    "all spans lost, and heads in another order": (each_row(lost_spans_and_heads_changed), 175),
    "a column of last year before the others": (each_row(last_year_before), 0),
    "a column of last year instead": (each_row(one_head_of_last_year), 6),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_figures_of_a_page_are_right_or_told(name: str) -> None:
    change, at_most = LAYOUTS[name]
    assert_right_or_told(change(tables_of(REPORT)), at_most=at_most)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda table: f"<table><tr><td>{table}</td></tr></table>",
        lambda table: (
            f"<table><tr><td>左</td><td><div>{table}</div></td></tr><tr><td>1</td><td></td></tr></table>"
        ),
    ],
    ids=["in a table of one cell", "in a table that lays out the page"],
)
def test_tables_inside_tables_are_read(wrap: Callable[[str], str]) -> None:
    tables = tables_of(REPORT)
    assert_right_or_told(tables, at_most=0, content=page(tables, REPORT, wrap))


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<s>1</s>", "<del>1</del>"])
def test_the_number_of_a_note_and_a_number_struck_out_are_no_digits(mark: str) -> None:
    content = page(tables_of(REPORT), REPORT).replace(b"<p>3</p>", f"<p>3{mark}</p>".encode(), 1)
    values, told = outcome(content)
    assert "二.r1.c1" not in values
    assert "二.r1.c1" in told


@pytest.mark.parametrize("style", ["display:none", "mso-hide:all", "font-size:0"])
def test_digits_that_the_page_does_not_show_are_not_read(style: str) -> None:
    hidden = f"<p>3<span style='{style}'>9</span></p>".encode()
    values, _ = outcome(page(tables_of(REPORT), REPORT).replace(b"<p>3</p>", hidden, 1))
    assert values["二.r1.c1"] == "3"


def test_a_number_that_goes_over_a_rule_is_not_cut_in_two() -> None:
    """By cells it is two numbers, by position one; together their digits are the same."""
    whole = read_page(page(tables_of(REPORT), REPORT))
    at, grid = next((n, b) for n, b in enumerate(whole.blocks) if not isinstance(b, str) and b.width > 7)
    words = {
        row: tuple(Word(cell.column, cell.text) for cell in cells if cell.text)
        for row, cells in grid.rows.items()
    }
    assert printed_figures(whole._replace(words={at: words}), FORM) == printed_figures(whole, FORM)
    first, second, *others = words[3][-7:]
    words[3] = (*words[3][:-7], Word(first.column, first.text + second.text), *others)
    read = printed_figures(whole._replace(words={at: words}), FORM)
    assert [(doubt.why, len(doubt.refs)) for doubt in read.doubtful] == [("differs", 7)]


def archived(*pages: bytes) -> bytes:
    """Pages and their frames in one file, as a browser saves them."""
    whole = MIMEMultipart("related", boundary="parts")
    whole["Subject"] = "年报"
    for number, content in enumerate(pages):
        part = MIMEText("", "html")
        part.set_payload(quopri.encodestring(content).decode("ascii"))
        part.replace_header("Content-Transfer-Encoding", "quoted-printable")
        part["Content-Location"] = f"http://localhost/{number}.html"
        whole.attach(part)
    return whole.as_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_saved_as_a_web_archive_is_read(encoding: str) -> None:
    tables = tables_of(REPORT)
    content = page(tables, REPORT).decode().replace("charset='utf-8'", f"charset={encoding}").encode(encoding)
    assert_right_or_told(tables, at_most=0, content=archived(content))


def test_a_report_in_a_frame_of_a_page_is_read() -> None:
    tables = tables_of(REPORT)
    frame = html.escape(page(tables, REPORT).decode(), quote=True)
    portal = f'<html><head><title>门户</title></head><body><iframe srcdoc="{frame}"></iframe></body></html>'
    assert_right_or_told(tables, at_most=0, content=portal.encode())
    assert_right_or_told(
        tables, at_most=0, content=archived(b"<html><body><p>portal</p></body></html>", page(tables, REPORT))
    )


@pytest.mark.parametrize(
    "content", [archived(), archived(b""), b"Content-Type: multipart/related\n\n" + b"--x\n" * 9]
)
def test_an_archive_without_a_page_gives_one_finding(content: bytes) -> None:
    found = read_published(content, "a.mht", FORM).reading
    assert found.report is None
    assert [each.code for each in found.findings] == ["I-01"]


TITLE = f"{REPORT.agency}{REPORT.year}年政府信息公开工作年度报告"


def titled(title: str) -> tuple[str, str]:
    """Agency and year as read from a page with that title and none else, and without a period."""
    text = page(tables_of(REPORT), REPORT).decode()
    text = re.sub("<title>.*?</title>|<p>本报告由.*?</p>", "", text).replace(f"<h1>{TITLE}</h1>", title)
    read = read_published(text.encode(), "a.html", FORM).reading.report
    assert read is not None
    return read.entries["机关名称"].text, read.entries["年度"].text


@pytest.mark.parametrize(
    "title",
    [
        "<h1>青禾县财政局二〇二四年政府信息公开工作年度报告</h1>",
        "<h1>青禾县财政局２０２４年度政府信息公开工作年度报告</h1>",
        "<h1>青 禾 县 财 政 局<br>2 0 2 4 年<br>政 府 信 息 公 开 工 作 年 度 报 告</h1>",
        "<p>青禾县财政局</p><p>2024年度政府信息公开工作年度报告</p>",
        "<p>关于印发《青禾县财政局2024年政府信息公开工作年度报告》的通知</p>",
        "<p>青禾县财政局关于2024年度政府信息公开工作情况的报告</p>",
        "<p>青禾县财政局政府信息公开工作年度报告（2024年度）</p>",
        "<p>青禾县财政局—2024年政府信息公开工作年度报告</p>",
        "<p>青禾县财政局政府信息公开年报2024</p>",
        "<p>青禾县财政局政府信息公开工作年度报告〔2024〕</p>",
        "<p>青禾县财政局2024年年报</p>",
        "<p>青禾县财政局年报2024</p>",
        "<p>青禾县财政局年度报告（2024年）</p>",
        "<p>2024年政府信息公开工作年度报告</p><p>青禾县财政局</p><p>（2025年1月20日）</p>",
        "<p>2024年政府信息公开工作年度报告</p><p>青禾县财政局</p><p>青禾县财政局现将全年工作报告如下。</p>",
    ],
)
def test_agency_and_year_are_read_from_titles_of_any_kind(title: str) -> None:
    assert titled(title) == ("青禾县财政局", "2024")


@pytest.mark.parametrize(
    ("others", "stated"),
    [
        (("青禾县民政局2024年", "青禾县教育局2024年"), ("", "2024")),
        (("青禾县财政局2023年", "青禾县财政局2022年"), ("青禾县财政局", "")),
    ],
)
def test_reports_linked_beside_the_title_leave_it_open(
    others: tuple[str, ...], stated: tuple[str, str]
) -> None:
    links = "".join(f"<li>{other}政府信息公开工作年度报告</li>" for other in others)
    assert titled(f"<ul>{links}</ul><h1>{TITLE}</h1>") == stated


@pytest.mark.parametrize("below", ["青禾县人民政府", "2025-01-20", "打印 关闭", "政务公开栏目"])
def test_a_line_below_the_title_that_nothing_confirms_is_no_agency(below: str) -> None:
    title = f"<p>2024年政府信息公开工作年度报告</p><p>{below}</p><p>2025-01-20 10:00</p>"
    assert titled(title) == ("", "2024")


def test_a_heading_of_the_portal_is_no_agency() -> None:
    assert titled("<p>政务公开</p><p>2024年度政府信息公开工作年度报告</p>") == ("", "2024")
    assert titled("<p>现将我局2024年政府信息公开工作年度报告公布如下</p>") == ("", "2024")


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("unknown-8", "gb18030")]
)
def test_pages_are_read_in_the_encoding_they_have(declared: str, encoding: str) -> None:
    text = page(tables_of(REPORT), REPORT).decode().replace("charset='utf-8'", f"charset={declared}")
    values, _ = outcome(text.encode(encoding))
    assert values["二.r1.c1"] == "3"


def test_a_few_broken_characters_do_not_change_the_encoding() -> None:
    content = page(tables_of(REPORT), REPORT).replace("打印".encode(), b"\xe6\x89")
    values, _ = outcome(content)
    assert values["二.r1.c1"] == "3"


def test_two_reports_in_one_file_are_refused() -> None:
    other: Report = report({**COUNTS, "二.r3.c1": 999_999, "三.r01.c1": 4})
    both = page(tables_of(REPORT), REPORT) + page(tables_of(other), other)
    found = read_published(both, "a.html", FORM).reading
    assert found.report is None
    assert [(each.code, each.variant) for each in found.findings] == [("I-01", "two")]
