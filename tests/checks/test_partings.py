"""Sums that part: both readings are said, and whoever follows one of them is not returned again."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from converter.catalogue.messages import describe
from converter.checks.model import Context
from converter.checks.partings import Parting, partings
from converter.checks.sums import check_sums
from converter.form import FORM, Equality, Ref
from converter.report.finding import Finding
from converter.report.report import Figure, Place, Report, Value
from converter.report.sums import add, recompute_totals
from tests.reports import REFS, report, retyped

BALANCES = tuple(rule for rule in FORM.equalities if rule.code == "B-03")
TABLE_3 = tuple(FORM.tables["三"].refs())
INPUTS_3 = tuple(ref for ref in TABLE_3 if ref not in FORM.totals)
PARTS = {"三.r01.c1": 5, "三.r01.c2": 1, "三.r13.c1": 4, "三.r15.c1": 1, "三.r23.c2": 1, "三.r24.c1": 5}


def placed(base: Report) -> Report:
    """The report as if read from a file: each figure has the cell that it has in the workbook."""
    back, _ = retyped(base)
    return replace(
        base, figures={ref: f._replace(place=back.figures[ref].place) for ref, f in base.figures.items()}
    )


def said(changes: Mapping[str, Value]) -> dict[str, str]:
    """The sentence of each finding, by code and cells; every total is typed, those not changed right."""
    base = placed(report(PARTS))
    changed = {**base.figures, **{REFS[key]: base.figures[REFS[key]]._replace(value=value)
                                  for key, value in changes.items()}}  # fmt: skip
    return {f"{f.code} {f.cell}": describe(f) for f in check_sums(replace(base, figures=changed), Context())}


UNFILLED = {f"三.r{row:02d}.c7": 0 for row in range(1, 26)}


def test_an_unfilled_column_over_sums_that_part_names_both_readings_and_no_number_to_type() -> None:
    """One answer too many; the row of totals was typed by what came in, the column not at all."""
    messages = said({**UNFILLED, "三.r21.c1": 1})
    column = messages["B-05 K9,K21,K23,K29,K31,K32"]
    assert "应为" not in column
    assert "列“自然人”一＋二＝5、三＋四＝6" in column
    assert "一＋二没有错的，（一）至（六）各项多填了 1，改好后 E32 是 5、K32 是 6" in column
    assert "少填了 1，改好后 E32 是 6、K32 是 7" in column
    assert "更可能是 E21、E23、E29 中有一格多填了 1" in column
    total = messages["B-02 E32"]
    assert "改好后 E32 是 5、K32 是 6" in total
    assert "改好后 E32 是 6、K32 是 7" in total


def test_an_unfilled_column_over_sums_that_agree_names_the_numbers_to_type() -> None:
    (column,) = said(UNFILLED).values()
    assert "应为：一、本年新收政府信息公开申请数量 6" in column
    assert "没有错的" not in column


def test_the_typed_totals_tell_which_cell_is_likely() -> None:
    """An answer without an application: the totals of its row and of all were typed without it."""
    messages = said({"三.r04.c2": 1, "三.r24.c2": 2, "三.r04.c7": 0, "三.r24.c7": 6})
    assert messages.keys() == {"B-01 K12", "B-01 K32", "B-03 F9,F10,F32,F33"}
    assert "更可能是 F12 多填了 1，改为 0 就对得上" in messages["B-03 F9,F10,F32,F33"]
    assert "请先改好那一列" in messages["B-01 K12"]
    assert "列“商业企业”一＋二＝1、三＋四＝2" in messages["B-01 K12"]


def test_columns_that_differ_by_as_much_the_other_way_may_be_one_case_in_the_wrong_column() -> None:
    messages = said({"三.r13.c1": 3, "三.r13.c2": 1, "三.r24.c1": 4, "三.r24.c2": 2})
    assert all("“自然人”“商业企业”两列的差数正好相反，也可能有 1 件填错了列" in m for m in messages.values())
    assert [key[:4] for key in messages] == ["B-03", "B-03"]


def test_a_total_that_others_were_added_up_from_names_those_too() -> None:
    messages = said({"三.r24.c2": 3, "三.r24.c7": 8})
    assert messages.keys() == {"B-02 F32"}
    assert "也要改为 6" in messages["B-02 F32"]


# --- whoever follows a message is not returned again ------------------------------------------------


def in_balance(random: Random) -> dict[Ref, Value]:
    """A table 三 in which every sum is right."""
    values: dict[Ref, Value] = dict.fromkeys(TABLE_3, 0)
    for balance in BALANCES[:6]:
        came, carried_in, closed, carried_out = (*balance.left, *balance.right)
        for ref in random.sample(FORM.totals[closed].left, 3):
            values[ref] = random.randint(0, 4)
        values[carried_out] = random.randint(0, 2)
        values[carried_in] = random.randint(0, 2)
        answered = sum(values[ref] for ref in FORM.totals[closed].left)
        values[came] = max(0, answered + values[carried_out] - values[carried_in])
        values[carried_in] = answered + values[carried_out] - values[came]
    return {ref: v for ref, v in recompute_totals(FORM, lambda r: values.get(r, 0)).items() if v is not None}


def spoilt(random: Random) -> Report:
    values = in_balance(random)
    totals = [ref for ref in TABLE_3 if ref in FORM.totals]
    match random.randrange(4):
        case 0:
            values |= {ref: 0 for ref in totals if ref.column == "c7"}
        case 1:
            values |= {ref: 0 for ref in totals if ref.row == "r24"}
    for ref in random.sample(totals, random.randint(0, 2)):
        values[ref] = random.randint(0, 9)
    for ref in random.sample(INPUTS_3, random.randint(0, 2)):
        values[ref] += random.randint(1, 3)
    base = report({})
    return replace(
        base,
        figures={
            **base.figures,
            **{ref: Figure(values[ref], Place("甲.xlsx", "三", ref.key)) for ref in TABLE_3},
        },
    )


def sums_that_part(base: Report) -> list[Parting]:
    sums = recompute_totals(FORM, base.value)
    rules = [rule for rule in FORM.equalities if not rule.total and not _of_totals(rule)]
    return list(partings(base, FORM, rules, sums, frozenset()))


def _of_totals(rule: Equality) -> bool:
    return {*rule.left, *rule.right} <= FORM.totals.keys()


def with_values(base: Report, values: Mapping[Ref, Value | None]) -> Report:
    figures = {ref: base.figures[ref]._replace(value=value) for ref, value in values.items()}
    return replace(base, figures={**base.figures, **figures})


def as_asked(base: Report, findings: list[Finding]) -> Report:
    """The report after every total that a message names is what the message says; no sums part in it."""
    sums = recompute_totals(FORM, base.value)
    named = {place.cell for found in findings for place in found.places}
    also = {
        ref
        for found in findings
        for ref in FORM.totals
        if f"“{FORM.row_label(ref)}”列“{FORM.column_label(ref)}”也要改为 {sums[ref]}" in describe(found)
    }
    return with_values(base, {r: sums[r] for r in FORM.totals if r.key in named or r in also})


@pytest.mark.parametrize("seed", range(60))
def test_whoever_follows_the_messages_is_not_returned_again(seed: int) -> None:
    base = spoilt(Random(seed))
    findings = list(check_sums(base, Context()))
    parted = sums_that_part(base)
    if not parted:
        assert not any("没有错的" in describe(found) for found in findings)
        assert not list(check_sums(as_asked(base, findings), Context()))
        return
    for readings in product(*([r for r in parting.readings if r.cells] for parting in parted)):
        values = {ref: base.value(ref) for ref in TABLE_3}
        for reading in readings:  # from one cell, or from several where none holds as much
            left = reading.change
            for cell in reading.cells:
                change = left if left > 0 else max(left, -(values[cell] or 0))
                values[cell] = add([values[cell] or 0, change])
                left -= change
            assert left == 0
        again = recompute_totals(FORM, {**dict.fromkeys(FORM.refs), **values}.__getitem__)
        assert not list(check_sums(with_values(base, {ref: again[ref] for ref in TABLE_3}), Context()))


@pytest.mark.parametrize("seed", range(60))
def test_no_message_names_a_number_to_type_that_the_balance_contradicts(seed: int) -> None:
    base = spoilt(Random(seed))
    open_totals = {
        ref for parting in sums_that_part(base) for ref in FORM.totals if parting.touches(ref, FORM)
    }
    for found in check_sums(base, Context()):
        if {place.cell for place in found.places} & {ref.key for ref in open_totals}:
            assert "应为：" not in describe(found)
