"""Results remembered by the bytes they were made of, within bounds that no file from outside can stretch."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def remembered(results: int, largest: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """A decorator: so many results are remembered, each made of at most `largest` bytes or characters.

    What is made of more is made anew each time. All arguments of the function are bytes or texts.
    """

    def decorate(make: Callable[Given, Made]) -> Callable[Given, Made]:
        cached = lru_cache(results)(make)

        def bounded(*given: Given.args, **named: Given.kwargs) -> Made:
            return (cached if sum(map(len, given)) <= largest else make)(*given, **named)  # type: ignore[arg-type]

        return update_wrapper(bounded, make)

    return decorate
