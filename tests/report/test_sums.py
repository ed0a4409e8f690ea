"""The arithmetic of the form: totals from what a person fills in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from converter.form import FORM, Block, Column, Equality, Form, Ref, Row, Section, Table
from converter.report.report import Value
from converter.report.sums import add, distance, recompute_totals, sum_of
from tests.reports import FIGURES, INPUTS, REFS

TYPED: dict[Ref, Value | None] = {
    **dict.fromkeys(FORM.refs, 0),
    **{REFS[key]: n for key, n in FIGURES.items()},
}
TOTALS = {
    "三.r01.c7": 7, "三.r02.c7": 1, "三.r03.c7": 3, "三.r04.c7": 2, "三.r13.c7": 2, "三.r25.c7": 1,
    "三.r24.c1": 5, "三.r24.c2": 2, "三.r24.c7": 7,
    "四.r1.c05": 3, "四.r1.c10": 1,
}  # fmt: skip
SUM = Equality(
    "B-99", tuple(REFS[key] for key in ("三.r01.c1", "三.r01.c2")), (REFS["三.r01.c7"],), ("左", "右"), ""
)


def known(values: dict[Ref, Value | None], prefix: str = "") -> dict[str, Value | None]:
    """What is not 0, by key."""
    return {ref.key: value for ref, value in values.items() if value != 0 and ref.key.startswith(prefix)}


def test_totals_are_added_up_from_their_parts_whatever_was_typed() -> None:
    wrong = TYPED | dict.fromkeys(FORM.totals, 99)
    for typed in (TYPED, wrong):
        sums = recompute_totals(FORM, typed.__getitem__)
        assert list(sums) == list(FORM.refs)
        assert known(sums) == {**FIGURES, **TOTALS}


@pytest.mark.parametrize("table", ["二", "三", "四"])
def test_the_totals_of_one_table_are_those_of_the_whole_form(table: str) -> None:
    sums = recompute_totals(FORM, TYPED.__getitem__, table)
    assert list(sums) == list(FORM.tables[table].refs())
    assert known(sums) == known(recompute_totals(FORM, TYPED.__getitem__), table + ".")


def test_a_total_with_an_unknown_part_is_unknown_and_so_is_what_it_is_part_of() -> None:
    typed = TYPED | {REFS["三.r03.c1"]: None}
    sums = recompute_totals(FORM, typed.__getitem__)
    assert [ref.key for ref, value in sums.items() if value is None] == [
        "三.r03.c1", "三.r03.c7", "三.r24.c1", "三.r24.c7",
    ]  # fmt: skip
    assert {ref for ref in INPUTS if sums[ref] is None} == {REFS["三.r03.c1"]}


def test_a_total_printed_before_its_parts_is_added_up_after_them() -> None:
    names = ("总计", "小计", "甲", "乙", "丙")
    group = {"小计": ("前两项",), "甲": ("前两项",), "乙": ("前两项",)}
    columns = tuple(Column(f"c{number}", name, group.get(name, ())) for number, name in enumerate(names, 1))
    table = Table("七", "表七", (Block((Row("r1", "件数"),), columns),), printed=False)
    total, part, *inputs = table.refs()
    sides = ("左", "右")
    form = Form(
        "七",
        "",
        "",
        FORM.variants,
        FORM.fields,
        (Section("七", "其他", "其他", (table,)),),
        FORM.states,
        rules=(
            Equality("B-99", (part, inputs[2]), (total,), sides, ""),
            Equality("B-99", (inputs[0], inputs[1]), (part,), sides, ""),
        ),
    )
    typed = dict(zip(table.refs(), (99, 99, 1, 2, 4), strict=True))
    assert list(recompute_totals(form, typed.__getitem__).values()) == [7, 3, 1, 2, 4]


def test_counts_stay_whole_and_one_amount_makes_an_amount() -> None:
    assert [type(value) for value in (add([]), add([1, 2]), add([1, Decimal("0.1")]))] == [int, int, Decimal]
    assert add([1, Decimal("0.1"), Decimal("0.2")]) == Decimal("1.3")


def test_the_sum_of_a_side_is_unknown_where_a_part_is() -> None:
    values: dict[Ref, Value | None] = {REFS["三.r01.c1"]: 2, REFS["三.r01.c2"]: 0, REFS["三.r01.c7"]: 9}
    assert sum_of(SUM, values.__getitem__) == 2
    assert sum_of(SUM, values.__getitem__, "right") == 9
    assert sum_of(SUM, {**values, REFS["三.r01.c2"]: None}.__getitem__) is None
    assert sum_of(SUM, {**values, REFS["三.r01.c7"]: None}.__getitem__, "right") is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (3, 5, 2),
        (5, 3, 2),
        (3, 3, 0),
        (Decimal("0.1"), 1, Decimal("0.9")),
        (1, Decimal("0.1"), Decimal("0.9")),
    ],
)
def test_a_distance_has_no_sign(one: Value, other: Value, apart: Value) -> None:
    assert distance(one, other) == apart
