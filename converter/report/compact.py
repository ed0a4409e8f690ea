"""Compact reports, a tenth of the size: for thousands of them in memory, between processes and on disk.

Nearly all workbooks of a folder have the same fields in the same cells. A compact mapping stores only its own
values and texts. Its keys and places are a layout, which mappings alike share; a `Figure` or `Entry` is made
when it is asked for.
"""

from __future__ import annotations

import pickle
import zlib
from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from converter.form import Form, Ref
from converter.report.report import Entry, Figure, Paragraph, Place, Report, Value

Key = TypeVar("Key")
Item = TypeVar("Item")

CACHED = 64
"""Shared layouts, and other shared values, that a process caches: each takes up to 20 kB."""


class _SharedLayout(NamedTuple):
    """What many mappings have in common.

    `numbers`: the position of each key. `rest`: by position, the shared part of an item (place, remark).
    `packed`: both as bytes.
    """

    numbers: Mapping[Any, int]
    rest: tuple[Any, ...]
    packed: bytes


class Compact(Mapping[Key, Item]):
    """An immutable mapping, equal to the dictionary that it was made from.

    A subclass defines how an item is split into its own and its shared part, and joined again.
    """

    __slots__ = ("_file", "_layout", "_own")

    def __init__(self, items: Mapping[Key, Item], file: str, form: Form) -> None:
        """`file`: the report's own file; places in it are stored without its name."""
        self._file = file
        self._own, rest = self._split(items.values(), file)
        self._layout = _shared_layout(tuple(items), rest, form)

    @staticmethod
    @abstractmethod
    def _split(items: Collection[Any], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """The own part of each item, and the shared part of each."""

    @staticmethod
    @abstractmethod
    def _join(own: Any, rest: Any, file: str) -> Any:
        """An item, from its own and its shared part."""

    def __getitem__(self, key: Key) -> Item:
        number = self._layout.numbers[key]
        item: Item = self._join(self._own[number], self._layout.rest[number], self._file)
        return item

    def expanded(self) -> dict[Key, Item]:
        """All items at once."""
        join, file = self._join, self._file
        items = zip(self._layout.numbers, self._own, self._layout.rest, strict=True)
        return {key: join(own, rest, file) for key, own, rest in items}

    def __iter__(self) -> Iterator[Key]:
        return iter(self._layout.numbers)

    def __len__(self) -> int:
        return len(self._own)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self._layout.packed, self._own, self._file)


def _restored(
    kind: type[Compact[Any, Any]], layout: bytes, own: tuple[Any, ...], file: str
) -> Compact[Any, Any]:
    compact = kind.__new__(kind)
    compact._file, compact._own, compact._layout = file, own, _unpacked_layout(layout)
    return compact


class CompactFigures(Compact[Ref, Figure]):
    """Figures by their references."""

    __slots__ = ()

    @staticmethod
    def _split(items: Collection[Figure], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        rest = [(_at(item.place, file), item.remark, item.computed, item.blank) for item in items]
        return tuple([item.value for item in items]), tuple(rest)

    @staticmethod
    def _join(own: Any, rest: Any, file: str) -> Figure:
        at, remark, computed, blank = rest
        return Figure(own, _place(at, file), remark, computed, blank)

    def value_by_ref(self) -> dict[Ref, Value | None]:
        """The value of every figure, without making the figures."""
        return dict(zip(self._layout.numbers, self._own, strict=True))


class CompactEntries(Compact[str, Entry]):
    """Fields by their keys."""

    __slots__ = ()

    @staticmethod
    def _split(items: Collection[Entry], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return tuple([item.text for item in items]), tuple([_at(item.place, file) for item in items])

    @staticmethod
    def _join(own: Any, rest: Any, file: str) -> Entry:
        return Entry(own, _place(rest, file))


class CompactPassages(Compact[str, tuple[Paragraph, ...]]):
    """Narratives by their keys. Their places are not shared: paragraphs are in other cells in each file."""

    __slots__ = ()

    @staticmethod
    def _split(
        items: Collection[tuple[Paragraph, ...]], file: str
    ) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        own = [tuple([(p.text, _at(p.place, file), p.typed) for p in item]) for item in items]
        return tuple(own), (None,) * len(own)

    @staticmethod
    def _join(own: Any, rest: Any, file: str) -> tuple[Paragraph, ...]:
        return tuple([Paragraph(text, _place(at, file), typed) for text, at, typed in own])


class CompactValues(Compact[Ref, Value]):
    """Known values by their references."""

    __slots__ = ()

    @staticmethod
    def _split(items: Collection[Value], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return tuple(items), (None,) * len(items)

    @staticmethod
    def _join(own: Any, rest: Any, file: str) -> Value:
        value: Value = own
        return value

    def as_dict(self) -> dict[Ref, Value]:
        """The same as a dictionary, which is faster to look up in."""
        return dict(zip(self._layout.numbers, self._own, strict=True))


def values_of(report: Report) -> Mapping[Ref, Value | None]:
    """The value of every figure of a report."""
    figures = report.figures
    if isinstance(figures, CompactFigures):
        return figures.value_by_ref()
    return {ref: figure.value for ref, figure in figures.items()}


def compact_report(report: Report) -> Report:
    """The same report with compact mappings."""
    file, form = report.source, report.form
    return Report(
        file,
        CompactEntries(report.entries, file, form),
        CompactFigures(report.figures, file, form),
        CompactPassages(report.passages, file, form),
        CompactEntries(report.states, file, form),
        CompactEntries(report.notes, file, form),
        report.reasons,
        CompactFigures(report.last_year, file, form),
        report.identity,
        report.unread,
        form=form,
    )


def expanded_report(report: Report) -> Report:
    """The same report with dictionaries, for who asks for everything in it several times."""

    def expanded(items: Mapping[Any, Any]) -> Mapping[Any, Any]:
        return items.expanded() if isinstance(items, Compact) else items

    return replace(
        report,
        entries=expanded(report.entries),
        figures=expanded(report.figures),
        passages=expanded(report.passages),
        notes=expanded(report.notes),
    )


def _at(place: Place | None, file: str) -> Any:
    """A place without its file: sheet and cell; a place in another file unchanged."""
    return (place.sheet, place.cell) if place is not None and place.file == file else place


def _place(at: Any, file: str) -> Place | None:
    return Place(file, *at) if type(at) is tuple else at


@lru_cache(CACHED)
def _shared_layout(keys: tuple[Any, ...], rest: tuple[Any, ...], form: Form) -> _SharedLayout:
    """The layout of these keys and shared parts, the same object each time."""
    named = None if keys == form.refs else keys  # the most frequent keys need not be written out
    return _SharedLayout({key: number for number, key in enumerate(keys)}, rest, _bytes((named, rest, form)))


@lru_cache(CACHED)
def _unpacked_layout(packed: bytes) -> _SharedLayout:
    keys, rest, form = pickle.loads(zlib.decompress(packed))
    return _shared_layout(form.refs if keys is None else keys, rest, form)


@lru_cache(CACHED)
def pack_shared(value: Any) -> bytes:
    """A hashable value that many objects share, as bytes for `unpack_shared`; packed once."""
    return _bytes(value)


def _bytes(value: Any) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


@lru_cache(CACHED)
def unpack_shared(packed: bytes) -> Any:
    """The value of these bytes, the same object each time."""
    return pickle.loads(zlib.decompress(packed))
