"""Rendering: a Word template and the names of a report become the bytes of a .docx.

In: a `WordTemplate`, a mapping of names (`document.template_names`). Out: the document, the same bytes for
the same input. Others import from here, and from `compiling` (compiled templates as bytes) and `reference`
(docxtpl itself).
"""

from __future__ import annotations

from converter.document.render.compiling import compiled_template, needs_docxtpl
from converter.document.render.rendering import render
from converter.document.render.word_template import (
    Templates,
    WordTemplate,
    distinct_templates,
    template_for,
)

__all__ = [
    "Templates",
    "WordTemplate",
    "compiled_template",
    "distinct_templates",
    "needs_docxtpl",
    "render",
    "template_for",
]
