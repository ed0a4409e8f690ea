"""Raw cells to figures, case by case."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from converter.form import Column
from converter.grid.cells import Oddity, RawCell
from converter.grid.values import is_blank, ordinary_counts, stored_number, to_figure, typed_date
from converter.report.report import Place, Value
from tests.corpus.numbers import way_of_writing

COUNT, MONEY = Column("c1", "件数"), Column("c1", "金额", unit="万元")
YUAN = Column("c1", "金额", unit="元")
PLACE = Place("表.xlsx", "三", "E8")


def read(raw: RawCell, column: Column = COUNT) -> tuple[Value | None, str, str]:
    """Value, remark, and code with variant of the finding."""
    figure, finding = to_figure(raw, column, PLACE, "数")
    return figure.value, figure.remark, "" if finding is None else f"{finding.code} {finding.variant}".strip()


@pytest.mark.parametrize(
    ("raw", "value"),
    [("0", 0), ("3", 3), ("3.0", 3), ("1.3E1", 13), ("1E+2", 100), ("999999999999999", 10**15 - 1)],
)
def test_a_whole_number_is_read_as_stored(raw: str, value: int) -> None:
    got = read(RawCell("number", raw))
    assert got == (value, "", "")
    assert type(got[0]) is int


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("24252.311082", "24252.311082"),
        ("24252.311082000001", "24252.311082"),  # how Excel stores 24252.311082
        ("9116.36", "9116.36"),
        ("12", "12"),
        ("100", "100"),
        ("0", "0"),
    ],
)
def test_an_amount_keeps_every_digit_as_typed(raw: str, value: str) -> None:
    got = read(RawCell("number", raw), MONEY)
    assert (str(got[0]), got[2]) == (value, "")
    assert isinstance(got[0], Decimal)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("25", 25), ("２５", 25), (" 25 ", 25), ("25\n", 25), ("25.0", 25), ("\u00a025\u3000", 25),
        ("2\u200b5", 25), ("\ufeff25", 25), ("1,234", 1234), ("１，２３４", 1234), ("1，234", 1234),
        ("1,234,567", 1234567), ("3件", 3), ("5 个", 5), ("３ 件", 3), ("007", 7), ("\u2003\u202f5\u205f", 5),
        ("5\u2028", 5), ("25.000", 25), ("0", 0), ("0件", 0),
    ],
)  # fmt: skip
def test_an_unusual_way_of_writing_a_count_is_accepted_and_reported(raw: str, value: int) -> None:
    assert read(RawCell("text", raw)) == (value, "", f"A-02 {way_of_writing(raw, str(value))}")


@pytest.mark.parametrize(
    "raw",
    [
        "12.5万元",
        "12.5万",
        "12.5 万元",
        "12.5（万元）",
        "12.5 (万)",
        "12.5万元（万元）",
        "１２．５万",
        "12.5（ 万元 ）",
    ],
)
def test_a_unit_that_fits_an_amount_is_accepted_and_reported(raw: str) -> None:
    assert read(RawCell("text", raw), MONEY) == (Decimal("12.5"), "", "A-05 normalised")


@pytest.mark.parametrize(
    ("raw", "column", "proposal"),
    [
        ("582500（元）", MONEY, "58.25"),
        ("582,500元", MONEY, "58.25"),
        ("0.5万", YUAN, "5000"),
        ("0.5（万元）", YUAN, "5000"),
        ("1.2亿", MONEY, "12000"),
        ("3千", MONEY, "0.3"),
    ],
)
def test_an_amount_in_another_unit_is_never_taken_as_it_stands(
    raw: str, column: Column, proposal: str
) -> None:
    figure, told = to_figure(RawCell("text", raw), column, PLACE, "数")
    assert told is not None
    assert (figure.value, told.variant, told.values["proposal"]) == (None, "convert", proposal)


@pytest.mark.parametrize("raw", ["3（件）", "3件（件）", "3 （次）"])
def test_a_unit_in_brackets_is_no_remark(raw: str) -> None:
    assert read(RawCell("text", raw)) == (3, "", "A-02 normalised")


@pytest.mark.parametrize("raw", ["3.01", "2.99", "3.001", "2.9999", "3.00001", "3.00000001", "0.01", "0.99"])
def test_a_count_with_a_small_fraction_is_refused_and_never_rounded(raw: str) -> None:
    assert read(RawCell("number", raw)) == (None, "", "A-02 fraction")


@pytest.mark.parametrize("raw", ["3.000000001", "2.999999999", "3.0000000000001"])
def test_a_fraction_of_at_most_a_billionth_is_float_noise(raw: str) -> None:
    assert read(RawCell("number", raw)) == (3, "", "A-02 normalised")


def test_float_noise_is_read_as_the_whole_number_and_reported() -> None:
    assert read(RawCell("number", "3.0000000000000004")) == (3, "", "A-02 normalised")
    assert read(RawCell("number", "0.30000000000000004"), MONEY) == (Decimal("0.3"), "", "A-05 normalised")


@pytest.mark.parametrize(
    ("raw", "value", "remark"),
    [
        ("22（其中修订16件）", 22, "（其中修订16件）"),
        ("55(含自然失效29件)", 55, "（含自然失效29件）"),
        ("22件（其中修订16件）", 22, "（其中修订16件）"),
        ("２２（其中修订１６件，废止2件）", 22, "（其中修订１６件，废止2件）"),
        ("1,234 （含上年）", 1234, "（含上年）"),
    ],
)
def test_a_remark_behind_a_number_is_kept_with_a_warning(raw: str, value: int, remark: str) -> None:
    assert read(RawCell("text", raw)) == (value, remark, "A-04")


@pytest.mark.parametrize(
    "raw",
    [
        "/",
        "—",
        "——",
        "-",
        "－",
        "无",
        "不适用",
        "N/A",
        "n/a",
        "Ｎ／Ａ",
        "、",
        "…",
        "×",
        "不涉及",
        "没有发生",
        "NULL",
    ],
)
def test_a_placeholder_is_not_a_number(raw: str) -> None:
    assert read(RawCell("text", raw)) == (None, "", "A-03")


@pytest.mark.parametrize(
    "raw",
    ["1,23", "1，23，4", "12,34", "1,2345", ",123", "1,", "5/6", "1e3", "1E+3", "½", "1_000", "1 2", "1 234",
     "3.5.1", "nan", "inf", "0x10", "O", "l", "3+4", "=3", "12（", "（12）", "++3", "+3", "五六", "三分之一",
     "同上", "见附件", "3、4", "3-4", "3件5件", "TRUE", "2024年", "1'234", "¥5", "5。"],
)  # fmt: skip
def test_what_has_no_single_meaning_is_refused(raw: str) -> None:
    assert read(RawCell("text", raw)) == (None, "", "A-02 not_number")


@pytest.mark.parametrize("raw", ["约5", "约 5 件", "5余", "5余件", "5多", "近100", "≥3", "10以上", "5件左右"])
def test_a_vague_number_is_refused(raw: str) -> None:
    assert read(RawCell("text", raw)) == (None, "", "A-02 about")


@pytest.mark.parametrize(
    ("raw", "proposal"),
    [
        ("五", "5"), ("三件", "3"), ("二十五", "25"), ("叁佰零五", "305"), ("二〇", "20"), ("两", "2"),
        ("○", "0"), ("一万二千", "12000"), ("③", "3"), ("٣", "3"), ("Ⅲ", "3"), ("㊂", "3"), ("零", "0"),
        ("三万二千零五", "32005"),
    ],
)  # fmt: skip
def test_a_number_in_other_digits_is_refused_and_the_number_proposed(raw: str, proposal: str) -> None:
    figure, finding = to_figure(RawCell("text", raw), COUNT, PLACE, "数")
    assert figure.value is None
    assert finding is not None
    assert (finding.code, finding.variant, finding.values["proposal"]) == ("A-02", "other_digits", proposal)


@pytest.mark.parametrize(
    ("raw", "column"),
    [
        ("5%", COUNT),
        ("3万", COUNT),
        ("3元", COUNT),
        ("3（万）", COUNT),
        ("3（元）", COUNT),
        ("5%", MONEY),
        ("-5元", MONEY),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(raw: str, column: Column) -> None:
    code = "A-02" if column.whole else "A-05"
    assert read(RawCell("text", raw), column) == (None, "", f"{code} unit")


@pytest.mark.parametrize(
    ("raw", "proposal"),
    [
        ("125000元", "12.5"),
        ("1,250,000元", "125"),
        ("12.5亿元", "125000"),
        ("3千元", "0.3"),
        ("1元", "0.0001"),
    ],
)
def test_an_amount_in_another_unit_is_refused_and_the_conversion_proposed(raw: str, proposal: str) -> None:
    figure, finding = to_figure(RawCell("text", raw), MONEY, PLACE, "数")
    assert figure.value is None
    assert finding is not None
    assert (finding.code, finding.variant, finding.values["proposal"]) == ("A-05", "convert", proposal)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (RawCell("number", "-1"), "A-02 negative"),
        (RawCell("text", "-1"), "A-02 negative"),
        (RawCell("number", "2.5"), "A-02 fraction"),
        (RawCell("text", "2.5"), "A-02 fraction"),
        (RawCell("number", "1E+20"), "A-02 too_long"),
        (RawCell("number", "1234567890123456"), "A-02 too_long"),
        (RawCell("text", "1234567890123456"), "A-02 too_long"),
        (RawCell("number", "1E+309"), "A-02 too_long"),
        (RawCell("number", "abc"), "A-02 not_number"),
        (RawCell("number", "1_0"), "A-02 not_number"),
        (RawCell("number", "NaN"), "A-02 not_number"),
        (RawCell("number", "５"), "A-02 not_number"),
        (RawCell("number", "25", is_date=True), "A-02 date"),
        (RawCell("date", "2024-01-01"), "A-02 date"),
        (RawCell("boolean", "1"), "A-02 boolean"),
        (RawCell("text", "1215", marked=True), "A-02 runs"),
        (RawCell("error", "#REF!"), "A-09 error"),
        (RawCell("error", "#REF!", formula=True), "A-09 error"),
        (RawCell("number", "", formula=True), "A-09 no_cache"),
        (RawCell("number", "7", formula=True, odd="linked"), "A-09 linked"),
        (RawCell("number", "70000", odd="scaled"), "A-02 scaled"),
    ],
)
def test_what_is_not_a_count_is_refused(cell: RawCell, code: str) -> None:
    assert read(cell) == (None, "", code)


def test_a_formula_with_its_result_is_accepted_with_a_warning() -> None:
    assert read(RawCell("number", "7", formula=True)) == (7, "", "A-09 formula")


@pytest.mark.parametrize("odd", ["percent", "hidden", "worded", "yuan"])
def test_a_format_that_shows_another_number_or_none_gives_a_warning(odd: Oddity) -> None:
    assert read(RawCell("number", "7", odd=odd)) == (7, "", f"A-02 {odd}")


NO_PROPOSAL = {"unit": "件", "proposal": ""}


@pytest.mark.parametrize(
    ("cell", "column", "found", "expected", "values"),
    [
        (RawCell("error", "#REF!"), COUNT, "#REF!", "", {}),
        (RawCell("number", "", formula=True), COUNT, "", "", {}),
        (RawCell("number", " 7 ", odd="linked"), COUNT, "7", "", {}),
        (RawCell("number", " 7 ", odd="scaled"), MONEY, "7", "", {}),
        (RawCell("text", "1 2", marked=True), COUNT, "1 2", "", {}),
        (RawCell("date", "2024-01-01"), COUNT, "2024-01-01", "", {}),
        (RawCell("number", "25", is_date=True), COUNT, "25", "", {}),
        (RawCell("boolean", "1"), COUNT, "TRUE", "", {}),
        (RawCell("boolean", "0"), COUNT, "FALSE", "", {}),
        (RawCell("text", " 见附件\n"), COUNT, "见附件", "", NO_PROPOSAL),
        (RawCell("text", " 五件 "), COUNT, "五件", "", {"unit": "件", "proposal": "5"}),
        (RawCell("text", "125000元"), MONEY, "125000元", "", {"unit": "万元", "proposal": "12.5"}),
        (RawCell("text", " 无 "), COUNT, "无", "", {}),
        (RawCell("text", " 22（其中修订16件） "), COUNT, "22（其中修订16件）", "22", {}),
        (RawCell("number", "7", formula=True), COUNT, "7", "", {}),
        (RawCell("number", "7", odd="percent"), COUNT, "7", "", {"unit": "件"}),
        (RawCell("number", "7.50", odd="yuan"), MONEY, "7.50", "", {"unit": "万元"}),
        (RawCell("text", " ２５件 "), COUNT, "２５件", "25", {}),
        (RawCell("number", "3.0000000000000004"), COUNT, "3.0000000000000004", "3", {}),
    ],
)
def test_a_finding_names_the_cell_and_what_stands_there(
    cell: RawCell, column: Column, found: str, expected: str, values: Mapping[str, str]
) -> None:
    figure, finding = to_figure(cell, column, PLACE, "数")
    assert figure.place == PLACE
    assert finding is not None
    assert (finding.places, finding.subject) == ((PLACE,), "数")
    assert (finding.found, finding.values) == (found, values)
    assert expected in ("", finding.expected)


def test_a_figure_without_a_finding_knows_its_cell() -> None:
    for raw, column in (("3", COUNT), ("3.0", COUNT), ("3.5", MONEY)):
        figure, finding = to_figure(RawCell("number", raw), column, PLACE, "数")
        assert (figure.place, figure.computed, finding) == (PLACE, False, None)


@pytest.mark.parametrize(
    ("cell", "column", "result"),
    [
        # what stands in the way of an amount is told under the code of amounts
        (RawCell("number", "-1"), MONEY, (None, "", "A-05 negative")),
        (RawCell("date", "2024-01-01"), MONEY, (None, "", "A-05 date")),
        (RawCell("text", "约5万元"), MONEY, (None, "", "A-05 about")),
        (RawCell("error", "#REF!"), MONEY, (None, "", "A-09 error")),
        # 元 in a column of 元 is no other unit, and a text has no number format
        (RawCell("number", "7", odd="yuan"), YUAN, (Decimal(7), "", "")),
        (RawCell("number", "7", odd="percent"), YUAN, (Decimal(7), "", "A-05 percent")),
        (RawCell("text", "7", odd="percent"), COUNT, (7, "", "A-02 text")),
        (RawCell("text", "7元"), YUAN, (Decimal(7), "", "A-05 normalised")),
        (RawCell("text", "0.5万元"), YUAN, (None, "", "A-05 convert")),
        (RawCell("text", "7件"), YUAN, (None, "", "A-05 not_number")),
        # whole numbers that are not stored or shown as digits alone
        (RawCell("number", "7", marked=True), COUNT, (None, "", "A-02 runs")),
        (RawCell("number", "0000000000000007"), COUNT, (7, "", "")),
        (RawCell("number", "+7"), COUNT, (7, "", "")),
        (RawCell("number", "7E0"), COUNT, (7, "", "")),
        (RawCell("number", "-0"), COUNT, (0, "", "")),
        (RawCell("number", "7E1000"), COUNT, (None, "", "A-02 not_number")),
        # fifteen digits and no more; a text is never rounded
        (RawCell("text", "123456789012345"), COUNT, (123456789012345, "", "A-02 text")),
        (RawCell("text", "12.3456789012345"), MONEY, (Decimal("12.3456789012345"), "", "A-05 text")),
        (RawCell("text", "12.34567890123456"), MONEY, (None, "", "A-05 too_long")),
        (RawCell("number", "123456789012345.6"), MONEY, (Decimal("123456789012346"), "", "A-05 normalised")),
        (RawCell("number", "1234567890.123456"), MONEY, (Decimal("1234567890.12346"), "", "A-05 normalised")),
        (RawCell("number", "1234567890.12345"), MONEY, (Decimal("1234567890.12345"), "", "")),
        (RawCell("number", "1E+14"), MONEY, (Decimal("1E+14"), "", "")),
        (RawCell("text", "3.0000000001"), COUNT, (None, "", "A-02 fraction")),
        # a remark behind what is no count
        (RawCell("text", "3.5（其中修订1件）"), COUNT, (None, "", "A-02 fraction")),
        (RawCell("text", "二十五件"), COUNT, (None, "", "A-02 other_digits")),
        (RawCell("text", "12,345.50"), MONEY, (Decimal("12345.50"), "", "A-05 normalised")),
        (RawCell("text", "－0"), COUNT, (0, "", "A-02 normalised")),
    ],
)
def test_the_edges_of_what_is_taken(
    cell: RawCell, column: Column, result: tuple[Value | None, str, str]
) -> None:
    assert read(cell, column) == result


def test_an_amount_of_nothing_has_no_sign() -> None:
    figure, _ = to_figure(RawCell("number", "-0"), MONEY, PLACE, "数")
    assert str(figure.value) == "0"


@pytest.mark.parametrize(
    ("raws", "counts"),
    [
        ([], []),
        ([b"3", b"0", b"007"], [3, 0, 7]),
        ([b"999999999999999"], [10**15 - 1]),
        ([b"1000000000000000"], None),
        ([b"3", b"3.0"], None),
        ([b"3", b""], None),
        ([b"-3"], None),
    ],
)
def test_counts_of_digits_alone_are_read_at_once(raws: list[bytes], counts: list[int] | None) -> None:
    assert ordinary_counts(raws) == counts


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("3", "3"),
        ("-3.50", "-3.50"),
        ("1e5", "1E+5"),
        ("1E-7", "1E-7"),
        ("+3", "3"),
        ("3.", None),
        ("", None),
        (".5", None),
    ],
)
def test_a_stored_number_is_read_to_the_digit(raw: str, number: str | None) -> None:
    stored = stored_number(raw)
    assert (None if stored is None else str(stored)) == number


@pytest.mark.parametrize(
    "raw",
    ["\\", "--", "–", "―", "─", "……", ".", "x", "X", "*", "?", "空", "没有", "未发生", "暂无", "无数据",
     "暂无数据", "na", "NA", "null", "none", "None", "nil", "Nil"],
)  # fmt: skip
def test_what_people_write_for_nothing_is_no_number(raw: str) -> None:
    assert read(RawCell("text", raw)) == (None, "", "A-03")


@pytest.mark.parametrize("unit", "件个条份次起宗项")
def test_any_word_for_cases_may_stand_behind_a_count(unit: str) -> None:
    assert read(RawCell("text", f"3{unit}")) == (3, "", "A-02 normalised")


@pytest.mark.parametrize("unit", ["万件", "万", "千", "百", "亿", "%", "‰", "元", "千元", "万元", "亿元"])
def test_a_count_in_another_unit_is_refused(unit: str) -> None:
    assert read(RawCell("text", f"5{unit}")) == (None, "", "A-02 unit")


@pytest.mark.parametrize(
    ("cell", "blank"),
    [
        (None, True),
        (RawCell("text", ""), True),
        (RawCell("text", " \u3000\n\u200b"), True),
        (RawCell("text", "无"), False),
        (RawCell("text", "", formula=True), False),
        (RawCell("number", "0"), False),
        (RawCell("number", ""), False),
    ],
)
def test_a_cell_is_blank_where_nothing_is_to_be_seen(cell: RawCell | None, blank: bool) -> None:
    assert is_blank(cell) is blank


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年1月31日", date(2024, 1, 31)),
        (" 2024 - 1 - 31 ", date(2024, 1, 31)),
        ("２０２４．１．３１", date(2024, 1, 31)),
        ("2024/12/1", date(2024, 12, 1)),
        ("2024年2月30日", None),
        ("2024年1月", None),
        ("31.1.2024", None),
        ("", None),
    ],
)
def test_a_typed_date_is_a_day_of_the_calendar(text: str, day: date | None) -> None:
    assert typed_date(text) == day
