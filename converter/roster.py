"""The roster (单位名单): who has to report, under which names an agency may be known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from converter.form import FORM
from converter.grid.texts import line, name_key
from converter.report import Place

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


@dataclass(frozen=True, slots=True)
class Roster:
    """The agencies in the order of the file."""

    entries: tuple[RosterEntry, ...]
    _by_name: Mapping[str, RosterEntry | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries by all their names; a name of two of them leads to neither."""
        found: dict[str, RosterEntry | None] = {}
        for entry in self.entries:
            for key in {name_key(name) for name in entry.names} - {""}:
                found[key] = None if key in found else entry
        object.__setattr__(self, "_by_name", found)

    def find(self, name: str) -> RosterEntry | None:
        """The agency of this full name, 简称 or 曾用名; None where there is none or more than one.

        Blanks, widths and invisible characters make no difference; nothing else is overlooked.
        """
        return self._by_name.get(name_key(name))


def split_names(text: str) -> tuple[str, ...]:
    """The names in a cell of 曾用名, which a clerk parts by 、；， or by line breaks."""
    return tuple(name for part in _BETWEEN_NAMES.split(text) if (name := line(part)))
