"""The styles part of a workbook, as far as it changes what cells mean: number formats and marked fonts."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from converter.grid.cells import Oddity
from converter.memo import remembered
from converter.workbook.formats import DATE_IDS, MONEY_IDS, PERCENT_IDS, oddity, shows_date
from converter.workbook.package import REMEMBERED, Package, Reason, UnreadableFile, elements, local_name

MAX_FORMATS: Final = 100_000  # Excel itself ends at 65,490
BLANKS: Final = " \t\r\n"  # white space in XML; str.strip() would take NBSP too

Formats = Mapping[str, tuple[int, bool, bool, Oddity]]  # format id, is_date, marked, odd by style index
GENERAL: Final[tuple[int, bool, bool, Oddity]] = (0, False, False, "")


def read_formats(package: Package, parts: dict[str, str]) -> Formats:
    """Number format id of each cell style, whether it shows a date, whether its font is marked, oddity."""
    part = parts.get("styles", "")
    try:
        return _formats(package.read(part, part), part)
    except UnreadableFile as error:
        if error.reason is not Reason.DAMAGED:
            raise
        return {}  # bad decoration is no cause to refuse good figures


@remembered(16, REMEMBERED)
def _formats(data: bytes, part: str) -> Formats:
    styles: list[tuple[int, int | None]] = []
    dates, fonts = set(DATE_IDS), list[bool]()
    odd: dict[int, Oddity] = dict.fromkeys(PERCENT_IDS, "percent")
    odd.update(dict.fromkeys(MONEY_IDS, "yuan"))
    wanted = {"numFmt": "numFmts", "font": "fonts", "xf": "cellXfs"}
    for element in elements(data, part, "styleSheet", **wanted):
        if len(styles) + len(odd) + len(fonts) > MAX_FORMATS:
            raise UnreadableFile(Reason.TOO_LARGE, part)
        if local_name(element) == "font":
            looks = element.iterchildren("{*}strike", "{*}vertAlign")
            fonts.append(any(map(hides, looks)))
            continue
        format_id = number(element.get("numFmtId", "0")) or 0
        if local_name(element) == "xf":
            styles.append((format_id, number(element.get("fontId", "0"))))
        elif shows_date(code := element.get("formatCode", "")):
            dates.add(format_id)
        else:
            odd[format_id] = oddity(code)
    marked = {index for index, hides in enumerate(fonts) if hides}
    return {
        str(style): (key, key in dates, font in marked, odd.get(key, ""))
        for style, (key, font) in enumerate(styles)
    }


def hides(look: etree._Element) -> bool:
    """True for a property of a font that strikes characters out, raises or lowers them."""
    name, value = local_name(look), look.get("val")
    return (name == "strike" and value not in ("0", "false")) or (name == "vertAlign" and value != "baseline")


def number(text: str) -> int | None:
    """A number of at most nine digits; None for anything else."""
    text = text.strip(BLANKS)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
