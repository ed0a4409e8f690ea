"""By which way a template is rendered: the quick one where it makes what docxtpl makes, else docxtpl's.

The answer depends on the template alone, not on which report comes first: so several processes, and run after
run, come to the same documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from lxml import etree

from converter.document.context import context
from converter.document.render import WordTemplate, is_marked, render
from converter.document.render.reference import differing
from converter.form import FORM, Form
from converter.report.report import Entry, Paragraph
from converter.system.errors import TemplateError

SHIPPED = frozenset(
    {
        "a14a93bcdc7f58b838688fcf5f7b01d4cb7f55ad663e188b581ac7c6d5da40cb",
        "dfb5705c3c4d3227f289106fe19091c55e6fd4d7a882884be177b6c557191800",
        "a8235306d4a8b7d66425d27690943c600558f9e457a69b495e023ef40b657bed",
    }
)
"""Digests of the shipped templates, which a test holds equal to docxtpl's rendering."""

_HARD = "甲 & 乙 <丙> “丁” 'A' \"B\""
"""Characters that mean something in XML."""


class Way(NamedTuple):
    """How a template is rendered, and why.

    `kind`: quick; by docxtpl because marks in it need it (marked) or `parts` differ (unequal); quick although
    docxtpl cannot render it (uncompared).
    """

    kind: Literal["quick", "marked", "unequal", "uncompared"]
    parts: tuple[str, ...] = ()

    @property
    def by_docxtpl(self) -> bool:
        """Whether docxtpl renders the reports."""
        return self.kind in ("marked", "unequal")


def is_known(template: WordTemplate) -> bool:
    """Whether a template was found sound and equal both ways before: shipped, or proved by an earlier run."""
    return template.verified or template.digest in SHIPPED


def require_sound(template: WordTemplate) -> None:
    """Refuse a template that has errors, unless it is known. TemplateError: it has."""
    if not is_known(template):
        from converter.document import checking  # takes as long to import as twenty reports

        checking.require_sound(template)


def way(template: WordTemplate) -> Way:
    """How the reports of a template are rendered. TemplateError: it cannot be used at all."""
    if is_known(template):
        return Way("quick")
    return _tried(template)


@lru_cache(maxsize=8)
def _tried(template: WordTemplate) -> Way:
    """Render specimens both ways and compare; once per template and process, about 0.2 s."""
    if is_marked(template):
        return Way("marked")
    unequal: dict[str, None] = {}
    for names in _specimens(FORM):
        try:
            ours, theirs = (
                render(template, names, title="", author="", by_docxtpl=slowly) for slowly in (False, True)
            )
            unequal |= dict.fromkeys(differing(ours, theirs))
        except (TemplateError, etree.XMLSyntaxError):
            return Way("uncompared")
    return Way("unequal", tuple(unequal)) if unequal else Way("quick")


def _specimens(form: Form) -> tuple[Mapping[str, Any], ...]:
    """A report in which all is filled in, with hard characters and several lines, and one with little."""
    from converter.document.checking.trial import sample

    full = sample(form)
    entries = {key: Entry(f"{entry.text}{_HARD}") for key, entry in full.entries.items()}
    passages = {
        key: (*lines, Paragraph("（二）另一标题"), Paragraph(f"第一行{_HARD}\n第二行"))
        for key, lines in full.passages.items()
    }
    short = replace(
        full,
        entries={key: Entry("") for key in full.entries},
        passages={key: (Paragraph("无。"),) for key in full.passages},
        notes={},
    )
    hard = replace(full, entries=entries, passages=passages)
    return context(hard, form, draft=True), context(short, form)
