"""The roster (单位名单): the agencies that have to report, each with all its names."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from converter.form import Form
from converter.report.report import Place
from converter.system.patterns import pattern
from converter.system.texts import line, name_key

_NONE = array("I")

_BETWEEN_NAMES = pattern("[、；;，,\r\n\v\f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """An agency. `short`: 简称, the full name where none is given. `former`: 曾用名.

    `phone`: the number that the report prints; `contact_phone`: that of the person in charge, never printed.
    `place`: the cell with its 机关名称, None for an entry that comes from no file.
    """

    name: str
    short: str
    former: tuple[str, ...]
    category: str
    parent: str = ""
    code: str = ""
    contact: str = ""
    phone: str = ""
    note: str = ""
    place: Place | None = None
    contact_phone: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values alone: what dataclasses do by themselves looks up the fields each time."""
        return RosterEntry, (
            self.name, self.short, self.former, self.category, self.parent, self.code, self.contact,
            self.phone, self.note, self.place, self.contact_phone,
        )  # fmt: skip

    def __post_init__(self) -> None:
        """Use the full name where no 简称 is given."""
        object.__setattr__(self, "short", self.short or self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the full one first."""
        return (self.name, self.short, *self.former)

    @property
    def identity(self) -> str:
        """The agency's code; where it has none, a short hash of its name."""
        return self.code or hashlib.sha256(name_key(self.name).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Roster:
    """The agencies in the order of the file. `form`: whose reports they have to send.

    `own`: the name of the government that collects the reports; "" where it is not known. It makes its own
    report from theirs, so that nobody waits for one.
    """

    entries: tuple[RosterEntry, ...]
    form: Form = field(kw_only=True, repr=False)
    own: str = field(default="", kw_only=True)
    _by_name: Mapping[str, RosterEntry | None] = field(init=False, repr=False, compare=False)
    _by_identity: Mapping[str, RosterEntry] = field(init=False, repr=False, compare=False)
    _by_character: Mapping[str, array[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries; a name that two of them share finds neither."""
        found: dict[str, RosterEntry | None] = {}
        characters: dict[str, array[int]] = {}
        for number, entry in enumerate(self.entries):
            for key in {name_key(name) for name in entry.names} - {""}:
                found[key] = None if key in found else entry
                for character in key:
                    numbers = characters.setdefault(character, array("I"))
                    if not numbers or numbers[-1] != number:
                        numbers.append(number)
        keep = object.__setattr__
        keep(self, "_by_name", found)
        keep(self, "_by_identity", {entry.identity: entry for entry in self.entries})
        keep(self, "_by_character", characters)

    @property
    def awaited(self) -> tuple[RosterEntry, ...]:
        """The agencies that have to send a report: all but the one that collects them."""
        own = self.find(self.own) if self.own else None
        return tuple(entry for entry in self.entries if entry is not own)

    def is_own(self, name: str) -> bool:
        """Whether this is a name of the government that collects the reports."""
        if not self.own:
            return False
        entry = self.find(name)
        return name_key(name) == name_key(self.own) or (entry is not None and entry is self.find(self.own))

    def with_identity(self, code: str) -> RosterEntry | None:
        """The agency whose `identity` this is."""
        return self._by_identity.get(code)

    def with_characters(self, characters: Iterable[str]) -> tuple[RosterEntry, ...]:
        """The agencies whose names contain all these characters, in roster order."""
        fewest, *others = sorted(
            (self._by_character.get(one, _NONE) for one in set(characters)), key=len
        ) or (_NONE,)
        return tuple(
            self.entries[number] for number in fewest if all(_holds(each, number) for each in others)
        )

    def find(self, name: str) -> RosterEntry | None:
        """The agency with this full name, 简称 or 曾用名; None where there is none or more than one.

        Blanks, character width and invisible characters are ignored, nothing else.
        """
        return self._by_name.get(name_key(name))


def categories(form: Form) -> tuple[str, ...]:
    """The values of 类别: the choices of the form's own field 机关类别, if it has one."""
    return form.categories


def _holds(numbers: array[int], number: int) -> bool:
    """Whether a number is among ascending ones."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def split_names(text: str) -> tuple[str, ...]:
    """The names in a cell of 曾用名, separated by 、 ； ， or line breaks."""
    return tuple(name for part in _BETWEEN_NAMES.split(text) if (name := line(part)))
