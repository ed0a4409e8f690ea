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

_LISTED = (
    ("2019", "edition_2019", 2019),
    ("2021", "edition_2021", 2021),
)
"""Key, module and first year of each edition, the oldest first."""

EDITIONS = tuple(key for key, _, _ in _LISTED)
"""The keys of all editions, the oldest first."""


def edition(key: str = CURRENT) -> Form:
    """The form of an edition.

    ValueError: there is no such edition.
    """
    if key not in EDITIONS:
        raise ValueError(f"there is no edition “{key}” of the form; known are {', '.join(EDITIONS)}")
    return _loaded(key)


@cache
def _loaded(key: str) -> Form:
    (name,) = (module for listed, module, _ in _LISTED if listed == key)
    module = import_module(f"{__name__}.{name}")
    form: Form = module.declared()
    object.__setattr__(form, "source", (edition, (key,)))  # before anybody else has it
    return form


def edition_of_year(year: int) -> Form:
    """The form that is prescribed for the reports on a year; the oldest one for years before all of them."""
    key = next((key for key, _, first in reversed(_LISTED) if year >= first), EDITIONS[0])
    return edition(key)
