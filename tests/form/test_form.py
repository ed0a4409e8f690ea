import re
from collections import Counter
from collections.abc import Iterable

import pytest

from converter.form import FORM, Column, Equality, Ref, Row, printed


def test_the_form_has_ten_figures_in_two_175_in_three_and_15_in_four() -> None:
    counts = Counter(ref.table for ref in FORM.refs)
    assert {key: counts[key] for key in "二三四"} == {"二": 10, "三": 175, "四": 15}


def test_every_key_of_a_figure_is_unique() -> None:
    keys = [ref.key for ref in FORM.refs]
    assert len(set(keys)) == len(keys)


def test_the_six_sections_are_titled_and_ordered_as_prescribed() -> None:
    assert [f"{section.key}、{section.title}" for section in FORM.sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize("key", FORM.tables)
def test_a_printed_table_covers_its_grid_without_gaps_or_overlaps(key: str) -> None:
    grid = printed(FORM.tables[key])
    covered = Counter(
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    )
    assert set(covered.values()) == {1}
    assert len(covered) == grid.rows * grid.columns


@pytest.mark.parametrize(("key", "rows", "columns"), [("二", 14, 4), ("三", 28, 10), ("四", 4, 15)])
def test_the_printed_tables_have_the_official_size(key: str, rows: int, columns: int) -> None:
    grid = printed(FORM.tables[key])
    assert (grid.rows, grid.columns) == (rows, columns)


@pytest.mark.parametrize(
    ("key", "text", "span"),
    [
        ("二", "第二十条第（一）项", (1, 4)),
        ("二", "本年收费金额（单位：万元）", (1, 3)),
        ("三", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", (3, 3)),
        ("三", "申请人情况", (1, 7)),
        ("三", "自然人", (2, 1)),
        ("三", "法人或其他组织", (1, 5)),
        ("三", "商业企业", (1, 1)),
        ("三", "三、本年度办理结果", (22, 1)),
        ("三", "（三）不予公开", (8, 1)),
        ("三", "（五）不予处理", (5, 1)),
        ("三", "（七）总计", (1, 2)),
        ("三", "四、结转下年度继续办理", (1, 3)),
        ("四", "行政复议", (1, 5)),
        ("四", "行政诉讼", (1, 10)),
        ("四", "复议后起诉", (1, 5)),
    ],
)
def test_merged_cells_span_as_in_the_official_table(key: str, text: str, span: tuple[int, int]) -> None:
    cell = next(cell for cell in printed(FORM.tables[key]).cells if cell.text == text)
    assert (cell.rowspan, cell.colspan) == span


def test_the_sub_heads_of_review_span_two_rows_and_those_of_litigation_one() -> None:
    cells = [cell for cell in printed(FORM.tables["四"]).cells if cell.text == "结果维持"]
    assert [cell.rowspan for cell in cells] == [2, 1, 1]


def test_every_total_of_the_official_tables_is_defined_by_one_rule() -> None:
    totals = {ref.key for ref in FORM.totals}
    rows = {f"三.r{row:02d}.c7" for row in range(1, 26)}
    columns = {f"三.r24.c{column}" for column in range(1, 8)}
    assert totals == rows | columns | {"四.r1.c05", "四.r1.c10", "四.r1.c15"}


def test_the_rules_are_one_per_row_column_and_block() -> None:
    rules = Counter(rule.code for rule in FORM.rules)
    assert rules == {"B-01": 25, "B-02": 7, "B-03": 7, "B-04": 3, "B-06": 2, "B-07": 1, "B-08": 1}


def test_every_rule_names_its_clause_and_only_figures_of_the_form() -> None:
    for rule in FORM.rules:
        assert rule.clause
        if isinstance(rule, Equality):
            assert {*rule.left, *rule.right} <= set(FORM.refs)


def test_only_texts_that_the_form_prints_are_marked_official() -> None:
    official = [part.help.text for part in FORM.narratives.values() if part.help.official]
    assert official == ["文字描述，收取信息处理费情况在此处报告。"]


def test_a_figure_is_called_by_its_row_and_column() -> None:
    by_key = {ref.key: FORM.label(ref) for ref in FORM.refs}
    assert by_key["三.r24.c1"] == "表三 第24行“（七）总计” 列“自然人”"
    assert by_key["四.r1.c10"] == "表四 列“行政诉讼／未经复议直接起诉／总计”"


TOTAL = re.compile("(（.）)?总计")


def siblings(labels: Iterable[Row | Column], total: Row | Column) -> set[str]:
    """The keys of what is printed under the same heading as a total, at any depth, and is no total."""
    return {own.key for own in labels if own.under[:1] == total.under[:1] and not TOTAL.fullmatch(own.label)}


@pytest.mark.parametrize("column", [column.key for column in FORM.tables["三"].blocks[0].columns])
def test_every_result_row_is_part_of_the_total_of_results(column: str) -> None:
    (block,) = FORM.tables["三"].blocks
    total = next(row for row in block.rows if row.label == "（七）总计")
    results = siblings(block.rows, total)
    assert len(results) == 21
    (rule,) = (r for r in FORM.equalities if r.code == "B-02" and r.right[0].column == column)
    assert rule.right == (Ref("三", total.key, column),)
    assert sorted(rule.left) == sorted(Ref("三", row, column) for row in results)


@pytest.mark.parametrize("row", [row.key for row in FORM.tables["三"].blocks[0].rows])
def test_every_kind_of_applicant_is_part_of_the_total_of_its_row(row: str) -> None:
    (block,) = FORM.tables["三"].blocks
    total = next(column for column in block.columns if column.label == "总计")
    kinds = siblings(block.columns, total)
    assert len(kinds) == 6
    rule = FORM.totals[Ref("三", row, total.key)]
    assert rule.code == "B-01"
    assert sorted(rule.left) == sorted(Ref("三", row, kind) for kind in kinds)


def test_every_outcome_is_part_of_the_total_of_its_kind_of_dispute() -> None:
    (block,) = FORM.tables["四"].blocks
    totals = [column for column in block.columns if column.label == "总计"]
    assert len(totals) == 3
    for total in totals:
        outcomes = {c.key for c in block.columns if c.under == total.under and c is not total}
        assert len(outcomes) == 4
        (row,) = block.rows
        rule = FORM.totals[Ref("四", row.key, total.key)]
        assert sorted(rule.left) == sorted(Ref("四", row.key, outcome) for outcome in outcomes)
