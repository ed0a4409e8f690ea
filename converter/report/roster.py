"""The roster (单位名单): who has to report, under which names an agency may be known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from converter.form import FORM
from converter.report.report import Place
from converter.system.texts import line, name_key

CATEGORIES = FORM.field("机关类别").choices
"""类别 of an agency: what the form itself offers."""

_BETWEEN_NAMES = re.compile("[、；;，,\r\n\v\f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """An agency. `short`: 简称, the full name where none is given. `former`: 曾用名.

    `place`: where its 机关名称 was written, None where nobody wrote it in a file.
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

    def __post_init__(self) -> None:
        """Let the full name stand for a 简称 that was not given."""
        object.__setattr__(self, "short", self.short or self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it may be found, the full one first."""
        return (self.name, self.short, *self.former)

    @property
    def identity(self) -> str:
        """What stays the same of an agency: its code, or a short hash of its name where it has none."""
        return self.code or hashlib.sha256(name_key(self.name).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Roster:
    """The agencies in the order of the file."""

    entries: tuple[RosterEntry, ...]
    _by_name: Mapping[str, RosterEntry | None] = field(init=False, repr=False, compare=False)
    _by_identity: Mapping[str, RosterEntry] = field(init=False, repr=False, compare=False)
    _by_letter: Mapping[str, frozenset[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries by all their names; a name of two of them leads to neither."""
        found: dict[str, RosterEntry | None] = {}
        letters: dict[str, set[int]] = {}
        for number, entry in enumerate(self.entries):
            for key in {name_key(name) for name in entry.names} - {""}:
                found[key] = None if key in found else entry
                for letter in key:
                    letters.setdefault(letter, set()).add(number)
        keep = object.__setattr__
        keep(self, "_by_name", found)
        keep(self, "_by_identity", {entry.identity: entry for entry in self.entries})
        keep(self, "_by_letter", {letter: frozenset(numbers) for letter, numbers in letters.items()})

    def with_identity(self, code: str) -> RosterEntry | None:
        """The agency to which a workbook with this code was issued."""
        return self._by_identity.get(code)

    def with_letters(self, letters: Iterable[str]) -> tuple[RosterEntry, ...]:
        """The agencies in whose names all these characters stand, in roster order."""
        sets = sorted((self._by_letter.get(letter, frozenset()) for letter in set(letters)), key=len)
        numbers = frozenset.intersection(*sets) if sets else frozenset()
        return tuple(self.entries[number] for number in sorted(numbers))

    def find(self, name: str) -> RosterEntry | None:
        """The agency of this full name, 简称 or 曾用名; None where there is none or more than one.

        Blanks, widths and invisible characters make no difference; nothing else is overlooked.
        """
        return self._by_name.get(name_key(name))


def split_names(text: str) -> tuple[str, ...]:
    """The names in a cell of 曾用名, which a clerk parts by 、；， or by line breaks."""
    return tuple(name for part in _BETWEEN_NAMES.split(text) if (name := line(part)))
