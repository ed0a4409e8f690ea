"""How reports differ by who makes them: their opening, and what only governments report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """The opening of the reports of some categories (机关类别); each variant has its own Word template.

    `preamble`: paragraphs as Jinja texts over the names of a report.
    """

    name: str
    categories: tuple[str, ...]
    preamble: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Government:
    """Which bodies are governments, and the word by which a body refers to itself.

    `category`: its bodies are governments whatever their name. `ending`: the names of all other governments
    end so. `office`: appended to the name of a government of `category`, the office that compiles its report.
    `self_references`: pairs of a name's ending and the body's word for itself (本镇); the first that fits
    counts, `default_self_reference` where none does.
    """

    category: str
    ending: str
    office: str
    self_references: tuple[tuple[str, str], ...]
    default_self_reference: str

    def includes(self, name: str, category: str) -> bool:
        """True if a body of this name and category is a government."""
        return category == self.category or name.endswith(self.ending)

    def compiling_body(self, name: str, category: str) -> str:
        """编制机关: the office of a government of `category`, else the body itself."""
        return name + self.office if category == self.category and name.endswith(self.ending) else name

    def self_reference(self, name: str) -> str:
        """自称: the word by which a body of this name refers to itself."""
        words = (word for ending, word in self.self_references if name.endswith(ending))
        return next(words, self.default_self_reference)
