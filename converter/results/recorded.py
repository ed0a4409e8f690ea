"""What a result.json records, as it may be believed: every part has the kind of content that is written.

A person, a failing disk or another program may have changed the file. An outcome of which one entry is of
another kind does not count, entries that nobody here writes are left out, and paths lead below the output
folder, into the folder that such files are in. All who read a result.json read it by this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from converter.catalogue.words import STATUS_WORDS
from converter.report.finding import Acceptance, Severity
from converter.results.paths import DRAFTS, HTML, PDF, REPORTS, RETURNED
from converter.results.result_file import Spoilt, parts
from converter.system.naming import is_plain_path
from converter.system.texts import has_controls, is_text

Item = dict[str, Any]
"""An outcome, or what stands around the outcomes; entries may be absent, as in files of earlier versions."""

_Check = Callable[[Any], bool]

_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?")
_MOST = 10**9
_YEARS = range(1979, 3002)

SHOWN = 3
"""Spoilt parts that a sentence names."""


def read_outcomes(path: Path, spoilt: list[str] | None = None) -> Iterator[Item]:
    """The outcomes in a result.json that may be believed; see `read_parts`."""
    return (item for is_outcome, item in read_parts(path, spoilt) if is_outcome)


def read_summary(path: Path, spoilt: list[str] | None = None) -> Item:
    """What stands around the outcomes, without those; see `read_parts`."""
    return next((item for is_outcome, item in read_parts(path, spoilt) if not is_outcome), {})


def read_parts(path: Path, spoilt: list[str] | None = None) -> Iterator[tuple[bool, Item]]:
    """Each outcome with True, and at last what stands around them with False.

    `spoilt`: gets where what cannot be believed stands, in Chinese, and the others are read; without it
    anything like that raises Spoilt. OSError: the file cannot be opened.
    """
    found: list[str] = [] if spoilt is None else spoilt
    try:
        for where, content in parts(path, found):
            item = _trusted(content, _OUTCOME if where else _SUMMARY)
            if item is not None and (not where or (item["source"] is None) is (item["status"] == "missing")):
                yield bool(where), item
            else:
                found.append(f"{where or '开头或结尾'}不是本程序写的样子")
            if spoilt is None and found:
                break
    except Spoilt as error:
        found.append(str(error))
    if spoilt is None and found:
        raise Spoilt(listed(found))


def listed(spoilt: list[str]) -> str:
    """The spoilt parts in words, of many the first few."""
    more = f"等 {len(spoilt)} 处" if len(spoilt) > SHOWN else ""
    return "、".join(spoilt[:SHOWN]) + more


def _trusted(content: Any, checks: Mapping[str, _Check]) -> Item | None:
    """The entries that are known; None where one is of another kind, or a needed one is missing."""
    if not isinstance(content, dict):
        return None
    needed = _NEEDED if checks is _OUTCOME else ()
    item = {key: content[key] for key in checks if key in content}
    return item if all(key in item for key in needed) and _holds(item, checks) else None


def _holds(item: Item, checks: Mapping[str, _Check]) -> bool:
    return all(checks[key](value) for key, value in item.items())


# --- kinds of content -----------------------------------------------------------------------------


def _name(value: Any) -> bool:
    """A text for the console: escape sequences would colour or hide what stands there."""
    return is_text(value) and not has_controls(value) and len(value.splitlines()) <= 1


def _maybe(check: _Check) -> _Check:
    return lambda value: value is None or check(value)


def _each(check: _Check) -> _Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _values(check: _Check) -> _Check:
    return lambda value: (
        isinstance(value, dict) and all(map(is_text, value)) and all(map(check, value.values()))
    )


def _exactly(*keys: str) -> _Check:
    """Texts by exactly these keys."""
    return lambda value: isinstance(value, dict) and {*value} == {*keys} and all(map(is_text, value.values()))


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _matches(pattern: re.Pattern[str]) -> _Check:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _path(*folders: str) -> _Check:
    """A path of a file in one of these folders."""

    def check(value: Any) -> bool:
        if not is_text(value) or not is_plain_path(value):
            return False
        folder, _, name = value.partition("/")
        return folder in folders and bool(name)

    return check


def _time(value: Any) -> bool:
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return time.tzinfo is not None and time.year in _YEARS


def _finding(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("severity") not in _SEVERITY_LIST:
        return False
    if "refs" in value and not _each(is_text)(value["refs"]):
        return False
    texts = {key: text for key, text in value.items() if key not in ("accepted", "refs")}
    if not all(map(is_text, value)) or not all(map(is_text, texts.values())) or not {*texts} >= _FINDING:
        return False
    return "accepted" not in value or _exactly(*Acceptance._fields)(value["accepted"])


def _checks(value: Any) -> bool:
    kinds: Mapping[str, _Check] = {
        "made": _count,
        "passed": _count,
        "not_assessable": _each(_exactly("code", "why")),
        "off": _each(_exactly("code", "reason")),
    }
    return isinstance(value, dict) and {*value} <= {*kinds} and _holds(value, kinds)


_SEVERITY_LIST = tuple(severity.value for severity in Severity)
"""No set: what is looked for in it may not be hashable."""
_FINDING = frozenset(("code", "severity", "sheet", "cell", "found", "expected", "message"))

_NEEDED = ("source", "agency", "status")

_OUTCOME: Mapping[str, _Check] = {
    "source": lambda value: value is None or (is_text(value) and value != ""),
    "agency": _maybe(_name),
    "roster": _maybe(_name),
    "code": _maybe(_name),
    "category": _maybe(_name),
    "year": _maybe(_count),
    "status": lambda value: isinstance(value, str) and value in STATUS_WORDS,
    "checks": _checks,
    "document": _maybe(_path(REPORTS, DRAFTS)),
    "returned": _maybe(_path(RETURNED)),
    "letters": _each(_path(RETURNED)),
    "digest": is_text,
    "recipe": _maybe(is_text),
    "proved": _maybe(_count),
    "modified": _maybe(_time),
    "superseded_by": _maybe(is_text),
    "changes": _each(_exactly("what", "before", "after")),
    "figures": _values(_matches(_NUMBER)),
    "last_year": _values(_matches(_NUMBER)),
    "texts": _values(is_text),
    "findings": _each(_finding),
    "published": _each(_path(PDF, HTML)),
    "unpublished": _each(_finding),
    "notices": _each(_finding),
    "kept": lambda value: value is True,
}

_SUMMARY: Mapping[str, _Check] = {
    "schema": _count,
    "edition": is_text,
    "imported": lambda value: value is True,
    "year": _maybe(_count),
    "findings": _each(_finding),
    "notices": _each(_finding),
    "ignored": _each(is_text),
    "published": _each(_path(PDF, HTML)),
    "unpublished": _each(_finding),
    "unlogged": _each(is_text),
}
