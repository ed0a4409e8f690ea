"""The tags of a template, paragraph by paragraph, and those that are written wrongly.

docxtpl leaves what it does not recognise as a tag in the report without a word, and removes what
stands beside a {%p tag; so both are looked for here, where the paragraph is still known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from converter.catalogue.messages import finding
from converter.document.checking.paragraphs import Words
from converter.report.finding import Finding
from converter.report.report import Place

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIXED = re.compile(r"(p|tr|tc|r) (.*)", re.DOTALL)
_CELL = ("colspan", "cellbg", "hm", "vm")
"""docxtpl's own: what becomes of the cell in which they stand."""

_KEYWORDS = ("for", "endfor", "if", "elif", "else", "endif", "set")
_MISPLACED = re.compile(rf"\s*(p|tr|tc)\s*((?:{'|'.join(_KEYWORDS)})\b.*)", re.DOTALL)
_WIDE_BRACES = re.compile(r"[｛｝]|[{｛]％|％[}｝]|[{}]％|％[{}]")
_WIDE = re.compile(r"[\uff01-\uff5e。、]")
_CURLY = re.compile("[“”‘’]")
_CLOSING = {"endfor": "for", "endif": "if"}
_MIDDLE = {"else": ("if", "for"), "elif": ("if",)}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag. `keyword`: for, endif …, "" for one that prints. `code`: what it prints, loops over or asks.

    `prefix`: p, tr, tc, r or "": what it stands for as a whole; `loose`: not as docxtpl must have it.
    """

    words: Words
    text: str
    keyword: str
    code: str
    prefix: str = ""
    loose: bool = False


def tags_of(words: Iterable[Words], file: str) -> tuple[list[Tag], list[Finding]]:
    """Every tag in order, and what is wrong with how they are written and paired."""
    tags: list[Tag] = []
    found: list[Finding] = []
    for paragraph in words:
        if re.search("[{}｛｝]", paragraph.text) is None:
            continue
        own = [_tag(paragraph, match.group()) for match in _TAG.finditer(paragraph.text)]
        found += _misspelt(paragraph, own, file)
        tags += [tag for tag in own if not tag.text.startswith("{#")]
    return tags, [*found, *_unpaired(tags, file)]


def _tag(words: Words, text: str) -> Tag:
    body = text[2:-2]
    body = body[1:] if body[:1] in "+-" else body
    body = body[:-1] if body[-1:] in "+-" else body
    prefixed = _PREFIXED.fullmatch(body)
    misplaced = None if prefixed else _MISPLACED.fullmatch(body)
    found = prefixed or misplaced
    prefix, code = found.groups() if found else ("", body)
    code = code.strip()
    if not text.startswith("{%"):
        return Tag(words, text, "", code, prefix)
    keyword, _, rest = code.partition(" ")
    return Tag(words, text, keyword, rest.strip(), prefix, misplaced is not None)


def _misspelt(words: Words, tags: list[Tag], file: str) -> Iterator[Finding]:
    def wrong(variant: str, text: str, expected: str = "") -> Finding:
        place = Place(file)
        return finding("T-04", place, variant=variant, where=words.where, found=text, expected=expected)

    outside = _TAG.sub("\0", words.text)
    if match := _WIDE_BRACES.search(words.text):
        yield wrong("wide", match.group(), unicodedata.normalize("NFKC", match.group()))
    elif match := re.search(r"\{[{%#]|[}%#]\}", outside):
        yield wrong("open", match.group())
    elif match := re.search(r"[{}]", outside):
        yield wrong("single", match.group())
    for tag in tags:
        yield from (wrong(*trouble) for trouble in _troubles(tag))
    blocks = [tag for tag in tags if tag.prefix == "p"]
    if len(blocks) > 1:
        yield wrong("two", blocks[1].text)
    elif blocks and (len(tags) > 1 or outside.replace("\0", "").strip()):
        yield wrong("beside", blocks[0].text)


def _troubles(tag: Tag) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one tag: variant, what stands there, what should."""
    inner = tag.text[2:-2]
    if "{{" in inner or "{%" in inner:
        yield "open", tag.text, ""
        return
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’", "", inner)  # what is quoted may be Chinese
    if _WIDE.search(bare):
        yield "inside", tag.text, _narrow(tag.text)
    elif _CURLY.search(inner):
        yield "quotes", tag.text, ""
    if tag.text.startswith("{%"):
        if tag.loose:
            yield "glued", tag.text, f"{{%{tag.prefix} {tag.keyword}"
        if tag.prefix and ("%" in inner or "}" in inner):
            yield "percent", tag.text, ""
    if (tag.prefix in ("tr", "tc") or tag.keyword in _CELL) and not tag.words.table:
        yield "outside", tag.text, ""
    if tag.text.startswith("{{") and tag.prefix:
        yield "rich", tag.text, f"{{{{ {tag.code} }}}}"


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate({ord("。"): ".", ord("、"): ","}))


def _unpaired(tags: Iterable[Tag], file: str) -> Iterator[Finding]:
    """Loops and conditions that are not closed, or closed without having been opened, part by part."""
    place = Place(file)
    parts: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.text.startswith("{%"):
            parts.setdefault(tag.words.part, []).append(tag)
    for own in parts.values():
        opened: list[Tag] = []
        for tag in own:
            said = {"where": tag.words.where, "found": tag.text}
            if tag.keyword not in (*_KEYWORDS, *_CELL):
                near = get_close_matches(tag.keyword, _KEYWORDS, 1, 0.5)
                variant = "keyword" if near else "strange"
                yield finding("T-05", place, variant=variant, expected="".join(near), **said)
            elif tag.keyword in ("for", "if"):
                opened.append(tag)
            elif tag.keyword in _CLOSING:
                keyword = _CLOSING[tag.keyword]
                if all(other.keyword != keyword for other in opened):
                    yield finding("T-05", place, variant="closed", expected=keyword, **said)
                    continue
                while opened[-1].keyword != keyword:  # what stands between was never closed
                    yield _unclosed(opened.pop(), place)
                start = opened.pop()
                if _level(start) != _level(tag):
                    other = start.words.where
                    yield finding("T-05", place, variant="crossed", expected=start.text, other=other, **said)
            elif tag.keyword in _MIDDLE and not (opened and opened[-1].keyword in _MIDDLE[tag.keyword]):
                yield finding("T-05", place, variant="middle", **said)
        yield from (_unclosed(tag, place) for tag in opened)


def _level(tag: Tag) -> tuple[object, ...]:
    """What must be the same for two tags that belong together, else rendering cuts an element in two."""
    whole = tag.prefix in ("tr", "tc")  # rows and cells are taken as a whole
    return (tag.prefix, tag.words.table, None if whole else tag.words.cell)


def _unclosed(tag: Tag, place: Place) -> Finding:
    said = {"where": tag.words.where, "found": tag.text}
    return finding("T-05", place, variant="unclosed", expected=f"end{tag.keyword}", **said)
