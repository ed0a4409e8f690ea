"""Two workbooks that an agency sent one after the other: which problems are mended, left or new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from converter.results.recorded import Item

Recorded = Mapping[str, Any]
"""A finding as result.json has it."""


class Progress(NamedTuple):
    """Errors and warnings: of the earlier workbook those mended, those left, and those only the later has."""

    mended: tuple[Recorded, ...]
    left: tuple[Recorded, ...]
    new: tuple[Recorded, ...]


def progress(before: Item, after: Item) -> Progress:
    """What became of the problems of a workbook in the next one, by result.json.

    A problem is the same where code, sheet and cell are, whatever stands there now. Which file counts is no
    problem of either (G-01).
    """
    earlier, later = [*_problems(before)], [*_problems(after)]
    there, known = Counter(map(_key, later)), Counter(map(_key, earlier))
    mended, left, new = [], [], []
    for each in earlier:
        if there[_key(each)]:
            there[_key(each)] -= 1
        else:
            mended.append(each)
    for each in later:
        if known[_key(each)]:
            known[_key(each)] -= 1
            left.append(each)
        else:
            new.append(each)
    return Progress(tuple(mended), tuple(left), tuple(new))


def version_before(item: Item, others: Iterable[Item]) -> Item | None:
    """Of the workbooks that one supersedes, the one that was saved last; None where there is none."""
    own = [each for each in others if each.get("superseded_by") == item["source"] and each.get("digest")]
    own = [each for each in own if each["digest"] != item.get("digest")]
    return max(own, key=lambda each: str(each.get("modified") or ""), default=None)


def _problems(item: Item) -> Iterable[Recorded]:
    return (
        each for each in item.get("findings", ()) if each["severity"] != "info" and each["code"] != "G-01"
    )


def _key(found: Recorded) -> tuple[str, str, str]:
    return found["code"], found["sheet"], found["cell"]
