"""Phrases that the texts of a report should or should not have, as frozen records.

Phrases are plain strings; both sides are compared folded: one width, no blanks, capital letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that a text should cover: with one of `words`, or with any text in `narrative`.

    `narrative`: the key of the narrative that is about this topic alone, "" for none.
    """

    name: str
    words: tuple[str, ...]
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where one of the figures `when` is above 0, the text of `sections` must mention it.

    It does so with one of `words` outside of `denials`, or by a composed sentence: one of the figures
    `composed_from` is above 0.
    """

    code: str
    when: tuple[Ref, ...]
    sections: tuple[str, ...]
    words: tuple[str, ...]
    clause: str
    denials: tuple[str, ...] = ()
    composed_from: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases that checks look for.

    `template_phrases`: left over from a template; `template_openings`: likewise, only at the beginning of a
    paragraph. `superseded_notices`: citations of notices no longer in force. `empty_phrases`: texts that
    amount to none. `narrative_sections`: sections that need more than a few words. `problem_topics`: what
    the `problem_section` must cover. `topics`: what the `topic_section` must cover; `duties`: what
    governments must cover in one of the `duty_sections`.
    `self_references`: pairs of an agency's word for itself and what its name must then contain;
    `self_reference_exceptions`: longer words that contain one of these by chance.
    `past_openings`: beginnings of a sentence about a whole year, {} for the year; `past_words`: words that
    show that a past year is meant on purpose; `future_words`: the same for the year to come.
    `mentions`: figures that a text must mention. `rare_refusals`: grounds of refusal that bodies of the
    categories `small_bodies` rarely have. `standard_phrases`: so common that they are no sign of copying.
    """

    template_phrases: tuple[str, ...] = ()
    template_openings: tuple[str, ...] = ()
    superseded_notices: tuple[str, ...] = ()
    empty_phrases: tuple[str, ...] = ()
    narrative_sections: tuple[str, ...] = ()
    problem_section: str = ""
    problem_topics: tuple[Topic, ...] = ()
    topics: tuple[Topic, ...] = ()
    topic_section: str = ""
    duties: tuple[Topic, ...] = ()
    duty_sections: tuple[str, ...] = ()
    self_references: tuple[tuple[str, str], ...] = ()
    self_reference_exceptions: tuple[str, ...] = ()
    past_openings: tuple[str, ...] = ()
    past_words: tuple[str, ...] = ()
    future_words: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rare_refusals: tuple[Ref, ...] = ()
    standard_phrases: tuple[str, ...] = ()
    small_bodies: tuple[str, ...] = ()
