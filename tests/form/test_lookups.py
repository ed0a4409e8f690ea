"""What the rooms look up in the form: titles, variants, names of figures, who is a government."""

from __future__ import annotations

from collections import Counter

import pytest

from converter.form import FORM, Barred, Equality, Form, Inflow, Stock, Sum, numbered, table_of
from converter.form.claims import words
from converter.form.sections import Section
from tests.reports import REFS

ROW, COLUMN = REFS["三.r24.c1"], REFS["四.r1.c10"]


def test_a_title_names_agency_and_year() -> None:
    title = "青禾县财政局2024年政府信息公开工作年度报告"
    assert FORM.titled("青禾县财政局", "2024") == title
    assert FORM.titled("", "") == title.removeprefix("青禾县财政局").removeprefix("2024")


@pytest.mark.parametrize(
    ("category", "variant"),
    [
        ("县级政府", "县政府"),
        ("县级部门", "部门"),
        ("乡镇街道", "乡镇街道"),
        ("其他", "部门"),
        ("", "部门"),
        ("省级政府", "部门"),
    ],
)
def test_a_category_that_no_variant_names_has_the_first_one(category: str, variant: str) -> None:
    assert FORM.variant(category).name == variant


def test_fields_and_sections_are_found_by_key() -> None:
    assert [FORM.field(field.key) for field in FORM.fields] == list(FORM.fields)
    assert {key: FORM.section_of(key).key for key in FORM.tables} == {
        "二": "二",
        "三": "三",
        "四": "四",
        "六一": "六",
        "六三": "六",
    }


def test_a_figure_is_called_by_what_the_table_prints() -> None:
    assert (FORM.row_label(ROW), FORM.column_label(ROW)) == ("（七）总计", "自然人")
    assert (FORM.row_label(COLUMN), FORM.column_label(COLUMN)) == ("", "行政诉讼／未经复议直接起诉／总计")
    assert FORM.column(ROW).key == "c1"
    assert FORM.label(ROW) == "表三 第24行“（七）总计” 列“自然人”"
    assert FORM.label(ROW) is FORM.label(ROW)


def test_the_grand_total_is_defined_by_its_row() -> None:
    assert FORM.totals[REFS["三.r24.c7"]].code == "B-01"


def test_only_sums_are_equalities() -> None:
    assert Counter(rule.code for rule in FORM.equalities) == {"B-01": 25, "B-02": 7, "B-03": 7, "B-04": 3}


def test_a_form_of_other_parts_has_their_figures_and_rules_alone() -> None:
    rules = tuple(rule for rule in FORM.rules if table_of(rule) == "四")
    one = Form("一", "", "", FORM.variants, FORM.fields, FORM.sections[3:5], FORM.states, rules=rules)
    assert [*one.tables] == ["四"]
    assert [*one.narratives] == ["存在的主要问题", "改进情况"]
    assert one.refs == tuple(FORM.tables["四"].refs())
    assert one.totals == {ref: rule for ref, rule in FORM.totals.items() if ref.table == "四"}
    assert [one.label(ref) for ref in one.refs] == [FORM.label(ref) for ref in one.refs]


def test_a_section_knows_its_texts_and_tables_in_order() -> None:
    texts, tables = (*FORM.narratives.values(),)[:2], (*FORM.tables.values(),)[:2]
    section = Section("七", "甲", "乙", (texts[1], tables[1], texts[0], tables[0]))
    assert section.narratives == (texts[1], texts[0])
    assert section.tables == (tables[1], tables[0])
    assert section.sheet == "七、乙"


def test_a_label_is_spelt_as_the_form_prints_it_and_as_people_do() -> None:
    table = FORM.tables["二"]
    assert table.spellings("本年制发件数") == ("本年制发件数", "制发件数", "本年制发数量")
    assert table.spellings("规章") == ("规章",)


@pytest.mark.parametrize("kind", [Equality, Inflow, Stock, Barred])
def test_a_rule_is_about_the_table_of_its_figures(kind: type) -> None:
    tables = {table_of(rule) for rule in FORM.rules if isinstance(rule, kind)}
    assert tables == {Equality: {"三", "四"}, Inflow: {"三"}, Stock: {"二"}, Barred: {"二"}}[kind]


@pytest.mark.parametrize(
    "rule",
    [
        Equality("B-99", (ROW,), (ROW, COLUMN), ("左", "右"), "条"),
        Inflow("B-99", (ROW,), (ROW,), "条"),
        Barred("B-99", (ROW,), ("其他",), "条"),
    ],
)
def test_a_rule_may_be_about_a_single_figure(rule: Equality | Inflow | Barred) -> None:
    assert table_of(rule) == "三"


def test_two_sums_joined_are_both_together() -> None:
    a, b, c, d = (REFS[f"三.r01.c{number}"] for number in range(1, 5))
    assert Sum((a,), (b,)) + Sum((c,), (d,)) == Sum((a, c), (b, d))


def test_a_list_of_words_is_split_at_blanks() -> None:
    assert words("甲  乙\n丙") == ("甲", "乙", "丙")


def test_headings_are_numbered_from_one_to_ten() -> None:
    assert [numbered(item) for item in (1, 2, 10)] == ["（一）", "（二）", "（十）"]


@pytest.mark.parametrize(
    ("name", "category", "government", "compiling", "own"),
    [
        ("青禾县人民政府", "县级政府", True, "青禾县人民政府办公室", "本县"),
        ("青禾县人民政府办公室", "县级政府", True, "青禾县人民政府办公室", "本县"),
        ("青禾县人民政府办公室", "县级部门", False, "青禾县人民政府办公室", "本机关"),
        ("青禾县政府", "县级政府", True, "青禾县政府办公室", "本县"),
        ("青禾县人民政府", "其他", True, "青禾县人民政府", "本县"),
        ("青禾自治旗人民政府", "县级政府", True, "青禾自治旗人民政府办公室", "本旗"),
        ("青禾市人民政府", "县级政府", True, "青禾市人民政府办公室", "本市"),
        ("青禾试验区管理委员会", "县级政府", True, "青禾试验区管理委员会办公室", "本区"),
        ("青禾新区管委会", "县级政府", True, "青禾新区管委会办公室", "本区"),
        ("青禾县", "县级政府", True, "青禾县人民政府办公室", "本县"),
        ("望桥镇", "乡镇街道", False, "望桥镇", "本镇"),
        ("白鹭镇人民政府", "乡镇街道", True, "白鹭镇人民政府", "本镇"),
        ("望桥街道办事处", "乡镇街道", False, "望桥街道办事处", "本街道"),
        ("青禾县财政局", "县级部门", False, "青禾县财政局", "本机关"),
        ("青禾区人民政府", "", True, "青禾区人民政府", "本区"),
    ],
)
def test_who_is_a_government_and_how_a_body_calls_itself(
    name: str, category: str, government: bool, compiling: str, own: str
) -> None:
    bodies = FORM.government
    assert bodies.includes(name, category) is government
    assert bodies.compiling_body(name, category) == compiling
    assert bodies.self_reference(name, category) == own
