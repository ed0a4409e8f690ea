"""What a form is refused for when it is made, each fault with a sentence that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from converter.form import Column, Equality, Form, Narrative, Quote, Row, Rule, Table
from converter.form.editions import edition
from converter.form.editions.edition_2021.tables import CLOSED, TABLE_3, TABLE_4
from converter.form.quotes import Views
from converter.form.sections import with_tables
from tests.form.other_kind import OTHER_KIND

FORM = edition()


def with_table(table: Table) -> Form:
    return replace(FORM, source=None, sections=with_tables(FORM.sections, {**FORM.tables, table.key: table}))


def with_rules(rules: tuple[Rule, ...]) -> Form:
    return replace(FORM, source=None, rules=rules)


def block_of(table: Table, rows: tuple[Row, ...] = (), columns: tuple[Column, ...] = ()) -> Table:
    (block,) = table.blocks
    return replace(table, blocks=(replace(block, rows=rows or block.rows, columns=columns or block.columns),))


def shortened(rule: Rule) -> Rule:
    """A sum of results that forgets the last reason of （五）不予处理."""
    if isinstance(rule, Equality) and rule.code == "B-02":
        return replace(rule, left=tuple(ref for ref in rule.left if ref.row != "r20"))
    return rule


FAULTS: dict[str, Callable[[], Form]] = {
    "表三: no sum down has 三.r24a.c1": lambda: with_table(TABLE_3.with_row("6.咨询", after=CLOSED.label)),
    "表四: no sum across has 四.r1.c02a": lambda: with_table(TABLE_4.with_column("调解结案", "结果纠正")),
    "B-04: the total 四.r1.c05 skips “调解结案”": lambda: with_table(
        TABLE_4.with_column("调解结案", "结果纠正")
    ),
    "B-02: the total 三.r24.c1 skips “5.要求行政机关确认或重新出具已获取信息”": lambda: with_rules(
        tuple(map(shortened, FORM.rules))
    ),
    "B-03 names 三.r25.c1, which no table has": lambda: with_table(
        block_of(TABLE_3, TABLE_3.rows.without(TABLE_3.rows.labelled("四、结转下年度继续办理")))
    ),
    "表三: the figure “三.r01.c1” stands 2 times": lambda: with_table(
        block_of(TABLE_3, (*TABLE_3.rows, Row("r01", "五、其他")))
    ),
    "表三: the row “／三、本年度办理结果／（五）不予处理／2.重复申请” stands 2 times": lambda: with_table(
        TABLE_3.with_row("2.重复申请", after="2.重复申请")
    ),
    "表四: the column “行政复议／结果维持” stands 2 times": lambda: with_table(
        TABLE_4.with_column("结果维持", after="结果纠正")
    ),
    "表四 is printed and has no looks": lambda: with_table(replace(TABLE_4, looks=None)),
    "表三 has 3 label columns, its looks have 0 in Word": lambda: with_table(
        replace(TABLE_3, looks=TABLE_4.looks)
    ),
    "表三: “诉讼” stands for “行政诉讼”, which nothing is called": lambda: with_table(
        replace(TABLE_3, aliases=TABLE_4.aliases)
    ),
    "counts one figure twice: “三.r01.c1” stands 2 times": lambda: with_rules(
        (*FORM.rules, replace(FORM.equalities[0], left=FORM.equalities[0].left * 2))
    ),
    "the quoted name “新收申请” stands 2 times": lambda: replace(
        FORM, quotes=(*FORM.quotes, Quote("新收申请", FORM.quotes[0].refs))
    ),
    "charts show “新受”, which is no quoted name": lambda: replace(
        FORM, views=replace(FORM.views, volume="新受")
    ),
    "a draft is for “总评”, which is no text": lambda: replace(FORM, drafts=(("总评", "无。"),)),
    "the name “机关名称” stands 2 times": lambda: replace(
        FORM, fields=(*FORM.fields, FORM.field("机关名称"))
    ),
    "the claims name 三.r23.c7, which no table has": lambda: replace(
        FORM,
        source=None,
        sections=FORM.sections[:2],
        rules=(), carry_overs=(), watched=(), pending=(), summed=(), quotes=(), views=Views(),
    ),
    "“信息处理费情况” has sentences for “六一”, which is no table": lambda: replace(
        FORM, sections=tuple(replace(s, parts=s.narratives) if s.key == "六" else s for s in FORM.sections)
    ),
    "the section “一” stands 2 times": lambda: replace(FORM, sections=(*FORM.sections, FORM.sections[0])),
    "section 一: the text “总述” stands 2 times": lambda: replace(
        FORM,
        sections=(
            replace(FORM.sections[0], parts=(*FORM.sections[0].parts, Narrative("另述", "总述"))),
            *FORM.sections[1:],
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("sentence", FAULTS)
def test_a_form_with_a_fault_is_refused_in_a_sentence(sentence: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  the text is compared below
        FAULTS[sentence]()
    assert sentence in str(refused.value)


def test_a_group_that_is_not_there_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match="no row or column is called “（八）不予理睬”"):
        TABLE_3.rows.under("（八）不予理睬")


def test_a_form_of_another_kind_is_made_with_its_own_groups() -> None:
    kinds = OTHER_KIND.tables["井"]
    (total,) = kinds.figures(kinds.rows.labelled("合计"), kinds.columns.labelled("共计"))
    assert OTHER_KIND.totals[total].names == ("二处之和", "共计")


def test_a_form_of_title_and_texts_alone_is_made() -> None:
    plain = Form("x", "某函", "标题", FORM.variants, FORM.fields, FORM.sections[:1], FORM.states)
    assert plain.views == Views()
    assert not plain.refs
