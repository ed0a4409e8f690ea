"""One template for all reports, and what the shipped templates say in the opening of a category alone."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator, Mapping

from converter.catalogue.messages import finding
from converter.document.render import WordTemplate
from converter.form import Form, Variant
from converter.report.finding import Finding
from converter.report.report import Place
from converter.system.patterns import pattern

_MAIN = "word/document.xml"
_ELEMENT, _SPACE = pattern(r"<[^>]*>"), pattern(r"\s+")
_CLAUSE = pattern(r"[^，。；]+")


def opening_findings(template: WordTemplate, categories: Mapping[str, int], form: Form) -> Iterator[Finding]:
    """T-15 for each category whose own statement a template does not have. `categories`: reports of each.

    An office may word the opening of departments as it likes: their statement is missed only where that of
    other reports stands in its place.
    """
    text = _text(template.content)
    own = {variant.name: _own_clauses(variant, form) for variant in form.variants}
    said = {name: [clause for clause in clauses if clause in text] for name, clauses in own.items()}
    for category, count in categories.items():
        variant = form.variant(category)
        if said[variant.name] or not own[variant.name]:
            continue
        instead = next((clauses[0] for name, clauses in said.items() if clauses), "")
        if variant == form.variants[0] and not instead:
            continue
        yield finding(
            "T-15",
            Place(template.name),
            variant="instead" if variant == form.variants[0] else "",
            subject=template.name,
            category=variant.name,
            number=str(count),
            found=instead,
            expected=own[variant.name][0],
        )


def _own_clauses(variant: Variant, form: Form) -> list[str]:
    """The clauses, without spaces, that only this variant's opening has."""
    others = [_solid("".join(each.preamble)) for each in form.variants if each != variant]
    clauses = _CLAUSE.findall(_solid("".join(f"{sentence}。" for sentence in variant.preamble)))
    return [clause for clause in clauses if not any(clause in other for other in others)]


def _text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _solid(html.unescape(_ELEMENT.sub("", archive.read(_MAIN).decode())))


def _solid(text: str) -> str:
    return _SPACE.sub("", text)
