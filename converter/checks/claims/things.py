"""The words of a claim book that say of what a number is, with their patterns.

Each pattern is compiled when it is first needed: most texts need few of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from converter.checks.claims.phrases import one_of
from converter.form.around import ThingWords
from converter.form.claims import CommonWords


@dataclass(frozen=True, eq=False)
class Things:
    """The words, and patterns that put them together with joints, numbers and negations."""

    words: ThingWords
    common: CommonWords

    @cached_property
    def put_somewhere(self) -> re.Pattern[str]:
        """What is done with what is put somewhere."""
        return re.compile(one_of(self.words.put_somewhere))

    @cached_property
    def planned(self) -> re.Pattern[str]:
        """Before a number of a later year: 拟于2025年."""
        return re.compile(f"{one_of(self.words.planned)}[^,:;()]{{0,2}}20[0-9]{{2}}年[^,:;()]*$")

    @cached_property
    def own_fee(self) -> re.Pattern[str]:
        """What has a word for fees in it and names no other one."""
        return re.compile(one_of(self.words.own_fee))

    def names_fee(self, clause: str) -> bool:
        """True for a clause that names another fee."""
        return self.words.fee in clause and self.words.fee in self.own_fee.sub(" ", clause)

    @cached_property
    def done(self) -> re.Pattern[str]:
        """Behind a number of those carried in, what became of them: 已全部办结."""
        w = self.words
        return re.compile(
            f"{one_of(w.applications)}?(?:现|均|都|也|全部)*"
            f"已(?:经|全部|均|按期|按时|依法|于年内|在年内)*{one_of(w.done)}(?=[,;。)]|$)"
        )

    @cached_property
    def names_of_closed(self) -> re.Pattern[str]:
        """Names of a number that say nothing of what became of it."""
        return re.compile(one_of(self.words.names_of_closed))

    @cached_property
    def suits_apart(self) -> re.Pattern[str]:
        """What tells kinds of suits apart."""
        return re.compile(one_of(self.words.suits_apart))

    @cached_property
    def suits_parted(self) -> re.Pattern[str]:
        """Behind a number of suits, that some of one kind follow: 其中复议后."""
        kinds = one_of(self.words.suits_apart)
        return re.compile(f"[,(:]?(?:其中|包括|含):?[^,;。)]{{0,6}}{kinds}")

    @cached_property
    def of_new(self) -> re.Pattern[str]:
        """Before a number of some of those that came in: 新收 31 件中."""
        return re.compile(f"{one_of(self.words.of_new)}[^,;。]{{0,12}}[0-9]件(?:申请)?[中里],?(?:有|已)?$")

    @cached_property
    def nothing_left(self) -> re.Pattern[str]:
        """Behind an earlier year, what it left: 底无结转."""
        w = self.words
        left = one_of((*w.carried_over, *w.left_over))
        return re.compile(f"(?:度|底|末)?(?:均)?(?:无|没有|未有|未)(?:需)?{left}")

    @cached_property
    def channel_took_in(self) -> re.Pattern[str]:
        """Behind a channel, what the agency did: 方式共收到."""
        return re.compile(f"^(?:方式)?(?:共)?{one_of(self.words.channel_took_in)}")

    @cached_property
    def ways(self) -> re.Pattern[str]:
        """A way by which applications may come."""
        return re.compile(one_of(self.words.ways))

    @cached_property
    def decisions(self) -> tuple[re.Pattern[str], ...]:
        """Each kind of decisions with its number."""
        names = one_of(self.words.decision_names)
        return tuple(re.compile(f"{kind}{names}?[0-9]") for kind in self.words.decisions)

    @cached_property
    def everyone(self) -> re.Pattern[str]:
        """People and bodies, in either order."""
        people, bodies = one_of(self.words.people), one_of(self.words.bodies)
        return re.compile(f"{people}.*{bodies}|{bodies}.*{people}")

    @cached_property
    def now(self) -> re.Pattern[str]:
        """When, and of which cases, before what becomes of them: 目前案件."""
        when = "目前|现|截至目前|截至年底|截至[0-9年月日]+|至今|均"
        return re.compile(f"(?:{when})(?:{one_of(self.words.cases_named)}|已|还|均)*")

    @cached_property
    def of_applicants(self) -> re.Pattern[str]:
        """Behind the kind of applicants that all are."""
        theirs = one_of(self.words.of_applicants)
        return re.compile(f"[个家名位所件]?(?:$|[,:()、和及与]|的|{theirs}|通过|以|所|且|并)")

    @cached_property
    def before_reasons(self) -> re.Pattern[str]:
        """Between a number and its reason."""
        return re.compile(f"{one_of(self.words.before_reasons)}*")

    @cached_property
    def of_some(self) -> re.Pattern[str]:
        """In a clause that says why, that it says so of some only."""
        return re.compile(f"{one_of(self.words.of_some)}|的$")

    @cached_property
    def arrived(self) -> re.Pattern[str]:
        """Before a number of this year at which a change ends: 由上年的 2 件增加到 7 件."""
        return re.compile(
            f"{one_of(self.words.changes)}(?:到|至|为)了?"
            "(?:今年的?|本年度?的?|当年的?|(?P<year>20[0-9]{2})年度?的?)?$"
        )

    @cached_property
    def growth(self) -> re.Pattern[str]:
        """A clause that only gives a growth: 同比增长."""
        changed = one_of((*self.common.rises, *self.common.falls))
        return re.compile(f"(?:同比|环比|[较比][上去]年同?期?|年)?{changed}率?(?:了|为|达到?|约)?")

    @cached_property
    def decided_why(self) -> re.Pattern[str]:
        """Why something was decided so."""
        return re.compile(one_of(self.words.decided_why))

    @cached_property
    def opens_list(self) -> re.Pattern[str]:
        """What may stand before a number whose words stand behind it: 申请中, 有."""
        return re.compile(
            rf"{one_of(self.words.counted)}?(?:中|里|内)?(?:[、和及]|其中|有|另|另有|另外|其余|余下|剩余|剩下"
            r"|还有|对|的|已|各|仅|均|,)*$"
        )
