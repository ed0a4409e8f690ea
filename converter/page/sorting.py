"""Tables sorted by their heads: which column the address asks for, and the links that the heads are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")

ASKED = "排序"
"""What an address names the column by; with "-" before it the other way round."""


class Head(NamedTuple):
    """The head of a column. `address`: where it sorts, "" where it does not. `direction`: as aria-sort."""

    label: str
    address: str = ""
    direction: str = ""


class Sorting(NamedTuple):
    """The heads of a table's columns. `asked`: what the address asks for, "" for the usual order."""

    heads: tuple[Head, ...]
    asked: str


def sorted_by(
    rows: Iterable[Row],
    columns: Mapping[str, Callable[[Row], Any] | None],
    path: str,
    asked: Sequence[tuple[str, str]],
) -> tuple[list[Row], Sorting]:
    """The rows in the order that an address asks for, and the heads; in their own order where it asks none.

    `columns`: by its label what a row is sorted by in it, None where it is not; a row without that (None)
    comes last either way. `asked`: the address behind its path. A head sorts upwards, then downwards, then
    as it was.
    """
    wanted = next((value for name, value in asked if name == ASKED), "")
    label, is_down = wanted.removeprefix("-"), wanted.startswith("-")
    rest = [(name, value) for name, value in asked if name != ASKED and value]
    key = columns.get(label)
    heads = tuple(
        Head(name, _address(path, rest, name, label, is_down), _direction(name, label, is_down))
        if by is not None
        else Head(name)
        for name, by in columns.items()
    )
    if key is None:
        return list(rows), Sorting(heads, "")
    keyed = [(key(row), row) for row in rows]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=is_down)
    last = [row for value, row in keyed if value is None]
    return [*(row for _, row in known), *last], Sorting(heads, wanted)


def _address(path: str, rest: Sequence[tuple[str, str]], name: str, label: str, is_down: bool) -> str:
    following = name if name != label else f"-{name}" if not is_down else ""
    query = [*rest, *([(ASKED, following)] if following else [])]
    return f"{path}?{urlencode(query)}" if query else path


def _direction(name: str, label: str, is_down: bool) -> str:
    return "" if name != label else "descending" if is_down else "ascending"


def by_sound(text: str) -> bytes | None:
    """What sorts Chinese texts by their sound, as far as their characters are common; None for no text.

    The national character set has its common characters in the order of pinyin.
    """
    return text.encode("gb18030", "replace") or None
