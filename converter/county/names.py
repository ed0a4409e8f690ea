"""G-09: the name of another agency in a text, as it stays behind when a neighbour's text is copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from converter.finding import Finding
from converter.form import FORM
from converter.grid.texts import name_key
from converter.messages import finding
from converter.outcome import Outcome
from converter.report import Paragraph, Place, Report
from converter.roster import Roster
from converter.settings import Settings

SHORTEST = 3
"""Characters from which on a 简称 is looked for: shorter ones stand in other words."""

PLACES = ("镇", "乡", "街道", "村", "县", "区", "市")
"""A 简称 that ends so is the name of a place as well, which any agency may mention."""

COMPANY = (
    "联合", "会同", "配合", "协同", "协助", "邀请", "与", "和", "及", "同", "跟", "向", "报", "商", "经",
    "、", "对", "转送", "移送", "移交", "转交", "咨询", "征求", "衔接", "对接", "原", "划转至", "并入",
)  # fmt: skip
"""Before the name of another agency these words say that it is meant: it is company, not a slip."""

ABOVE = ("省", "市", "州", "盟", "区")
"""Before a 简称 these say that it is the agency of another place."""

OFFICES = ("人民政府办公室", "政府办公室")
"""The government's office, which is in charge of disclosure and named in every report."""

_GOVERNMENT = FORM.government.category
_END = ""


class _Name(NamedTuple):
    """A name as it is looked for, and whose it is."""

    text: str
    owner: str
    full: bool


def check_names(
    outcomes: Sequence[Outcome], roster: Roster | None, settings: Settings
) -> list[tuple[Finding, ...]]:
    """For each outcome: G-09 for every other agency that its texts name as if it were the writer.

    One walk through each text, whatever the number of names. The county government and its office may
    be named by everybody, a body and the one it belongs to may name each other, and the government's
    own report is about all of them.
    """
    tree: dict[str, Any] = {}
    for name in _names(outcomes, roster):
        _grow(tree, name)
    above = {name_key(e.name): name_key(e.parent) for e in (roster.entries if roster else ()) if e.parent}
    return [
        tuple(_named(outcome, outcome.report, tree, above))
        if outcome.report and not outcome.taken and outcome.report.category != _GOVERNMENT
        else ()
        for outcome in outcomes
    ]


def _names(outcomes: Sequence[Outcome], roster: Roster | None) -> Iterator[_Name]:
    """Every name of every agency, with the governments' own left out and what begins with them."""
    known: dict[str, tuple[tuple[str, ...], str]] = {}
    for outcome in outcomes:
        if outcome.report is not None and outcome.report.agency:
            owner = name_key(outcome.agency)
            known[owner] = ((outcome.report.agency,), outcome.report.category)
    for entry in roster.entries if roster else ():
        known[name_key(entry.name)] = (entry.names, entry.category)
    governments = tuple(owner for owner, (_, category) in known.items() if category == _GOVERNMENT)
    for owner, (names, _) in known.items():
        if owner.startswith(governments) or owner.endswith(OFFICES):
            continue
        for number, key in enumerate(map(name_key, names)):
            full = number == 0 or key == owner
            if full or (len(key) >= SHORTEST and not key.endswith(PLACES)):
                yield _Name(key, owner, full)


def _grow(tree: dict[str, Any], name: _Name) -> None:
    node = tree
    for letter in name.text:
        node = node.setdefault(letter, {})
    node.setdefault(_END, []).append(name)


def _named(
    outcome: Outcome, report: Report, tree: Mapping[str, Any], above: Mapping[str, str]
) -> Iterator[Finding]:
    own = name_key(outcome.agency)
    own_names = {own, name_key(report.agency)}
    entry = outcome.match.entry if outcome.match else None
    own_names |= {name_key(name) for name in entry.names} if entry else set()
    found: dict[str, list[tuple[str, Paragraph]]] = {}
    for passage in report.passages.values():
        for paragraph in passage:
            for name in _met(name_key(paragraph.text), tree):
                kin = own in (name.owner, above.get(name.owner)) or above.get(own) == name.owner
                if not kin and not any(name.text in mine for mine in own_names):
                    found.setdefault(name.owner, []).append((name.text, paragraph))
    for mentions in found.values():
        places = _places(mentions, outcome.source)
        yield finding("G-09", places, found=mentions[0][0], expected=outcome.agency)


def _met(text: str, tree: Mapping[str, Any]) -> Iterator[_Name]:
    """The names in a text, the longest at each place, but those in company; a name of several is nobody's."""
    end = 0
    for at, letter in enumerate(text):
        if at < end or letter not in tree:
            continue
        length, names = _longest(text, at, tree)
        if len({name.owner for name in names}) == 1 and not _is_meant(text[:at], names[0]):
            yield names[0]
        end = at + length


def _longest(text: str, at: int, tree: Mapping[str, Any]) -> tuple[int, list[_Name]]:
    """The longest name that begins at a place of a text: its length, and whose it is."""
    node, end = tree, at
    length, names = 0, list[_Name]()
    while end < len(text) and text[end] in node:
        node, end = node[text[end]], end + 1
        if _END in node:
            length, names = end - at, node[_END]
    return length, names


def _is_meant(before: str, name: _Name) -> bool:
    """True where the words before a name say that another agency is meant."""
    if not name.full and before.endswith(ABOVE):
        return True
    return before.removesuffix("县").removesuffix("我").removesuffix("本").endswith(COMPANY)


def _places(mentions: Sequence[tuple[str, Paragraph]], source: str) -> tuple[Place, ...]:
    """The cells of the sheet in which the name is met first."""
    cells = dict.fromkeys(paragraph.place or Place(source) for _, paragraph in mentions)
    first = next(iter(cells))
    return tuple(place for place in cells if place.sheet == first.sheet)
