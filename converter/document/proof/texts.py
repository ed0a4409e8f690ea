"""The texts of a document compared with its report: its title, every text under its heading and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from converter.catalogue.messages import finding
from converter.document.expected import ExpectedText
from converter.document.proof.printed_blocks import PrintedBlock
from converter.grid.labels import normal
from converter.report.finding import Finding
from converter.report.report import Place

_EXCERPT = 12
"""Characters of an excerpt before the first difference of two texts; after it there are twice as many."""

_TITLE_LINES = 4
"""Lines on which a title may be printed."""


def title_findings(
    blocks: Sequence[PrintedBlock], expected: Sequence[ExpectedText], place: Place
) -> Iterator[Finding]:
    """P-04 unless the title is printed before the first section, on one line or several, in any order."""
    title = expected[0]
    wanted = _solid(title.text)
    mentions = [_solid(text) for text in title.mentions]
    lines: list[str] = []
    first = next(text for text in expected if text.kind == "heading")
    for block in blocks:
        if not isinstance(block, str) or _is_heading(block, first):
            break
        if block:
            lines.append(_solid(block))
    for start in range(len(lines)):
        for end in range(start + 1, min(start + _TITLE_LINES, len(lines)) + 1):
            joined = "".join(lines[start:end])
            if joined == wanted:
                return
            if sorted(joined) == sorted(wanted) and all(mention in joined for mention in mentions):
                return
    yield finding("P-04", place, found=lines[0] if lines else "", expected=title.text)


def _solid(text: str) -> str:
    return "".join(text.split())


def text_findings(
    blocks: Sequence[PrintedBlock], expected: Sequence[ExpectedText], place: Place
) -> Iterator[Finding]:
    """P-03 unless headings, texts, tables and notes are printed in the order of the form, each once."""
    # the wording of the opening and of sub-headings is the template's; the title has a comparison of its own
    wanted = [text for text in expected if text.kind not in ("title", "opening", "subheading")]
    lines = [block for block in blocks if isinstance(block, str)]
    for text in _missing(blocks, wanted):
        if text.kind == "heading":
            yield finding("P-03", place, variant="heading", expected=text.text)
        elif text.kind != "table":  # a missing table has a finding of its own
            yield _missing_finding(text, lines, place)
    yield from _duplicate_findings(lines, expected, place)


def _missing_finding(text: ExpectedText, lines: Sequence[str], place: Place) -> Finding:
    """P-03 for a missing text, with the most similar line; of long ones an excerpt where they differ."""
    expected = text.line
    nearest = get_close_matches(expected, [line for line in lines if line != expected], 1, 0.5)
    if not nearest:
        written = _excerpt(expected, 0)
        return finding("P-03", place, variant="lost", subject=text.name, expected=expected, written=written)
    found = nearest[0]
    pairs = enumerate(zip(expected, found, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(len(expected), len(found)))
    written, printed = _excerpt(expected, at), _excerpt(found, at)
    return finding(
        "P-03", place, subject=text.name, found=found, expected=expected, written=written, printed=printed
    )


def _excerpt(text: str, at: int) -> str:
    """The characters of a text around an index."""
    start, end = max(0, at - _EXCERPT), at + 2 * _EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _missing(blocks: Sequence[PrintedBlock], wanted: Sequence[ExpectedText]) -> list[ExpectedText]:
    """The texts that are not printed in their order, each below its own section's heading."""

    def find(text: ExpectedText, start: int) -> int | None:
        return next((at for at in range(start, len(blocks)) if _prints(blocks[at], text)), None)

    missing, start = [], 0
    for text in wanted:
        at = find(text, start)
        if at is None:
            missing.append(text)
        else:
            start = at + 1
    if not missing:
        return []
    # Search again within sections, so that a text is not taken for an equal one of a later section.
    missing, start = [], 0
    for number, text in enumerate(wanted):
        at = find(text, start)
        following = next((other for other in wanted[number + 1 :] if other.kind == "heading"), None)
        end = find(following, start) if following and text.kind != "heading" else None
        if at is None or (end is not None and at > end):
            missing.append(text)
        else:
            start = at + 1
    return missing


def _prints(block: PrintedBlock, text: ExpectedText) -> bool:
    """Whether a block of the document prints this text.

    A sub-heading or the narrative's label may be printed before it on the same line.
    """
    if not isinstance(block, str):
        return text.kind == "table" and block.key == text.key
    if text.kind == "table":
        return False
    if text.kind == "heading":
        return _is_heading(block, text)
    wanted = text.text.strip()
    if block == wanted:
        return True
    return block.endswith(wanted) and any(label in block[: -len(wanted)] for label in text.labels)


def _duplicate_findings(
    lines: Iterable[str], expected: Iterable[ExpectedText], place: Place
) -> Iterator[Finding]:
    """P-03 for a text that is printed more often than it was written (a loop within a loop)."""
    printed = Counter(lines)
    written = Counter(text.line.strip() for text in expected)
    for text in expected:
        line = text.line.strip()
        if text.kind in ("text", "note") and printed[line] > written.pop(line, printed[line]):
            yield finding("P-03", place, variant="twice", subject=text.name, found=text.text)


def _is_heading(line: str, heading: ExpectedText) -> bool:
    """Whether a line is a section's heading, its number typed or set by the word processor."""
    if len(line) > 2 * len(heading.text):  # a paragraph, which need not be normalised
        return False
    return normal(line) in (normal(heading.text), normal(heading.name))
