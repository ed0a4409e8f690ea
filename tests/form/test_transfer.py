"""What figures of one edition are in another, by labels; and claims carried over to other tables."""

from __future__ import annotations

from converter.form import Ref
from converter.form.editions import edition
from converter.form.transfer import beside
from tests.form.trial_edition import TRIAL

THIS, EARLIER = edition("2021"), edition("2019")
IN_2020 = beside(THIS, EARLIER)


def named(form_name: str, quote: str) -> tuple[Ref, ...]:
    form = {"2019": EARLIER, "2021": THIS, "trial": TRIAL}[form_name]
    return next(item.refs for item in form.quotes if item.name == quote)


def test_a_row_that_means_the_same_is_compared_with_itself() -> None:
    for ref in THIS.tables["四"].refs():
        assert IN_2020.figures((ref,)) == (ref,)
    row = THIS.tables["三"].rows.labelled("5.要求行政机关确认或重新出具已获取信息")[0]
    for column in THIS.tables["三"].columns:
        (ref,) = IN_2020.figures((THIS.tables["三"].figure(row, column),)) or ()
        assert EARLIER.row_label(ref) == row.label


def test_the_three_rows_of_other_handling_are_the_one_of_2020() -> None:
    assert IN_2020.figures(named("2021", "其他处理")) == named("2019", "其他处理")
    for ref in named("2021", "其他处理"):
        assert IN_2020.figures((ref,)) is None


def test_no_figure_of_section_two_has_a_counterpart_in_2020() -> None:
    assert [IN_2020.figures((ref,)) for ref in THIS.tables["二"].refs()] == [None] * 10


def test_a_form_beside_itself_is_itself() -> None:
    assert all(beside(THIS, THIS).figures((ref,)) == (ref,) for ref in THIS.refs)


def test_a_sum_of_a_whole_group_has_what_an_edition_adds_to_the_group() -> None:
    to_trial = beside(THIS, TRIAL)
    assert to_trial.figures(named("2021", "不予处理")) == named("trial", "不予处理")
    assert len(named("trial", "不予处理")) == 6
    four, new = THIS.tables["四"], TRIAL.tables["四"]
    outcomes = [c for c in four.columns if c.under == ("行政复议",) and c.label != "总计"]
    moved = to_trial.figures(four.figures(four.rows, outcomes)) or ()
    assert {TRIAL.column_label(ref) for ref in moved} >= {"行政复议／调解结案"}
    assert to_trial.figures(four.figures(four.rows, outcomes[:2])) == new.figures(new.rows, outcomes[:2])


def test_the_claims_of_2019_are_those_whose_figures_it_has() -> None:
    codes = {code.code for code in THIS.claims.codes} - {code.code for code in EARLIER.claims.codes}
    assert codes == {"C-23", "C-24", "C-26"}
    known = {*EARLIER.refs}
    assert all(ref in known for s in EARLIER.claims.statements for one in s.sums for ref in one.plus)


def test_the_example_of_the_claims_keeps_its_sums_where_rows_are_merged() -> None:
    (merged,) = named("2019", "其他处理")
    by_persons = Ref(merged.table, merged.row, "c1")
    assert dict(EARLIER.claims.example)[by_persons] == 1
    assert sum(dict(EARLIER.claims.example).values()) == sum(
        number for ref, number in THIS.claims.example if ref.table != "二"
    )
