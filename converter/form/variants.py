"""How reports differ by who makes them: their opening, and what only governments say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """How the reports of some categories open: each variant is a Word template of its own.

    `preamble`: paragraphs as Jinja texts over the names of a report.
    """

    name: str
    categories: tuple[str, ...]
    preamble: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Government:
    """Which bodies are governments, and how a body speaks of itself; all told by a name's ending.

    `category`: bodies of it are governments whatever their name. `ending`: the name of every other
    one ends so. `office`: put behind such a name, the office that makes the report of `category`.
    `selves`: endings with the word for the body (本镇); `plain` where none fits.
    """

    category: str
    ending: str
    office: str
    selves: tuple[tuple[str, str], ...]
    plain: str

    def includes(self, name: str, category: str) -> bool:
        """Whether a body of this name and category is a government."""
        return category == self.category or name.endswith(self.ending)

    def maker(self, name: str, category: str) -> str:
        """Who makes the report: the government's office, any other body itself."""
        return name + self.office if category == self.category and name.endswith(self.ending) else name

    def oneself(self, name: str) -> str:
        """How a body of this name speaks of itself."""
        return next((word for ending, word in self.selves if name.endswith(ending)), self.plain)
