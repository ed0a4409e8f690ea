"""Headings at all levels: where each belongs on a grid, and what the first contradiction is."""

from __future__ import annotations

from itertools import combinations

import pytest

from converter.form import FORM, Ref, Table, printed
from converter.grid.cells import Position, address
from converter.grid.form_headings import Heading, heading_texts, headings_of
from converter.grid.headings import Contradiction, contradiction
from converter.grid.labels import find_contradiction, find_table

TWO, THREE, FOUR = (FORM.tables[key] for key in "二三四")
TABLES = pytest.mark.parametrize("table", [TWO, THREE, FOUR], ids=lambda table: table.tag)


def texts(table: Table) -> dict[Position, str]:
    return {(cell.row, cell.column): cell.text for cell in printed(table).cells if cell.text}


def figures(table: Table) -> dict[Ref, Position]:
    return {cell.ref: (cell.row, cell.column) for cell in printed(table).cells if cell.ref}


def groups(table: Table) -> list[Heading]:
    return [heading for heading in headings_of(table) if not heading.own]


def position(table: Table, text: str) -> Position:
    (found,) = (at for at, words in texts(table).items() if words == text)
    return found


def held(
    table: Table, given: dict[Position, str], *, complete: bool = False, merges: tuple[str, ...] = ()
) -> Contradiction | None:
    return contradiction(table, figures(table), given, merges, complete=complete)


def test_every_heading_of_the_form_is_a_witness() -> None:
    assert [heading.text for heading in groups(FOUR)] == [
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    ]
    assert [heading.text for heading in groups(THREE)] == [
        "申请人情况",
        "法人或其他组织",
        "三、本年度办理结果",
        "（三）不予公开",
        "（四）无法提供",
        "（五）不予处理",
        "（六）其他处理",
    ]
    assert [len(heading.lines) for heading in groups(THREE)] == [7, 5, 22, 8, 3, 5, 3]
    assert [heading.text for heading in groups(TWO)] == [block.heading for block in TWO.blocks]


@TABLES
def test_all_that_the_form_prints_but_corners_is_a_heading(table: Table) -> None:
    corners = {block.corner for block in table.blocks}
    assert {heading.text for heading in headings_of(table)} == set(texts(table).values()) - corners
    assert len(heading_texts(table)) >= len({heading.text for heading in headings_of(table)})


@TABLES
@pytest.mark.parametrize("complete", [False, True])
def test_the_form_contradicts_itself_nowhere(table: Table, *, complete: bool) -> None:
    assert held(table, texts(table), complete=complete) is None


@TABLES
def test_any_two_headings_of_groups_that_change_places_contradict(table: Table) -> None:
    for one, other in combinations([heading.text for heading in groups(table)], 2):
        given = texts(table)
        given[position(table, one)], given[position(table, other)] = other, one
        for complete in (False, True):
            found = held(table, given, complete=complete)
            assert found is not None, (one, other)
            assert found.found in (one, other)
        assert find_table(table, given).figures == {}


@TABLES
def test_any_heading_in_the_place_of_another_contradicts(table: Table) -> None:
    for one in groups(table):
        for other in groups(table):
            if one is not other and not one.lines < other.lines:
                given = texts(table) | {position(table, other.text): one.text}
                found = held(table, given)
                assert found == Contradiction(
                    position(table, other.text), one.text, other.text, found.label if found else ""
                )


@TABLES
def test_an_unknown_text_in_the_place_of_a_heading_contradicts(table: Table) -> None:
    for heading in headings_of(table):
        places = [at for at, words in texts(table).items() if words == heading.text]
        given = texts(table) | {places[0]: "别的"}
        found = held(table, given)
        assert found is not None
        assert (found.position, found.found, found.expected) == (places[0], "别的", heading.text)


@TABLES
def test_a_blank_heading_of_a_group_contradicts_only_a_table_that_must_be_complete(table: Table) -> None:
    for heading in groups(table):
        given = {at: words for at, words in texts(table).items() if words != heading.text}
        assert held(table, given) is None
        found = held(table, given, complete=True)
        assert found is not None
        assert (found.position, found.found, found.expected) == (
            position(table, heading.text),
            "",
            heading.text,
        )
        assert find_table(table, given).missing == heading.text
        assert find_contradiction(table, given) is None


