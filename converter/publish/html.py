"""A report as a web page and as a fragment for a portal, from the same names as the Word report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from converter.document.template_names import template_names
from converter.form import Form, Ref, Table
from converter.publish.styles import class_attribute, style_attribute, style_sheet, table_widths
from converter.publish.web_tables import web_table
from converter.report.report import Report, plain
from converter.report.sums import add
from converter.results.outcome import title_of
from converter.results.spool import Spool
from converter.system.web import content_policy, page_link
from converter.system.web_templates import environment

BUFFER = 500
"""Template fragments that are joined to one piece of the index."""

PREFIX, FIGURE = "\ue000", "\ue001"
"""What stands for the start of ids and around the number of a figure in the markup of a table."""

_PAGES = Path(__file__).parent / "pages"


class IndexRow(NamedTuple):
    """A report of the index, and the path of its page relative to the index."""

    report: Report
    page: str


def render_page(report: Report, form: Form, known: Mapping[str, Any] | None = None) -> bytes:
    """A page that needs no other file: no script, no picture, its style sheet inside.

    `known`: the names of the report (`template_names`), where they are known.
    """
    names = _names(report, form, class_attribute, known)
    rendered = _template("page.html").render(**names, titled=True, agency=report.agency, **_looks(form))
    return f"{rendered}\n".encode()


def joined_pieces(reports: Iterable[Report | str], form: Form, title: str) -> Iterator[bytes]:
    """One page with several reports, each from a new sheet of paper, made one at a time.

    In place of a report that is not there stands a sentence. `joined_style` is its style sheet.
    """
    sheet = joined_style(form)
    head, tail = (
        _template("joined.html")
        .render(title=title, style_sheet=Markup(sheet), policy=Markup(content_policy(sheet)), reports=FIGURE)
        .split(FIGURE)
    )
    yield head.encode()
    for report in reports:
        if isinstance(report, str):
            yield f"<article><p>{escape(report)}</p></article>\n".encode()
        else:
            names = _names(report, report.form, class_attribute)
            yield f"{_template('article.html').render(**names, titled=True)}\n".encode()
    yield f"{tail}\n".encode()


@cache
def joined_style(form: Form) -> str:
    """The style sheet of a page with several reports."""
    return f"{style_sheet(form)}article+article{{break-before:page;margin-top:4em}}"


def render_fragment(report: Report, form: Form, known: Mapping[str, Any] | None = None) -> bytes:
    """One article with its styles inline, to be pasted into a portal's editor as source.

    It has no title: a portal prints the one typed into its own field. `known`: as for `render_page`.
    """
    names = _names(report, form, _inline(form), known)
    rendered = _template("article.html").render(**names, titled=False)
    return f"{rendered.strip()}\n".encode()


@cache
def _inline(form: Form) -> Callable[[str, str], str]:
    return partial(style_attribute, table_widths(form))


def index_pieces(rows: Iterable[IndexRow], form: Form) -> Iterator[bytes]:
    """The page with links to all reports, by category, in the order given; made a row at a time."""
    by_category = {category: Spool[Mapping[str, object]]() for category in form.categories or ("",)}
    years = set()
    for row in rows:
        by_category[row.report.category or [*by_category][-1]].append(_row_names(row, form))
        years.add(row.report.entries["年度"].text)
    quotes = {item.name: item.refs for item in form.quotes}
    page = _template("index.html").stream(
        title=form.titled("", "、".join(sorted(years))),
        count=sum(map(len, by_category.values())),
        groups=[{"category": category, "rows": own} for category, own in by_category.items() if own],
        columns=[f"{name}（{form.column(quotes[name][0]).unit}）" for name in form.views.main],
        years=len(years) > 1,
        csv_words="表格（CSV，可用 Excel 打开）",
        json_words="程序用（JSON）",
        style=lambda kind, key="": Markup(class_attribute(kind, key)),
        **_looks(form),
    )
    page.enable_buffering(BUFFER)
    yield from (piece.encode() for piece in page)
    yield b"\n"


def id_prefix(report: Report) -> str:
    """The start of every id on a report's page: two fragments on one page must not share an id."""
    return f"r{hashlib.sha256(title_of(report).encode()).hexdigest()[:8]}"


def _names(
    report: Report,
    form: Form,
    attribute: Callable[[str, str], str],
    known: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    names = template_names(report, form) if known is None else known
    prefix = id_prefix(report)
    return {
        "title": title_of(report),
        "id_prefix": prefix,
        "preamble": [
            Markup(_sentence(text).render(names)) for text in form.variant(report.category).preamble
        ],
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "rows": names.get(section.title, []),
                "tables": [
                    (_filled(_markup(form, table, attribute), names, prefix), names["表下注"][table.key])
                    for table in section.tables
                    if table.printed
                ],
            }
            for section in form.sections
        ],
        "closing": [Markup(text) for line in form.closing if (text := _sentence(line).render(names))],
        "style": lambda kind, key="": Markup(attribute(kind, key)),
    }


class _Markup(NamedTuple):
    """A table without what differs from report to report.

    `pieces`: between two of them stands a figure, `refs` in their order; in a piece `PREFIX` stands for the
    start of all ids.
    """

    pieces: tuple[str, ...]
    refs: tuple[Ref, ...]


@cache
def _markup(form: Form, table: Table, attribute: Callable[[str, str], str]) -> _Markup:
    """The markup of a table of all reports of a form."""
    refs = tuple(table.refs())
    figures = {ref: f"{FIGURE}{number}{FIGURE}" for number, ref in enumerate(refs)}
    rendered = _template("table.html").render(
        table=web_table(form.section_of(table.key), table, figures, PREFIX),
        style=lambda kind, key="": Markup(attribute(kind, key)),
    )
    pieces = rendered.split(FIGURE)
    return _Markup(tuple(pieces[::2]), tuple(refs[int(number)] for number in pieces[1::2]))


def _filled(markup: _Markup, names: Mapping[str, Any], prefix: str) -> Markup:
    """The table of a report, of which the names are given."""
    texts = (names[table][row][column] for table, row, column in markup.refs)
    figures = (text if text.isalnum() or not text else str(escape(text)) for text in texts)
    whole = "".join(chain.from_iterable(zip_longest(markup.pieces, figures, fillvalue="")))
    return Markup(whole.replace(PREFIX, prefix))


@cache
def _looks(form: Form) -> Mapping[str, Markup]:
    """The style sheet of a page, and what the page may do."""
    sheet = style_sheet(form)
    return {"style_sheet": Markup(sheet), "policy": Markup(content_policy(sheet))}


def _row_names(row: IndexRow, form: Form) -> Mapping[str, object]:
    quotes = {item.name: item.refs for item in row.report.form.quotes}
    figures = []
    for name in form.views.main:
        known = [value for ref in quotes.get(name, ()) if (value := row.report.value(ref)) is not None]
        figures.append(plain(add(known)) if known else "")
    return {
        "agency": row.report.agency,
        "year": row.report.entries["年度"].text,
        "link": page_link(row.page),
        "figures": figures,
    }


@cache
def _environment() -> jinja2.Environment:
    return environment(_PAGES)


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


@cache
def _sentence(text: str) -> jinja2.Template:
    return _environment().from_string(text)
