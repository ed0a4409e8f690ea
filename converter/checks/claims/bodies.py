"""Bodies that a sentence names with what they received, and whether one is another than the agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from converter.checks.claims.phrases import one_of
from converter.form.around import BodyWords

_NOT_BEFORE = "我本全该各,、:;(0-9年度"
_COUNTERS = "共|共计|累计|合计|一共|总共"


@dataclass(frozen=True, eq=False)
class Bodies:
    """The words of a claim book for bodies, with their patterns, each compiled when it is first needed."""

    words: BodyWords

    @cached_property
    def body(self) -> re.Pattern[str]:
        """The end of a body's name with what it did, the agency's own names left out: 公安局收到."""
        w = self.words
        name = rf"{one_of(w.courts)}|[^{_NOT_BEFORE}]{{2}}{one_of(w.names)}|{one_of(w.area_governments)}"
        return re.compile(f"({name}){one_of(w.before_did)}?(?:{_COUNTERS}|){one_of(w.did)}")

    @cached_property
    def of_all(self) -> re.Pattern[str]:
        """All bodies of an area, or the area."""
        return re.compile(one_of((*self.words.each_body, *self.words.whole_area)))

    @cached_property
    def whole_area(self) -> re.Pattern[str]:
        """A whole area."""
        return re.compile(one_of(self.words.whole_area))

    @cached_property
    def ours(self) -> re.Pattern[str]:
        """The agency by what bodies are."""
        return re.compile(one_of(self.words.own_body))

    @cached_property
    def not_ours(self) -> re.Pattern[str]:
        """The agency that had none: 本局自身没有."""
        w = self.words
        return re.compile(f"{one_of((*w.own_body, *w.own_town))}{one_of(w.itself)}?(?:没有|无|未|不)")

    @cached_property
    def guided(self) -> re.Pattern[str]:
        """Others whose work the agency guides."""
        return re.compile(f"{one_of(self.words.guiding)}[^,:;()]*{one_of(self.words.guided)}")

    @cached_property
    def enforcers(self) -> re.Pattern[str]:
        """Those of a whole area who enforce the law."""
        w = self.words
        return re.compile(f"{one_of(w.whole_area)}{one_of(w.of_enforcers)}*{one_of(w.enforcers)}")

    @cached_property
    def itself(self) -> re.Pattern[str]:
        """The agency beside others: 自身全年收到."""
        w = self.words
        return re.compile(f"{one_of((*w.itself, *w.own_level))}(?:全年|共|直接|新)*{one_of(w.took_in)}")

    @cached_property
    def office(self) -> re.Pattern[str]:
        """The government itself before its number beside that of all bodies."""
        w = self.words
        part = rf"政府\(?{one_of(w.government_offices)}\)?{one_of(w.itself)}?"
        return re.compile(f"{part}(?:共|直接|新)?(?:{one_of(w.took_in)}|占|为|有)?$")

    @cached_property
    def asked(self) -> re.Pattern[str]:
        """The government itself as what is asked: 向县政府提出."""
        w = self.words
        which = f"{one_of(w.government_levels)}?(?:人民)?政府{one_of(w.government_offices)}?"
        return re.compile(f"向{which}{one_of(w.asks_government)}")

    @cached_property
    def below(self) -> re.Pattern[str]:
        """Others than the agency, before 自行."""
        return re.compile(one_of(self.words.below))

    def names_several(self, sentence: str) -> bool:
        """True where a sentence tells what several bodies received: 县教育局收到 3 件, 县公安局收到 5 件."""
        return len({found[1] for found in self.body.finditer(sentence)}) > 1

    def is_department(self, agency: str) -> bool:
        """True for an agency that is neither a government nor its office."""
        return agency != "" and not agency.endswith((*self.words.governments, *self.words.offices))

    def is_another(self, agency: str, body: str, clause: str) -> bool:
        """True where the end of a body's name is not of the agency, in the report of a government.

        A department's report seldom names another one with a number, and often itself in short (县资规局), so
        there only bodies that are no agencies are others.
        """
        if not agency or body in agency:
            return False
        words, reviews = self.words, self.words.reviewing in clause
        if body.endswith(words.no_agencies) or (body.endswith(words.reviewers) and reviews):
            return True
        if body.endswith(words.above):
            return reviews and self.is_department(agency)
        return agency.endswith(words.governments) and not body.endswith(words.offices)
