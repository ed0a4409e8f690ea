"""A raw cell becomes a figure, or a finding says why not. Nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Column
from converter.grid.cells import RawCell, is_too_long
from converter.grid.labels import normal
from converter.grid.numerals import proposed
from converter.report.finding import Finding
from converter.report.report import Figure, Place, Value, plain
from converter.system.invisible import reordered, visible
from converter.system.patterns import pattern
from converter.system.texts import line

DIGITS = 15
"""Significant digits that a spreadsheet keeps; a number of more is refused."""


def to_figure(raw: RawCell, column: Column, place: Place, subject: str) -> tuple[Figure, Finding | None]:
    """The figure of an input cell with content, and at most one finding.

    An unusual way of writing that is accepted gives an info or a warning. A refused one gives an error,
    and the figure's value is None.
    """
    if _is_ordinary_count(raw) and column.whole:
        return Figure(int(raw.raw), place), None
    code = "A-02" if column.whole else "A-05"
    if is_too_long(raw):
        return _refused("F-07", "too_long", "", place, subject)
    if raw.type == "error":
        return _refused("A-09", "error", raw.raw, place, subject)
    if raw.formula and not raw.raw:
        return _refused("A-09", "no_cache", "", place, subject)
    if raw.odd == "linked":
        return _refused("A-09", "linked", line(raw.raw), place, subject)
    if raw.odd == "scaled":
        return _refused(code, "scaled", line(raw.raw), place, subject)
    if raw.marked:
        return _refused(code, "runs", raw.raw, place, subject)
    if raw.type == "text" and len(raw.raw) <= _LONGEST and reordered(raw.raw):
        return _refused(code, "reordered", line(raw.raw), place, subject)
    if raw.type == "date" or (raw.type == "number" and raw.is_date):
        return _refused(code, "date", raw.raw, place, subject)
    if raw.type == "boolean":
        return _refused(code, "boolean", "TRUE" if raw.raw == "1" else "FALSE", place, subject)
    parsed = _parse_stored(raw.raw, column) if raw.type == "number" else _parse_typed(raw.raw, column)
    shown = line(raw.raw[:_LONGEST])
    if parsed.refusal == "placeholder":
        return Figure(None, place), finding("A-03", place, subject=subject, found=shown)
    if parsed.value is None:
        facts = {"unit": column.unit, "proposal": parsed.proposal}
        return _refused(code, parsed.refusal, shown, place, subject, **facts)
    figure = Figure(parsed.value, place, parsed.remark)
    value = plain(parsed.value)
    if parsed.remark:
        return figure, finding("A-04", place, subject=subject, found=shown, expected=value)
    if raw.formula:
        return figure, finding("A-09", place, variant="formula", subject=subject, found=value)
    if raw.odd and raw.type == "number" and not (raw.odd == "yuan" and column.unit == "元"):
        return figure, finding(code, place, variant=raw.odd, subject=subject, found=value, unit=column.unit)
    if parsed.normalised:
        variant = _way_of_writing(raw, shown, value)
        return figure, finding(code, place, variant=variant, subject=subject, found=shown, expected=value)
    return figure, None


def _way_of_writing(raw: RawCell, shown: str, value: str) -> str:
    """The variant of a notice: what cannot be seen must be said, for both numbers look alike."""
    if raw.type == "text" and len(visible(raw.raw)) < len(raw.raw):
        return "invisible"
    return "text" if raw.type == "text" and shown == value else "normalised"


def _is_ordinary_count(raw: RawCell) -> bool:
    """True for a number stored as digits alone and shown as stored, as nearly all counts are."""
    return (
        raw.type == "number"
        and not (raw.formula or raw.odd or raw.marked or raw.is_date)
        and len(raw.raw) <= DIGITS
        and raw.raw.isascii()
        and raw.raw.isdigit()
    )


def ordinary_counts(raws: Sequence[bytes]) -> list[int] | None:
    """The stored characters of counts as numbers; None where one of them is not digits alone."""
    if all(map(bytes.isdigit, raws)) and max(map(len, raws), default=0) <= DIGITS:
        return list(map(int, raws))
    return None


def _refused(
    code: str, variant: str, found: str, place: Place, subject: str, **values: str
) -> tuple[Figure, Finding]:
    return Figure(None, place), finding(code, place, variant=variant, subject=subject, found=found, **values)


class Parsed(NamedTuple):
    """A number read from a cell.

    `refusal`: without a value, the variant of the finding that says why. `normalised`: it was written in
    another way than it is printed. `remark`: the remark behind it, in brackets. `proposal`: what to write
    instead.
    """

    value: Value | None = None
    refusal: str = ""
    normalised: bool = False
    remark: str = ""
    proposal: str = ""


_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


def stored_number(raw: str) -> Decimal | None:
    """A number as a spreadsheet stores it; None where the text is not one."""
    return Decimal(raw) if _NUMBER.fullmatch(raw) else None


def _parse_stored(raw: str, column: Column) -> Parsed:
    """A number cell: the stored double, of which a spreadsheet shows 15 significant digits."""
    number = stored_number(raw)
    if number is None:
        return Parsed(refusal="not_number")
    if number.adjusted() >= DIGITS:
        return Parsed(refusal="too_long")
    exact = number if len(number.as_tuple().digits) <= DIGITS else Decimal(repr(float(raw)))
    return _in_column(exact, column, noise_allowed=True)


_LONGEST = 1_000
"""Characters of a text that may be a number with a remark."""

_WIDE = str.maketrans("０１２３４５６７８９．，－＋（）", "0123456789.,-+()")
_TYPED = pattern(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
_REMARK = pattern(r"([0-9][0-9,.]*\s*+[^0-9,.()\s]{0,2})\s*\((.+)\)")
_WITH_UNIT = pattern(r"([+-]?[0-9,.]+)\s*([^0-9,.()\s]{1,3})")
_PLACEHOLDERS = frozenset(
    ("/", "\\", "-", "--", "—", "——", "–", "―", "─", "…", "……", ".", "、", "×", "x", "*", "?", "空", "无",
     "没有", "不适用", "不涉及", "未发生", "没有发生", "暂无", "无数据", "暂无数据", "n/a", "na", "null",
     "none", "nil")
)  # fmt: skip
_UNITS = {
    "件": frozenset("件个条份次起宗项"),
    "项": frozenset("件个条份次起宗项"),
    "万元": frozenset({"万元", "万"}),
    "元": frozenset({"元"}),
}
"""By the unit of a column: what may stand behind a number and changes nothing."""

_SIZES = {"": Decimal(1), "千": Decimal(1_000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MONEY = {f"{size}元": value for size, value in _SIZES.items()} | {s: v for s, v in _SIZES.items() if s}
_OTHER_UNITS = frozenset({*_MONEY, "万件", "万", "千", "百", "亿", "%", "‰"})


def _parse_typed(raw: str, column: Column) -> Parsed:
    """A text cell: what people write for numbers, accepted only where it has a single meaning."""
    if len(raw) > _LONGEST:
        return Parsed(refusal="not_number")
    typed = visible(line(raw))
    text = typed.translate(_WIDE)
    if unicodedata.normalize("NFKC", text).casefold() in _PLACEHOLDERS or text in _PLACEHOLDERS:
        return Parsed(refusal="placeholder")
    remark = _REMARK.fullmatch(text)
    if remark and (unit := remark[2].strip()) in (*_OTHER_UNITS, *_UNITS[column.unit]):
        number = remark[1].strip()
        if number[-1:].isdigit() or number.endswith(unit):  # 12.5（万元）: the unit is no remark
            return _parse_typed(f"{number.removesuffix(unit)}{unit}", column)
    if remark:
        inside = _parse_typed(remark[1], column)
        words = typed[remark.start(2) : remark.end(2)]  # as typed: only the number is put into plain digits
        return inside._replace(remark=f"（{words}）") if inside.value is not None else inside
    with_unit = _WITH_UNIT.fullmatch(text)
    if with_unit and with_unit[2] in _UNITS[column.unit]:
        text = with_unit[1]
    elif with_unit and with_unit[2] in _OTHER_UNITS:
        return _in_another_unit(with_unit[1], with_unit[2], column)
    if not _TYPED.fullmatch(text) or (text.startswith("+") and not column.signed):
        return _not_a_number(text, column)
    value = Decimal(text.replace(",", ""))
    if len(value.as_tuple().digits) > DIGITS or value.adjusted() >= DIGITS:
        return Parsed(refusal="too_long")
    return _in_column(value, column, noise_allowed=False)._replace(normalised=True)


_ABOUT = pattern(
    r"(?:约|大约|大概|近|超过?|不足|将近|至少|[>≥<≤~])\s*[0-9,.]+.{0,4}"
    r"|[0-9,.]+\s*[^0-9,.]{0,2}(?:(?:余|多|以上|左右|上下)[^0-9]?|\+)"
)


def _not_a_number(text: str, column: Column) -> Parsed:
    """Why a text is not a number, with the number to write where that is clear."""
    bare = text[:-1] if text[-1:] in _UNITS[column.unit] else text
    proposal = proposed(bare)
    if proposal:
        return Parsed(refusal="other_digits", proposal=proposal)
    return Parsed(refusal="about" if _ABOUT.fullmatch(text) else "not_number")


def _in_another_unit(number: str, unit: str, column: Column) -> Parsed:
    """A number with the unit of another column; for an amount of money, what it is in this column's."""
    if (
        unit in _MONEY
        and column.unit in _MONEY
        and _TYPED.fullmatch(number)
        and not number.startswith(("-", "+"))
    ):
        amount = Decimal(number.replace(",", "")) * _MONEY[unit] / _MONEY[column.unit]
        return Parsed(refusal="convert", proposal=plain(amount.normalize() + 0))
    return Parsed(refusal="unit")


