"""A page compared with its report: figures by the labels that their `headers` name, texts in order.

Shares no code with what renders pages: the bytes are parsed as by a browser, and compared with what report
and form alone require (`document.expected`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from lxml import etree

from converter.catalogue.messages import finding
from converter.document.expected import expected_figures, expected_texts
from converter.form import Form, Ref, Table
from converter.grid.cells import Position
from converter.grid.labels import find_table
from converter.publish.styles import CLASS
from converter.report.finding import Finding
from converter.report.report import Place, Report

Path = tuple[str, ...]
"""The labels of a figure: those above it from the top, then those to its left from the left."""

_TEXTS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li")
_NOTHING = "空白"


def prove_html(content: bytes, report: Report, form: Form, name: str) -> tuple[Finding, ...]:
    """Compare a page or a fragment with its report; pure. No finding: all figures and texts are as filled."""
    root = _parsed(content)
    article = _article(root)
    if article is None:
        return (finding("O-04", Place(name), subject="正文", expected=CLASS, found=_NOTHING),)
    return tuple(
        finding("O-04", Place(name), subject=subject, expected=expected or _NOTHING, found=found or _NOTHING)
        for subject, expected, found in (
            *_mismatched_figures(article, report, form),
            *_mismatched_texts(article, report, form),
            *_foreign_elements(root),
        )
    )


def _parsed(content: bytes) -> etree._Element:
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    return etree.Element("html") if root is None else root


def _article(root: etree._Element) -> etree._Element | None:
    found = list(root.iter("article"))
    return found[0] if len(found) == 1 and found[0].get("class") == CLASS else None


# --- figures ------------------------------------------------------------------------------------


def _mismatched_figures(
    article: etree._Element, report: Report, form: Form
) -> Iterator[tuple[str, str, str]]:
    """What differs, what is expected, what is found."""
    expected = expected_figures(report, form)
    tables = {_text(table.find("caption")): table for table in article.iter("table")}
    printed = [table for table in form.tables.values() if table.printed]
    if len(printed) != sum(1 for _ in article.iter("table")):
        yield "表的张数", str(len(printed)), str(sum(1 for _ in article.iter("table")))
    for table in printed:
        section = form.section_of(table.key)
        element = tables.get(section.heading)
        cells = [] if element is None else list(_cells(element))
        count = Counter(path for path, _ in cells)
        found = dict(cells)
        for path, ref in paths(table).items():
            if count[path] != 1:
                yield form.label(ref), "出现一次", f"出现 {count[path]} 次"
            elif found[path] != expected[ref]:
                yield form.label(ref), expected[ref], found[path]
        for path in found.keys() - paths(table).keys():
            yield table.tag, _NOTHING, "／".join(path) + found[path]
        if element is not None and all(
            found.get(path) == expected[ref] for path, ref in paths(table).items()
        ):
            yield from _mislaid(element, table, expected, form)


def _mislaid(
    element: etree._Element, table: Table, expected: Mapping[Ref, str], form: Form
) -> Iterator[tuple[str, str, str]]:
    """What the eye reads otherwise than the references: a heading or figure that stands somewhere else."""
    texts = dict(_laid_out(element))
    located = find_table(table, texts)
    if located.missing:
        yield table.tag, located.missing, "别处的行名、列名"
    for ref, position in located.figures.items():
        if texts.get(position) != expected[ref]:
            yield form.label(ref), expected[ref], texts.get(position, "")


def _laid_out(table: etree._Element) -> Iterator[tuple[Position, str]]:
    """Each cell of a table with its row and column on the page."""
    taken: set[Position] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iter("th", "td"):
            while (row, column) in taken:
                column += 1
            down, across = (int(cell.get(span, "1")) for span in ("rowspan", "colspan"))
            taken.update((row + r, column + c) for r in range(down) for c in range(across))
            yield (row, column), _text(cell)
            column += across


def _cells(table: etree._Element) -> Iterator[tuple[Path, str]]:
    """Each data cell with the labels that its `headers` name, in that order."""
    names: dict[str, str] = {}
    for header in table.iter("th"):
        names[header.get("id", "")] = _text(header)
    for cell in table.iter("td"):
        yield tuple(names.get(name, "") for name in cell.get("headers", "").split()), _text(cell)


@cache
def paths(table: Table) -> Mapping[Path, Ref]:
    """Every figure of a table by its labels in the form."""
    return {
        (
            *([block.heading] if block.heading else []),
            *column.under,
            column.label,
            *row.under,
            *([row.label] if row.label else []),
        ): Ref(table.key, row.key, column.key)
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }


# --- texts --------------------------------------------------------------------------------------


def _mismatched_texts(article: etree._Element, report: Report, form: Form) -> Iterator[tuple[str, str, str]]:
    title, *others = [text for text in expected_texts(report, form) if text.kind != "table"]
    headings = [_text(heading) for heading in article.iter("h1")]
    shown = headings[0] if len(headings) == 1 else article.get("aria-label", "")
    if shown != title.text:
        yield "标题", title.text, shown
    found = [_text(element) for element in _outside_tables(article)]
    for expected, text in zip_longest(others, found[len(headings) :]):
        line = "" if expected is None else expected.line
        if text != line:
            yield (expected.name if expected else "") or "文字", line, text or ""
            return  # after one paragraph too many all others would differ
    if stray := _stray_characters(article, found):
        yield "文字", _NOTHING, stray


def _outside_tables(article: etree._Element) -> Iterator[etree._Element]:
    inside = {element for table in article.iter("table") for element in table.iter()}
    return (element for element in article.iter(*_TEXTS) if element not in inside)


def _stray_characters(article: etree._Element, found: Sequence[str]) -> str:
    """The characters outside paragraphs and tables."""
    tables = [_text(table) for table in article.iter("table")]
    rest = Counter("".join(_text(article).split())) - Counter("".join("".join((*found, *tables)).split()))
    return "".join(rest.elements())


def _foreign_elements(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Elements that run code or fetch other files."""
    for element in root.iter("script", "img", "link", "iframe", "object", "embed", "form"):
        yield "网页", "没有脚本、图片和外部文件", str(element.tag)


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return "".join(map(str, element.itertext())) if len(element) else str(element.text or "")
