"""Word templates as values: their bytes, their digest, the file that they come from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A docxtpl template; two are equal if their digests are.

    `name`: its file, for messages. `verified`: an earlier run found it without errors, and its compiled
    rendering equal to docxtpl's. `compiled`: what an earlier run kept of compiling it
    (`compiling.serialize`), b"" if nothing.
    """

    content: bytes = field(repr=False, compare=False)
    digest: str
    name: str = field(default="", compare=False)
    verified: bool = field(default=False, compare=False)
    compiled: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(cls, content: bytes, name: str = "") -> WordTemplate:
        """Wrap a template's bytes."""
        return cls(content, hashlib.sha256(content).hexdigest(), name)


Templates = WordTemplate | Mapping[str, WordTemplate]
"""One template for all reports, or one per category (机关类别), with "" for a report without one."""


def template_for(templates: Templates, category: str) -> WordTemplate:
    """The template for a report of a category."""
    if isinstance(templates, WordTemplate):
        return templates
    return templates.get(category, templates[""])


def distinct_templates(templates: Templates) -> tuple[WordTemplate, ...]:
    """Each template once, in order."""
    return (templates,) if isinstance(templates, WordTemplate) else tuple(dict.fromkeys(templates.values()))
