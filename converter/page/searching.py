"""找: agencies, people, files, problems and figures that contain some words, by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from converter.form import Form
from converter.page.comparison import measures_of
from converter.page.problems import kinds
from converter.page.rendering import link
from converter.page.state import State, Unit

MOST = 30
"""Finds of a group that are shown."""


class Hit(NamedTuple):
    """Something found. `status`: of the agency that it leads to, "" for none; `where`: what more there is."""

    name: str
    address: str
    where: str = ""
    status: str = ""


class Group(NamedTuple):
    """Finds of one kind. `more`: how many are not shown."""

    title: str
    hits: tuple[Hit, ...]
    more: int

    @property
    def number(self) -> int:
        """How many there are, shown or not."""
        return len(self.hits) + self.more


def found_by(state: State, form: Form, words: str) -> list[Group]:
    """What words are found in; groups without anything are left out, and without words all."""
    key = words.casefold()
    if not key:
        return []
    groups = (
        ("单位", _agencies(state, key)),
        ("联系人", _people(state, key)),
        ("文件", _files(state, key)),
        ("问题", _problems(state, key)),
        ("数据", _figures(form, key)),
    )
    listed = ((title, list(hits)) for title, hits in groups)
    return [Group(title, tuple(hits[:MOST]), max(len(hits) - MOST, 0)) for title, hits in listed if hits]


def _known(state: State) -> Iterator[Unit]:
    yield from state.units
    if state.own is not None:
        yield state.own


def _hit(unit: Unit, where: str) -> Hit:
    return Hit(unit.name, link("/单位", 名称=unit.name), where, unit.status)


def _agencies(state: State, key: str) -> Iterator[Hit]:
    """Agencies by their name, short name and former names."""
    entries = {entry.name: entry for entry in state.roster.entries} if state.roster else {}
    for unit in _known(state):
        entry = entries.get(unit.name)
        names = (unit.name, *((entry.short, *entry.former) if entry else ()))
        found = next((name for name in names if key in name.casefold()), None)
        if found is not None:
            yield _hit(unit, "" if found == unit.name else found)


def _people(state: State, key: str) -> Iterator[Hit]:
    return (_hit(unit, unit.contact) for unit in _known(state) if key in unit.contact.casefold())


def _files(state: State, key: str) -> Iterator[Hit]:
    """Files by their names: those of agencies, those of nobody known, those put aside."""
    for unit in _known(state):
        sources = (str(item["source"]) for item in (unit.item, *unit.others) if item)
        yield from (_hit(unit, source) for source in _with(sources, key))
    rest = (*(str(item["source"]) for item in (*state.undecided, *state.apart)), *state.ignored)
    yield from (Hit(source, "/收件") for source in _with(rest, key))


def _with(texts: Iterable[str], key: str) -> Iterator[str]:
    return (text for text in dict.fromkeys(texts) if key in text.casefold())


def _problems(state: State, key: str) -> Iterator[Hit]:
    """Kinds of problems by their name and code, then problems by what they say of an agency."""
    counted = kinds((unit.name, unit.open_problems) for unit in state.units)
    named = {code for code, title, _, _ in counted if key in f"{title} {code}".casefold()}
    for code, title, _, number in counted:
        if code in named:
            yield Hit(title, link("/看板", 问题=code), f"{number} 个单位")
    for unit in _known(state):
        for problem in unit.open_problems:
            if problem.code not in named and key in f"{problem.title} {problem.rest}".casefold():
                address = f"{link('/单位', 名称=unit.name, 表=problem.sheet)}#问题{problem.number}"
                yield Hit(unit.name, address, problem.title, unit.status)


def _figures(form: Form, key: str) -> Iterator[Hit]:
    """What can be compared, by its label."""
    for table, measures in measures_of(form):
        for measure in measures:
            if key in measure.label.casefold():
                yield Hit(measure.label, link("/比较", 指标=measure.key), table)
