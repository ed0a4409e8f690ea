"""The render path of a template: compiled where that gives what docxtpl gives, else docxtpl itself.

The path depends on the template alone, not on the report that comes first, so several processes, and one run
after another, make the same documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from lxml import etree

from converter.document.render import WordTemplate, needs_docxtpl, render
from converter.document.render.reference import differing_parts
from converter.document.template_names import template_names
from converter.form import Form, form_in_force
from converter.report.report import Entry, Paragraph
from converter.system.errors import TemplateError

SHIPPED_DIGESTS = frozenset(
    {
        "0e8f982d10719070ed336e27e4cf809f16e7328557d0f5aac732fe255f3f98f2",
        "69184725afb7d817824bcec9873abb497e279856ee45fbb74730c9e09b561019",
        "8782be1e6ee721a7d9230e42b3b6c9135e61ba3279981a13e0583e45b6c55935",
    }
)
"""Digests of the shipped templates; a test compares their compiled rendering with docxtpl's."""

_XML_CHARACTERS = "甲 & 乙 <丙> “丁” 'A' \"B\""
"""A text with characters that have a meaning in XML."""


class RenderPath(NamedTuple):
    """How a template is rendered, and why.

    `kind`: compiled; by docxtpl because tags need it (marked) or because the two render `parts` differently
    (unequal); compiled although docxtpl cannot render it (uncompared).
    """

    kind: Literal["compiled", "marked", "unequal", "uncompared"]
    parts: tuple[str, ...] = ()

    @property
    def by_docxtpl(self) -> bool:
        """Whether docxtpl renders the reports."""
        return self.kind in ("marked", "unequal")


def is_verified(template: WordTemplate, form: Form) -> bool:
    """Whether a template is known to be valid and to render equally on both paths: shipped or cached."""
    return template.verified or (template.digest in SHIPPED_DIGESTS and form is form_in_force())


def require_valid(template: WordTemplate, form: Form) -> None:
    """Check a template for the reports of a form, unless it is verified. TemplateError: it has errors."""
    if not is_verified(template, form):
        from converter.document import checking  # takes as long to import as twenty reports

        checking.require_no_errors(template, form)


def render_path(template: WordTemplate, form: Form) -> RenderPath:
    """The path on which a template renders the reports of a form. TemplateError: it cannot be used at all."""
    if is_verified(template, form):
        return RenderPath("compiled")
    return _compare_renderings(template, form)


@lru_cache(maxsize=8)
def _compare_renderings(template: WordTemplate, form: Form) -> RenderPath:
    """Render specimens compiled and by docxtpl and compare; once per template and process, about 0.2 s."""
    if needs_docxtpl(template):
        return RenderPath("marked")
    unequal: dict[str, None] = {}
    for names in _specimens(form):
        try:
            ours, theirs = (
                render(template, names, title="", author="", by_docxtpl=by_docxtpl)
                for by_docxtpl in (False, True)
            )
            unequal |= dict.fromkeys(differing_parts(ours, theirs))
        except (TemplateError, etree.XMLSyntaxError):
            return RenderPath("uncompared")
    return RenderPath("unequal", tuple(unequal)) if unequal else RenderPath("compiled")


def _specimens(form: Form) -> tuple[Mapping[str, Any], ...]:
    """The names of a full report, with XML characters and line breaks in texts, and of a nearly empty one."""
    from converter.document.checking.trial import sample_report

    sample = sample_report(form)
    entries = {key: Entry(f"{entry.text}{_XML_CHARACTERS}") for key, entry in sample.entries.items()}
    passages = {
        key: (*paragraphs, Paragraph("（二）另一标题"), Paragraph(f"第一行{_XML_CHARACTERS}\n第二行"))
        for key, paragraphs in sample.passages.items()
    }
    full = replace(sample, entries=entries, passages=passages)
    short = replace(
        sample,
        entries={key: Entry("") for key in sample.entries},
        passages={key: (Paragraph("无。"),) for key in sample.passages},
        notes={},
    )
    return template_names(full, form, draft=True), template_names(short, form)
