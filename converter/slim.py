"""The figures of a report kept in little room, for batches of thousands.

Nearly all workbooks of a folder have their figures in the same cells: places are kept once for all of them,
and a figure is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from converter.form import Ref
from converter.report import Figure, Place, Value


class SlimFigures(Mapping[Ref, Figure]):
    """A mapping equal to the dictionary it was made of; it never changes."""

    __slots__ = ("_file", "_index", "_laid", "_values")

    def __init__(self, figures: Mapping[Ref, Figure]) -> None:
        places = [figure.place for figure in figures.values() if figure.place is not None]
        self._file = places[0].file if places else ""
        self._index: Mapping[Ref, int] = _index(tuple(figures))
        self._values = tuple(figure.value for figure in figures.values())
        self._laid = _shared(tuple(self._lay(figure) for figure in figures.values()))

    def _lay(self, figure: Figure) -> tuple[Any, ...]:
        """All but the value: sheet and cell or the whole place, remark, computed."""
        place = figure.place
        at = place if place is None or place.file != self._file else (place.sheet, place.cell)
        return at, figure.remark, figure.computed

    def value(self, ref: Ref) -> Value | None:
        """The value of a figure, without the figure."""
        return self._values[self._index[ref]]

    def __getitem__(self, ref: Ref) -> Figure:
        number = self._index[ref]
        at, remark, computed = self._laid[number]
        place = Place(self._file, *at) if isinstance(at, tuple) else at
        return Figure(self._values[number], place, remark, computed)

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (tuple(self._index), self._values, self._laid, self._file)


def _restored(
    refs: tuple[Ref, ...], values: tuple[Any, ...], laid: tuple[Any, ...], file: str
) -> SlimFigures:
    figures = SlimFigures({})
    figures._file, figures._index, figures._values, figures._laid = file, _index(refs), values, _shared(laid)
    return figures


@lru_cache(maxsize=16)
def _index(refs: tuple[Ref, ...]) -> Mapping[Ref, int]:
    return {ref: number for number, ref in enumerate(refs)}


@lru_cache(maxsize=256)
def _shared(laid: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same tuple for equal ones."""
    return laid
