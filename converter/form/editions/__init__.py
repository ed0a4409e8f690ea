"""The editions of the form: each a package or module of literals, loaded when it is asked for.

Takes the key of an edition; gives its `Form`, ever the same object.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from converter.form.form import Form

CURRENT: Final = "2021"
"""The edition in force."""

_MODULES = {"2019": "edition_2019", "2021": "edition_2021"}
_FIRST_YEARS = ((2021, "2021"), (2019, "2019"))
"""The first year that is reported on by each edition, the latest first."""

EDITIONS = tuple(_MODULES)
"""The keys of all editions, the oldest first."""


def edition(key: str = CURRENT) -> Form:
    """The form of an edition.

    ValueError: there is no such edition.
    """
    if key not in _MODULES:
        raise ValueError(f"there is no edition “{key}” of the form; known are {', '.join(EDITIONS)}")
    return _loaded(key)


@cache
def _loaded(key: str) -> Form:
    module = import_module(f"{__name__}.{_MODULES[key]}")
    form: Form = module.declared()
    object.__setattr__(form, "source", (edition, (key,)))  # before anybody else has it
    return form


def edition_of_year(year: int) -> Form:
    """The form that is prescribed for the reports on a year; the oldest one for years before all of them."""
    key = next((key for first, key in _FIRST_YEARS if year >= first), EDITIONS[0])
    return edition(key)
