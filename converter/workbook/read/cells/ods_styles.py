"""Styles of an .ods file: number formats that show something else than what is stored, and marked fonts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import Oddity
from converter.workbook.read.cells.package import local_name
from converter.workbook.read.cells.stored import oddity_of_words

NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE: Final = NAMES % "table"
_STYLE, _NUMBER = NAMES % "style", NAMES % "datastyle"

NUMBER_STYLES: Final = ("number-style", "currency-style", "percentage-style")
_CUSTOM: Final = 164  # the first id of a custom format in an .xlsx file


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by family and name, and the oddities of its number formats by name.

    `zeros`: number formats that show leading zeros. `masters`: by style, the page on which its sheets are
    printed. `known`: what was asked before of styles that are all there.
    """

    looks: dict[tuple[str, str], _Look] = field(default_factory=dict)
    zeros: set[str] = field(default_factory=set)
    odd: dict[str, Oddity] = field(default_factory=dict)
    masters: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, str], tuple[bool, str]] = field(default_factory=dict)

    def add(self, element: etree._Element) -> None:
        """Add a style or a number format."""
        self.known.clear()
        name = element.get(f"{_STYLE}name", "")
        if local_name(element) in NUMBER_STYLES:
            self.odd[name] = _oddity(element)
            digits = (part.get(f"{_NUMBER}min-integer-digits", "") for part in element)
            if any(count(text, 99) > 1 for text in digits if text):
                self.zeros.add(name)
            return
        family, parent = element.get(f"{_STYLE}family", ""), element.get(f"{_STYLE}parent-style-name", "")
        self.masters[name] = element.get(f"{_STYLE}master-page-name", "")
        struck = raised = None
        shown = True
        for part in element:
            line = part.get(f"{_STYLE}text-line-through-style") or part.get(f"{_STYLE}text-line-through-type")
            struck = struck if line is None else line != "none"
            height = part.get(f"{_STYLE}text-position", "").split()
            raised = raised if not height else height[0].strip("-0%") != ""
            shown = shown and part.get(f"{TABLE}display") != "false"
        number = element.get(f"{_STYLE}data-style-name")
        self.looks[family, name] = _Look(parent, struck, raised, number, shown)

    def chain(self, family: str, name: str) -> Iterator[_Look]:
        """A style and those that it inherits from."""
        for _ in range(20):
            look = self.looks.get((family, name))
            if look is None:
                return
            yield look
            name = look.parent

    def marks(self, family: str, name: str) -> bool:
        """True where the style strikes characters out, raises or lowers them."""
        return self._look(family, name)[0]

    def format_id(self, name: str) -> int:
        """An id for the number format of a cell style: the same for all with leading zeros, else 0."""
        return _CUSTOM if self.number(name) in self.zeros else 0

    def number(self, name: str) -> str:
        """The number format of a cell style, "" for the general one."""
        return self._look("table-cell", name)[1]

    def _look(self, family: str, name: str) -> tuple[bool, str]:
        """Whether a style marks characters, and its number format, its own or inherited."""
        look = self.known.get((family, name))
        if look is None:
            looks = list(self.chain(family, name))
            struck = next((each.struck for each in looks if each.struck is not None), False)
            raised = next((each.raised for each in looks if each.raised is not None), False)
            number = next((each.number for each in looks if each.number is not None), "")
            look = self.known[family, name] = struck or raised, number
        return look


class _Look(NamedTuple):
    """The properties of a style that matter here; None: inherited from its parent."""

    parent: str
    struck: bool | None
    raised: bool | None
    number: str | None
    shown: bool


def _oddity(element: etree._Element) -> Oddity:
    """How a number format shows positive numbers differently from what is stored."""
    if local_name(element) == "percentage-style":
        return "percent"
    parts = {local_name(part): part for part in element}
    factor = parts["number"].get(f"{_NUMBER}display-factor", "1") if "number" in parts else "1"
    inside = [part.text or "" for part in element.iter(f"{_NUMBER}embedded-text")]
    if factor != "1" or "." in inside:
        return "scaled"
    return oddity_of_words(
        "".join(
            [*inside, *(p.text or "" for p in element.iter(f"{_NUMBER}text", f"{_NUMBER}currency-symbol"))]
        )
    )


def count(text: str, most: int) -> int:
    """A number of an attribute, at most `most`; 1 where the text is none."""
    return min(int(text[:8]), most) if text.isascii() and text.isdigit() else 1
