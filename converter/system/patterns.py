"""Patterns that most runs do not need, compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags")


class _Pattern:
    """Stands for a pattern: the first use of one of its methods compiles it and keeps them all."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern to be called by its methods alone; a mistake in `source` shows at the first use.

    Compiling takes up to 2 ms, which a command for one workbook notices. A call takes 30 ns more than that of
    a compiled pattern, so those that every text meets are compiled at once.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