def test_a_blank_heading_contradicts_where_its_columns_are_not_in_order() -> None:
    """Without it nothing tells the columns of one name apart but the keys, and these moved."""
    given = {at: words for at, words in texts(FOUR).items() if words != "行政复议"}
    moved = figures(FOUR)
    for number in range(1, 6):
        one, other = Ref("四", "r1", f"c{number:02d}"), Ref("四", "r1", f"c{number + 5:02d}")
        moved[one], moved[other] = moved[other], moved[one]
    del given[position(FOUR, "行政诉讼")], given[position(FOUR, "未经复议直接起诉")]
    found = contradiction(FOUR, moved, given, complete=False)
    assert found is not None
    assert (found.found, found.expected) == ("", "行政复议")
    three = {at: words for at, words in texts(THREE).items() if words != "（三）不予公开"}
    rows = figures(THREE)
    for column in range(1, 8):
        one, other = Ref("三", "r05", f"c{column}"), Ref("三", "r06", f"c{column}")
        rows[one], rows[other] = rows[other], rows[one]
    labels = {position(THREE, "1.属于国家秘密"): "2.其他法律行政法规禁止公开",
              position(THREE, "2.其他法律行政法规禁止公开"): "1.属于国家秘密"}  # fmt: skip
    assert contradiction(THREE, rows, three | labels, complete=False) is None


@TABLES
def test_a_row_put_under_another_heading_contradicts(table: Table) -> None:
    """Key and label of every row say one thing, the heading over it another."""
    located = figures(table)
    first = {key: next(ref for ref in located if ref.row == key) for key in {ref.row for ref in located}}
    places = {key: located[ref][0] for key, ref in first.items()}
    merges = tuple(
        f"{address((c.row, c.column))}:{address((c.row + c.rowspan - 1, c.column + c.colspan - 1))}"
        for c in printed(table).cells
    )
    for one, other in combinations(sorted(places, key=places.__getitem__), 2):
        apart = [h for h in groups(table) if not h.axis and (one in h.lines) != (other in h.lines)]
        turn = {places[one]: places[other], places[other]: places[one]}
        if not apart or table is TWO:
            continue
        moved = {ref: (turn.get(row, row), column) for ref, (row, column) in located.items()}
        own = {h.text for h in headings_of(table) if h.own and not h.axis}
        given = {
            (turn.get(row, row) if words in own else row, column): words
            for (row, column), words in texts(table).items()
        }
        if len(given) == len(texts(table)):
            assert contradiction(table, moved, given, merges, complete=False) is not None, (one, other)


@pytest.mark.parametrize("place", [(1, 5), (1, 7), (1, 9)])
def test_a_heading_may_stand_in_any_cell_of_its_span(place: Position) -> None:
    given = {at: words for at, words in texts(FOUR).items() if words != "未经复议直接起诉"}
    assert held(FOUR, given | {place: "未经复议直接起诉"}, complete=True) is None


@pytest.mark.parametrize("place", [(1, 4), (1, 10), (1, 14)])
def test_a_heading_outside_of_its_span_contradicts(place: Position) -> None:
    given = {at: words for at, words in texts(FOUR).items() if words != "未经复议直接起诉"}
    assert held(FOUR, given | {place: "未经复议直接起诉"}) is not None


def test_a_heading_merged_over_a_column_of_another_contradicts() -> None:
    assert held(FOUR, texts(FOUR), merges=("F2:J2", "K2:O2")) is None
    assert held(FOUR, texts(FOUR), merges=("F2:K2", "L2:O2")) == Contradiction(
        (1, 5), "未经复议直接起诉", "复议后起诉", "结果维持"
    )


def test_a_text_below_a_merged_heading_is_not_seen() -> None:
    given = texts(FOUR) | {(1, 7): "复议后起诉"}
    assert held(FOUR, given) == Contradiction((1, 7), "复议后起诉", "未经复议直接起诉", "结果维持")
    assert held(FOUR, given, merges=("F2:J2",)) is None


