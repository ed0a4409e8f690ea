"""What the form expects of the words of a report: records for phrases that a text has or should not have.

Phrases are plain strings, compared after widths are folded, blanks removed and letters made capital.
"""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a text should speak of: one of `words` is enough, or any text in a narrative.

    `narrative`: the key of the narrative that is about nothing else, "" where there is none.
    """

    name: str
    words: tuple[str, ...]
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where one of the figures `when` is above 0, one of the `sections` must say so.

    It does when one of `words` stands there outside of `denials`, or when one of the figures `told`,
    from which a sentence is made, is above 0.
    """

    code: str
    when: tuple[Ref, ...]
    sections: tuple[str, ...]
    words: tuple[str, ...]
    clause: str
    denials: tuple[str, ...] = ()
    told: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases that checks look for.

    `left_over`: words of a template that nobody replaced; `left_over_starts`: only at the beginning of
    a paragraph. `superseded`: citations of notices no longer in force. `nothing`: all that some write
    instead of a report. `narrative_sections`: sections that must be more than a few words.
    `halves`: what the `problem_section` must have both of.
    `topics`: what the first section is about; `duties`: what governments have to report besides, in
    one of the `duty_sections`.
    `selves`: how a text calls its own agency, with what the agency's name must then hold;
    `no_selves`: longer words that hold one of these by chance.
    `past_openings`: how a sentence begins that speaks of a whole year, {} for the year;
    `past_words`: words that show that a past year is meant, so that it is no mistake;
    `future_words`: the same for the year to come.
    `mentions`: figures that a text must speak of. `rare_refusals`: grounds that `small_bodies`, by
    category, seldom have. `standard`: sentences that stand in nearly every report.
    """

    left_over: tuple[str, ...]
    left_over_starts: tuple[str, ...]
    superseded: tuple[str, ...]
    nothing: tuple[str, ...]
    narrative_sections: tuple[str, ...]
    problem_section: str
    halves: tuple[Topic, ...]
    topics: tuple[Topic, ...]
    topic_section: str
    duties: tuple[Topic, ...]
    duty_sections: tuple[str, ...]
    selves: tuple[tuple[str, str], ...]
    no_selves: tuple[str, ...]
    past_openings: tuple[str, ...]
    past_words: tuple[str, ...]
    future_words: tuple[str, ...]
    mentions: tuple[Mention, ...]
    rare_refusals: tuple[Ref, ...]
    standard: tuple[str, ...]
    small_bodies: tuple[str, ...]
