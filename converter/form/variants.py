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
    end so. `bodies`: how the names of bodies that govern a place end, behind the place; those that a
    government of `category` may have are compiled by their `office`, whose name is appended. `places`: how
    names end of places that have a government with `ending`, `towns`: of those whose body people name by the
    place alone. `counties`: how names of places end whose government is of `category`; `of_towns`,
    `of_counties`: the categories of bodies of towns, and of the other bodies of a county.
    `self_references`: pairs of a place's ending and the word of its body for itself (本镇); the first that
    fits counts, `default_self_reference` where none does.
    """

    category: str = ""
    ending: str = ""
    bodies: tuple[str, ...] = ()
    office: str = ""
    places: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    of_towns: str = ""
    of_counties: str = ""
    self_references: tuple[tuple[str, str], ...] = ()
    default_self_reference: str = "本机关"

    def includes(self, name: str, category: str) -> bool:
        """True if a body of this name and category is a government."""
        return bool(self.ending) and (category == self.category or name.endswith(self.ending))

    def category_of(self, name: str) -> str:
        """The category of a body as far as its name alone tells it, else ""."""
        place = name.removesuffix(self.ending)
        if place.endswith(self.towns) or name.endswith(tuple(t + b for t in self.towns for b in self.bodies)):
            return self.of_towns
        if self.ending and place != name:
            return self.category if place.endswith(self.counties) else ""
        return self.of_counties if any(county in name[2:-1] for county in self.counties) else ""

    def compiling_body(self, name: str, category: str) -> str:
        """编制机关: the office of a government of `category`, else the body itself."""
        if category != self.category or not name.endswith((*self.bodies, *self.places)):
            return name
        return name + self.office if name.endswith(self.bodies) else name + self.ending + self.office

    def self_reference(self, name: str, category: str = "") -> str:
        """自称: the word by which a body of this name refers to itself.

        A name that does not end like that of a body is taken for a place only in a government of `category`
        and where it is that of a town; the office that signs for it speaks for the place too.
        """
        governs = category == self.category
        name = name.removesuffix(self.office) if governs else name
        body = next((body for body in self.bodies if name.endswith(body)), "")
        place = name.removesuffix(body) if body or governs or name.endswith(self.towns) else ""
        words = (word for ending, word in self.self_references if place.endswith(ending))
        return next(words, self.default_self_reference)