def test_a_column_head_over_three_merged_cells_is_a_witness() -> None:
    given = texts(TWO)
    (one, _), other = (
        [at for at, words in given.items() if words == text]
        for text in ("本年处理决定数量", "本年收费金额（单位：万元）")
    )
    found = held(TWO, given | {one: given[other[0]], other[0]: given[one]})
    assert found == Contradiction(one, "本年收费金额（单位：万元）", "本年处理决定数量", "本年处理决定数量")


def test_a_table_found_by_its_labels_names_the_heading_that_contradicts() -> None:
    given = texts(FOUR)
    one, other = position(FOUR, "未经复议直接起诉"), position(FOUR, "复议后起诉")
    given |= {one: "复议后起诉", other: "未经复议直接起诉"}
    found = find_contradiction(FOUR, given)
    assert found is not None
    located, wrong = found
    assert located.figures == figures(FOUR)
    assert wrong == Contradiction(one, "复议后起诉", "未经复议直接起诉", "结果维持")
    assert find_contradiction(FOUR, texts(FOUR)) is None
    assert find_contradiction(FOUR, {}) is None


def test_columns_of_one_name_under_each_others_heading_contradict() -> None:
    """总计 of the first and of the second block: all headings still stand over most of their columns."""
    moved = figures(FOUR)
    one, other = Ref("四", "r1", "c05"), Ref("四", "r1", "c10")
    moved[one], moved[other] = moved[other], moved[one]
    assert contradiction(FOUR, moved, texts(FOUR), complete=False) == Contradiction(
        (0, 0), "行政复议", "行政诉讼", "总计"
    )


def test_a_heading_beside_its_table_is_not_over_its_columns() -> None:
    given = {at: words for at, words in texts(FOUR).items() if words != "复议后起诉"} | {
        (1, 15): "复议后起诉"
    }
    assert find_table(FOUR, given).missing == "复议后起诉"


def test_a_text_below_a_blank_merged_heading_is_not_seen() -> None:
    given = {at: words for at, words in texts(FOUR).items() if words != "复议后起诉"} | {(1, 12): "别的"}
    assert held(FOUR, given, merges=("K2:O2",)) is None
    assert held(FOUR, given) == Contradiction((1, 12), "别的", "复议后起诉", "结果维持")


def test_cells_of_a_word_processor_need_not_begin_in_line() -> None:
    """Each column is two of the grid's; headings begin or end within one of another."""
    wide = {ref: (row, 2 * column) for ref, (row, column) in figures(FOUR).items()}
    given = {(row, 2 * column): words for (row, column), words in texts(FOUR).items()}
    late = {at: words for at, words in given.items() if words != "复议后起诉"} | {(1, 21): "复议后起诉"}
    early = {at: words for at, words in given.items() if words != "复议后起诉"} | {(1, 19): "复议后起诉"}
    last = {at: words for at, words in given.items() if words != "未经复议直接起诉"} | {
        (1, 19): "未经复议直接起诉"
    }
    for shifted, merge in ((late, "K2:U2"), (early, "K2:S2"), (last, "T2:T2")):
        assert contradiction(FOUR, wide, shifted, (merge,), complete=True) is None
    assert contradiction(FOUR, wide, given, ("K2:V2",), complete=True) is not None


def test_a_group_may_have_a_row_of_its_own_but_the_label_of_a_row_not() -> None:
    def below(row: int) -> int:
        return 2 * row

    apart = {ref: (below(row), column) for ref, (row, column) in figures(THREE).items()}
    given = {(below(row), column): words for (row, column), words in texts(THREE).items()}
    row, column = position(THREE, "（三）不予公开")
    del given[below(row), column]
    assert (
        contradiction(THREE, apart, given | {(below(row) - 1, column): "（三）不予公开"}, complete=True)
        is None
    )
    row, column = position(THREE, "1.属于国家秘密")
    del given[below(row), column]
    found = contradiction(THREE, apart, given | {(below(row) + 1, column): "1.属于国家秘密"}, complete=False)
    assert found is not None
    assert found.expected == "1.属于国家秘密"
