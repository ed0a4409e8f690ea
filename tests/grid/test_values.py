"""One table of cases: what stands in a cell, and what becomes of it."""

from decimal import Decimal

import pytest

from converter.form import Column
from converter.grid.cells import RawCell
from converter.grid.values import to_figure
from converter.report import Place, Value

COUNT, MONEY = Column("c1", "件数"), Column("c1", "金额", unit="万元")
PLACE = Place("表.xlsx", "三", "E8")


def read(raw: RawCell, column: Column = COUNT) -> tuple[Value | None, str, str]:
    """Value, remark, and code with variant of the finding."""
    figure, finding = to_figure(raw, column, PLACE, "数")
    return figure.value, figure.remark, "" if finding is None else f"{finding.code} {finding.variant}".strip()


@pytest.mark.parametrize(
    ("raw", "value"),
    [("0", 0), ("3", 3), ("3.0", 3), ("1.3E1", 13), ("1E+2", 100), ("999999999999999", 10**15 - 1)],
)
def test_a_whole_number_is_taken_as_it_is(raw: str, value: int) -> None:
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
        ("2\u200b5", 25), ("\ufeff25", 25), ("1,234", 1234), ("１，２３４", 1234), ("3件", 3), ("5 个", 5),
    ],
)  # fmt: skip
def test_an_unusual_way_of_writing_a_count_is_taken_and_told(raw: str, value: int) -> None:
    assert read(RawCell("text", raw)) == (value, "", "A-02 normalised")


def test_a_unit_that_fits_an_amount_is_taken_and_told() -> None:
    assert read(RawCell("text", "12.5万元"), MONEY) == (Decimal("12.5"), "", "A-05 normalised")


def test_float_noise_is_taken_as_the_whole_number_and_told() -> None:
    assert read(RawCell("number", "3.0000000000000004")) == (3, "", "A-02 normalised")
    assert read(RawCell("number", "0.30000000000000004"), MONEY) == (Decimal("0.3"), "", "A-05 normalised")


@pytest.mark.parametrize(
    ("raw", "value", "remark"),
    [("22（其中修订16件）", 22, "（其中修订16件）"), ("55(含自然失效29件)", 55, "（含自然失效29件）")],
)
def test_a_remark_behind_a_number_is_kept_and_asked_about(raw: str, value: int, remark: str) -> None:
    assert read(RawCell("text", raw)) == (value, remark, "A-04")


@pytest.mark.parametrize("raw", ["/", "—", "——", "-", "－", "无", "不适用", "N/A", "n/a"])
def test_a_placeholder_is_not_a_number(raw: str) -> None:
    assert read(RawCell("text", raw)) == (None, "", "A-03")


@pytest.mark.parametrize(
    "raw",
    ["1,23", "1，23，4", "约5", "5余", "五", "5/6", "1e3", "③", "½", "²", "٣", "1_000", "1 2", "3.5.1", "nan",
     "O", "3+4", "=3", "12（", "（12）", "++3"],
)  # fmt: skip
def test_what_has_no_single_meaning_is_refused(raw: str) -> None:
    assert read(RawCell("text", raw)) == (None, "", "A-02 not_number")


@pytest.mark.parametrize(
    ("raw", "column"),
    [("125000元", MONEY), ("5%", COUNT), ("3万", COUNT), ("12.5亿元", MONEY), ("3元", COUNT)],
)
def test_a_unit_that_does_not_fit_is_refused(raw: str, column: Column) -> None:
    code = "A-02" if column.whole else "A-05"
    assert read(RawCell("text", raw), column) == (None, "", f"{code} unit")


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
        (RawCell("text", "1215", runs=True), "A-02 runs"),
        (RawCell("error", "#REF!"), "A-09 error"),
        (RawCell("error", "#REF!", formula=True), "A-09 error"),
        (RawCell("number", "", formula=True), "A-09 no_cache"),
    ],
)
def test_what_is_not_a_count_is_refused(cell: RawCell, code: str) -> None:
    assert read(cell) == (None, "", code)


def test_a_formula_with_its_result_is_taken_and_asked_about() -> None:
    assert read(RawCell("number", "7", formula=True)) == (7, "", "A-09 formula")
