"""The tags of a template, paragraph by paragraph, and findings about how they are written and paired.

docxtpl prints a tag that it does not recognise as text, and removes text beside a {%p tag, both without an
error; so they are found here, where the paragraph is still known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from converter.catalogue.messages import finding
from converter.document.checking.paragraphs import ParagraphText
from converter.report.finding import Finding
from converter.report.report import Place

MOST_TAGS = 1000
"""Tags of a template; a shipped one has about 250."""

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIXED = re.compile(r"(p|tr|tc|r) (.*)", re.DOTALL)
_CELL = ("colspan", "cellbg", "hm", "vm")
"""docxtpl's own keywords; they change the cell that they are in."""

_KEYWORDS = ("for", "endfor", "if", "elif", "else", "endif", "set")
_FOREIGN = (
    "macro", "include", "import", "from", "extends", "block", "raw", "call", "with", "do", "filter", "trans",
    "autoescape", "break", "continue", "debug",
)  # fmt: skip
"""Jinja's statements that a template may not use: never a slip of the pen."""

_MISPLACED = re.compile(rf"\s*(p|tr|tc)\s*((?:{'|'.join(_KEYWORDS)})\b.*)", re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_WIDE_BRACES = re.compile(r"[｛｝]|\{[％＃]|[％＃]\}")
_WIDE = re.compile(r"[\uff01-\uff5e。、]")
_TRIMMING = "+-"
_BLOCK_IN_COMMENT = re.compile(r"\{[{%#](?:p|tr|tc|r)\s|\{#")
_CURLY = re.compile("[“”‘’]")
_CLOSING = {"endfor": "for", "endif": "if"}
_MIDDLE = {"else": ("if", "for"), "elif": ("if",)}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag. `keyword`: for, endif …, "" for one that prints. `code`: the expression that follows it.

    `prefix`: p, tr, tc, r, or "": the element that the tag replaces. `misplaced`: the prefix is not written
    as docxtpl requires ({%p, then one space).
    """

    paragraph: ParagraphText
    text: str
    keyword: str
    code: str
    prefix: str = ""
    misplaced: bool = False


def has_too_many_tags(paragraphs: Iterable[ParagraphText]) -> bool:
    """Whether a template has more tags than can be looked at in good time."""
    return sum(len(_TAG.findall(paragraph.text)) for paragraph in paragraphs) > MOST_TAGS


def parse_tags(paragraphs: Iterable[ParagraphText], file: str) -> tuple[list[Tag], list[Finding]]:
    """Every tag in order, and findings about how they are written and paired (T-04, T-05)."""
    tags: list[Tag] = []
    found: list[Finding] = []
    for paragraph in paragraphs:
        if re.search("[{}｛｝]", paragraph.text) is None:
            continue
        own = [_tag(paragraph, match.group()) for match in _TAG.finditer(paragraph.text)]
        found += _spelling_findings(paragraph, own, file)
        tags += [tag for tag in own if not tag.text.startswith("{#")]
    return tags, [*found, *_pairing_findings(tags, file)]


def _tag(paragraph: ParagraphText, text: str) -> Tag:
    body = text[2:-2]
    body = body[1:] if body[:1] in "+-" else body
    body = body[:-1] if body[-1:] in "+-" else body
    prefixed = _PREFIXED.fullmatch(body)
    misplaced = None if prefixed else _MISPLACED.fullmatch(body)
    found = prefixed or misplaced
    prefix, code = found.groups() if found else ("", body)
    code = code.strip()
    if not text.startswith("{%"):
        return Tag(paragraph, text, "", code, prefix)
    keyword, _, rest = code.partition(" ")
    return Tag(paragraph, text, keyword, rest.strip(), prefix, misplaced is not None)


def _spelling_findings(paragraph: ParagraphText, tags: list[Tag], file: str) -> Iterator[Finding]:
    """T-04 for braces and tags of a paragraph that are not written as docxtpl requires."""

    def found(variant: str, text: str, expected: str = "") -> Finding:
        place = Place(file)
        return finding("T-04", place, variant=variant, where=paragraph.where, found=text, expected=expected)

    outside = _TAG.sub("\0", paragraph.text)
    spoken = _COMMENT.sub("\0", paragraph.text)  # a comment may say anything
    if match := _WIDE_BRACES.search(spoken):
        yield found("wide", match.group(), unicodedata.normalize("NFKC", match.group()))
    elif match := re.search(r"\{[{%#]|[}%#]\}", outside):
        yield found("open", match.group())
    elif match := re.search(r"[{}]", outside):
        yield found("single", match.group())
    for tag in tags:
        yield from (found(*error) for error in _errors(tag))
    blocks = [tag for tag in tags if tag.prefix == "p"]
    if len(blocks) > 1:
        yield found("two", blocks[1].text)
    elif blocks and (len(tags) > 1 or outside.replace("\0", "").strip()):
        yield found("beside", blocks[0].text)


def _errors(tag: Tag) -> Iterator[tuple[str, str, str]]:
    """The errors of one tag: variant of T-04, the text as written, the text expected."""
    inner = tag.text[2:-2]
    if inner[:1] in _TRIMMING or inner[-1:] in _TRIMMING:
        yield "trim", tag.text, f"{tag.text[:2]}{inner.strip(_TRIMMING)}{tag.text[-2:]}"
    if tag.text.startswith("{#"):
        if match := _BLOCK_IN_COMMENT.search(inner):
            yield "comment", tag.text, match.group()
        return
    if "{{" in inner or "{%" in inner:
        yield "open", tag.text, ""
        return
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’", "", inner)  # quoted text may be Chinese
    if _WIDE.search(bare):
        yield "inside", tag.text, _narrow(tag.text)
    elif _CURLY.search(inner):
        yield "quotes", tag.text, ""
    if tag.text.startswith("{%"):
        if tag.misplaced:
            yield "glued", tag.text, f"{{%{tag.prefix} {tag.keyword}"
        if tag.prefix and ("%" in inner or "}" in inner):
            yield "percent", tag.text, ""
    if (tag.prefix in ("tr", "tc") or tag.keyword in _CELL) and not tag.paragraph.table:
        yield "outside", tag.text, ""
    if tag.text.startswith("{{") and tag.prefix:
        yield "rich", tag.text, f"{{{{ {tag.code} }}}}"


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate({ord("。"): ".", ord("、"): ","}))


def _pairing_findings(tags: Iterable[Tag], file: str) -> Iterator[Finding]:
    """T-05 for loops and conditions that are not closed, or closed but not opened, part by part."""
    place = Place(file)
    parts: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.text.startswith("{%"):
            parts.setdefault(tag.paragraph.part, []).append(tag)
    for own in parts.values():
        opened: list[Tag] = []
        for tag in own:
            facts = {"where": tag.paragraph.where, "found": tag.text}
            if tag.keyword not in (*_KEYWORDS, *_CELL):
                foreign = tag.keyword.removeprefix("end") in _FOREIGN
                near = [] if foreign else get_close_matches(tag.keyword, _KEYWORDS, 1, 0.5)
                variant = "keyword" if near else "strange"
                yield finding("T-05", place, variant=variant, expected="".join(near), **facts)
            elif tag.keyword in ("for", "if"):
                opened.append(tag)
            elif tag.keyword in _CLOSING:
                keyword = _CLOSING[tag.keyword]
                if all(other.keyword != keyword for other in opened):
                    yield finding("T-05", place, variant="closed", expected=keyword, **facts)
                    continue
                while opened[-1].keyword != keyword:  # those opened after it were never closed
                    yield _unclosed(opened.pop(), place)
                start = opened.pop()
                if _level(start) != _level(tag):
                    other = start.paragraph.where
                    yield finding("T-05", place, variant="crossed", expected=start.text, other=other, **facts)
            elif tag.keyword in _MIDDLE and not (opened and opened[-1].keyword in _MIDDLE[tag.keyword]):
                yield finding("T-05", place, variant="middle", **facts)
        yield from (_unclosed(tag, place) for tag in opened)


def _level(tag: Tag) -> tuple[object, ...]:
    """What two paired tags must have in common; otherwise rendering cuts an element in two."""
    whole = tag.prefix in ("tr", "tc")  # the tag replaces its whole row or cell
    return (tag.prefix, tag.paragraph.table, None if whole else tag.paragraph.cell)


def _unclosed(tag: Tag, place: Place) -> Finding:
    facts = {"where": tag.paragraph.where, "found": tag.text}
    return finding("T-05", place, variant="unclosed", expected=f"end{tag.keyword}", **facts)
