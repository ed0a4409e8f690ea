"""Rendering: a Word template and the names of a report (`context`) become the bytes of a .docx.

In: a `WordTemplate`, a mapping of names. Out: the document, the same bytes for the same input. Others import
from here, and from `reference` (docxtpl itself) and `compiling` (compiled templates as bytes).
"""

from __future__ import annotations

from converter.document.render.rendering import Templates, WordTemplate, chosen, is_marked, prepared, render

__all__ = ["Templates", "WordTemplate", "chosen", "is_marked", "prepared", "render"]