_NOISE = Decimal("1e-9")
"""Largest distance of a stored count from a whole number that is taken for an error of floating point."""


def _in_column(number: Decimal, column: Column, *, noise_allowed: bool) -> Parsed:
    """A number as its column takes it: whole for counts, as typed for amounts, negative for changes alone."""
    if number < 0 and not column.signed:
        return Parsed(refusal="negative")
    if column.whole:
        whole = int(number.to_integral_value())
        distance = abs(number - whole)
        if distance and not (noise_allowed and distance <= _NOISE):
            return Parsed(refusal="fraction")
        return Parsed(whole, normalised=bool(distance))
    digits = len(number.as_tuple().digits)
    if digits > DIGITS:  # noise behind the digits that the spreadsheet shows: 0.30000000000000004
        rounded = number.quantize(Decimal(1).scaleb(number.adjusted() - DIGITS + 1))
        return Parsed(rounded.normalize() + 0, normalised=True)
    return Parsed(number or Decimal(0))  # 0, not -0


def is_blank(raw: RawCell | None) -> bool:
    """True where nothing visible was filled in: no cell, or a text of blanks alone."""
    if raw is None:
        return True
    if raw.type != "text" or raw.formula:
        return False
    return not line(raw.raw[:_LOOKED_AT]) and (len(raw.raw) <= _LOOKED_AT or not line(raw.raw))


_LOOKED_AT = 100
"""Characters of a text that nearly always show whether it is blank."""


_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


def typed_date(text: str) -> date | None:
    """The day that a text names (2024年1月1日, 2024-1-1 …); None where it names none."""
    match = _DATE.fullmatch(normal(text))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:  # the 31st of February
        return None
