"""The tags of a template as Jinja reads them: whether it can, and whether they do only what they may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

import jinja2
from jinja2 import nodes

from converter.catalogue.messages import finding
from converter.document.checking.tags import Tag
from converter.document.render.explaining import explain
from converter.document.render.expressions import FILTERS, TESTS, Refusal
from converter.document.render.language import LONGEST_TAG, refusals
from converter.report.finding import Finding
from converter.report.report import Place

DottedName = tuple[str, ...]
"""A dotted name by its parts: 三, r05, c1."""

TagTree = nodes.Template | tuple[DottedName, ...] | None
"""A tag as Jinja reads it, a plain name without Jinja's help, None for a tag that only ends or divides."""

_DOTTED_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_STATEMENTS = {"for": "{{% for {} %}}{{% endfor %}}", "set": "{{% set {} %}}", "": "{{{{ {} }}}}"}
_STATEMENTS |= {"colspan": _STATEMENTS[""], "cellbg": _STATEMENTS[""]}
_CONDITION = "{{% if {} %}}{{% endif %}}"
_MERGING = ("hm", "vm")
_WITHOUT_CODE = ("else", "endfor", "endif", *_MERGING)
_WORDS = ("not", "and", "or", "if", "else", "is", "in")
_PARSER = jinja2.Environment()
_EXCERPT = 60
_KNOWN = {"filter": [*FILTERS, "format"], "test": [*TESTS]}


def find_forbidden(tags: Sequence[Tag], file: str) -> list[Finding]:
    """T-04 for tags that Jinja cannot read, T-14 for those that do what they may not."""
    found: list[Finding] = []
    for tag in tags:
        if len(tag.text) > LONGEST_TAG:
            found.append(_finding(tag, Refusal("long", str(LONGEST_TAG), 1), file))
            continue
        try:
            tree = tag_tree(tag)
        except (jinja2.TemplateSyntaxError, RecursionError, ValueError) as error:
            facts = {"where": tag.paragraph.where, "found": shortened(tag.text), "reason": explain(error)}
            found.append(finding("T-04", Place(file), variant="syntax", **facts))
            continue
        if isinstance(tree, nodes.Template):
            found += (_finding(tag, refusal, file) for refusal in refusals(tree)[:1])
    return found or list(_found_together(tags, file))


def _found_together(tags: Sequence[Tag], file: str) -> Iterator[Finding]:
    """T-14 for what tags do together: loops in each other, values that grow from tag to tag."""
    for part in dict.fromkeys(tag.paragraph.part for tag in tags):
        own = [tag for tag in tags if tag.paragraph.part == part]
        try:
            tree = _PARSER.parse("\n".join(_line(tag) for tag in own))
        except (jinja2.TemplateSyntaxError, RecursionError) as error:
            kind = "deep" if isinstance(error, RecursionError) else "statement"
            yield _finding(own[0], Refusal(kind, "", 1), file)
            continue
        for refusal in refusals(tree)[:1]:
            yield _finding(own[refusal.line - 1], refusal, file)


def tag_tree(tag: Tag) -> TagTree:
    """A tag as Jinja reads it. TemplateSyntaxError, RecursionError, ValueError: it cannot."""
    if tag.keyword in _WITHOUT_CODE:
        return None
    if not tag.code:
        raise jinja2.TemplateSyntaxError("unexpected 'end of statement block'", 1)
    if not tag.keyword and is_dotted_name(tag.code):
        return (tuple(tag.code.split(".")),)
    return _PARSER.parse(_STATEMENTS.get(tag.keyword, _CONDITION).format(_plain(tag.code)))


def is_dotted_name(code: str) -> bool:
    """Whether a tag's code is a dotted name and nothing else."""
    return _DOTTED_NAME.fullmatch(code) is not None and code not in _WORDS


def shortened(text: str) -> str:
    """A tag's text for a message."""
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def refusal_finding(refusal: Refusal, where: str, found: str, file: str) -> Finding:
    """T-14 for a refusal."""
    variant, expected = refusal.kind, ""
    if refusal.kind in _KNOWN:
        expected = "".join(get_close_matches(refusal.what, _KNOWN[refusal.kind], 1))
        variant = f"{variant}_near" if expected else variant
    facts = {"where": where, "found": found, "name": refusal.what, "expected": expected}
    return finding("T-14", Place(file), variant=variant, **facts)


def _finding(tag: Tag, refusal: Refusal, file: str) -> Finding:
    return refusal_finding(refusal, tag.paragraph.where, shortened(tag.text), file)


def _line(tag: Tag) -> str:
    """A tag on one line, so that a line's number is the tag's."""
    if tag.keyword in _MERGING:
        return ""
    if tag.keyword in _STATEMENTS and tag.keyword not in ("for", "set"):
        return f"{{{{ {_plain(tag.code)} }}}}"
    return f"{{% {tag.keyword} {_plain(tag.code)} %}}"


def _plain(code: str) -> str:
    """An expression on one line, its quotation marks as docxtpl makes them."""
    return " ".join(re.sub("[“”]", '"', re.sub("[‘’]", "'", code)).split())
