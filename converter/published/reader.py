"""A published report becomes a Report and a filled workbook for correction; nothing in them is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Form, Ref
from converter.form.editions import labels_2019
from converter.grid.cells import RawCell
from converter.grid.spelling import normal
from converter.grid.values import to_figure
from converter.published.figures import Doubtful, PrintedFigures, printed_figures
from converter.published.isolated import read_page
from converter.published.opening import Stated, stated
from converter.published.page import Kind, NotPublishedError, Page, is_archive, workbook_stem
from converter.published.texts import PrintedTexts, printed_texts
from converter.report.finding import Finding, Reading
from converter.report.report import Entry, Figure, Paragraph, Place, Report
from converter.system.texts import line
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.workbook import fill_workbook


class Imported(NamedTuple):
    """A published report. `workbook`: filled with it, b"" where the file is no report. `name`: its name."""

    reading: Reading
    workbook: bytes = b""
    name: str = ""


def read_published(content: bytes, name: str, form: Form) -> Imported:
    """Read a published report (bytes of a .docx, of a web page or of a PDF file); `name` is the file's.

    Never raises for a bad file. The places of figures and texts, and of findings about them, are cells of the
    workbook.
    """
    try:
        page = read_page(content, kind_of(content))
    except NotPublishedError as error:
        return Imported(Reading(None, (_refused(name, str(error), found=error.detail),)))
    paragraphs = [block for block in page.blocks if isinstance(block, str)]
    other = _other_report(page.title, paragraphs)
    if other:
        return Imported(Reading(None, (_refused(name, "other", found=other),)))
    texts = printed_texts(paragraphs, form)
    says = stated(texts.opening, page.title, form)
    superseded = superseded_tables(page, form)
    printed = printed_figures(page, form, superseded)
    if not printed.tables:
        return Imported(Reading(None, (_refused(name, "no_tables"),)))
    if printed.repeated:
        tags = "、".join(form.tables[key].tag for key in printed.repeated)
        return Imported(Reading(None, (_refused(name, "two", subject=tags),)))
    return _imported(name, form, texts, says, printed, superseded)


def kind_of(content: bytes) -> Kind:
    """The kind of a file by what it holds, whatever its name says. NotPublishedError: none that is read."""
    start = content[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK"):
        return Kind.DOCX
    if b"%PDF-" in content[:1_024]:
        return Kind.PDF
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")):
        raise NotPublishedError("scanned")
    if is_archive(content):
        return Kind.MHT
    if start.startswith(b"<") or content.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return Kind.HTML
    raise NotPublishedError("unreadable")


def _refused(name: str, variant: str, **facts: str) -> Finding:
    return finding("I-01", Place(name), variant=variant, file=name, **facts)


_OTHERS = re.compile(
    r"政府网站(?:监管)?(?:工作)?年度(?:工作)?报表|法治政府建设(?:情况)?(?:年度)?(?:工作)?报告|部门(?:预|决)算公开"
)


def _other_report(title: str, paragraphs: Iterable[str]) -> str:
    """The name of another prescribed report that a page is; "" where it names ours as well."""
    heads = [title, *(text for text in paragraphs if len(text) < 60)][:40]
    if any("政府信息公开" in text and ("报告" in text or "年报" in text) for text in heads):
        return ""
    return next((match[0] for text in heads if (match := _OTHERS.search(text))), "")


def superseded_tables(page: Page, form: Form) -> tuple[str, ...]:
    """The tables of a page in the superseded form of 2019, whose rows and columns mean something else."""
    own = {normal(label) for label in labels_2019.LABELS}
    found = {
        normal(cell.text)
        for block in page.blocks
        if not isinstance(block, str)
        for cell in block.cells
        if cell.text
    }
    first = next(table.key for table in form.tables.values() if table.printed)
    return (first,) if len(own & found) > 1 else ()


def _imported(
    name: str,
    form: Form,
    texts: PrintedTexts,
    says: Stated,
    printed: PrintedFigures,
    superseded: tuple[str, ...],
) -> Imported:
    """The report of what was read, its workbook, and what is told about it."""
    figures, refused = _figures(printed, form)
    doubtful = [*printed.doubtful, *refused]
    report = _report(name, form, texts, says, figures)
    unknown = [
        ref for ref in form.totals if report.figures[ref].value is None and ref.table in printed.tables
    ]
    workbook = fill_workbook(report, unknown)
    book_name = f"{workbook_stem(says.agency, says.year)}.xlsx"
    again = read_workbook(workbook, book_name, form)
    if again.report is None:  # a workbook of ours is always read
        raise AssertionError(again.findings)
    placed = again.report
    own = {ref: figure._replace(place=placed.figures[ref].place) for ref, figure in report.figures.items()}
    report = replace(placed, source=name, figures=own)
    found = [
        *_identity_findings(says, book_name),
        *_figure_findings(doubtful, superseded, report, form, book_name),
        *_text_findings(texts, form, report, book_name),
        *(each for each in again.findings if not _is_about_figures(each)),
    ]
    return Imported(Reading(report, tuple(found)), workbook, book_name)


def _is_about_figures(found: Finding) -> bool:
    """True for what is told of tables once more by reading the workbook, where blanks count as 0."""
    return found.code in ("A-01", "A-02", "A-03", "A-05", "A-09")


# --- the report --------------------------------------------------------------------------------------

_DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")


def _figures(printed: PrintedFigures, form: Form) -> tuple[dict[Ref, Figure], list[Doubtful]]:
    """The figures of printed texts; those whose text is no number are doubtful."""
    figures: dict[Ref, Figure] = {}
    refused: list[Doubtful] = []
    blank: list[Ref] = []
    nowhere = Place("")
    for ref, text in printed.texts.items():
        bare = text.replace("\u3000", " ").strip()
        if not bare:
            blank.append(ref)
            continue
        kind = "number" if _DIGITS.fullmatch(bare) else "text"
        figure, _ = to_figure(RawCell(kind, bare), form.column(ref), nowhere, "")  # type: ignore[arg-type]
        if figure.value is None:
            refused.append(Doubtful((ref,), "number", line(bare)))
        else:
            figures[ref] = figure
    by_table: dict[str, list[Ref]] = {}
    for ref in blank:
        by_table.setdefault(ref.table, []).append(ref)
    refused += (Doubtful(tuple(refs), "blank") for refs in by_table.values())
    return figures, refused


def _report(
    name: str, form: Form, texts: PrintedTexts, says: Stated, figures: Mapping[Ref, Figure]
) -> Report:
    """A report without places; they are those of its workbook."""
    entries = {item.key: Entry(says.entries.get(item.key, "")) for item in form.fields}
    entries |= {
        "机关名称": Entry(says.agency),
        "年度": Entry(says.year),
        "机关类别": Entry(form.government.category_of(says.agency)),
    }
    passages = {
        key: tuple(Paragraph(text) for text in _own(texts.passages.get(key, ()), says.agency))
        for key in form.narratives
    }
    states = {table.key: Entry("") for table in form.tables.values() if table.required}
    notes = {
        section.tables[0].key: Entry("\n".join(texts.notes[section.key]))
        for section in form.sections
        if section.tables and section.key in texts.notes
    }
    every = {ref: figures.get(ref, Figure(None)) for ref in form.refs}
    return Report(name, entries, every, passages, states, notes, form=form)


def _own(paragraphs: tuple[str, ...], agency: str) -> tuple[str, ...]:
    """Paragraphs without the agency's name below the report."""
    while paragraphs and agency and normal(paragraphs[-1]) == normal(agency):
        paragraphs = paragraphs[:-1]
    return paragraphs


# --- findings ----------------------------------------------------------------------------------------


def _identity_findings(says: Stated, file: str) -> Iterator[Finding]:
    """I-03 for an agency or a year that the page does not say."""
    if not says.agency:
        yield finding("I-03", Place(file), variant="missing", subject="机关名称", file=file)
    if not says.year:
        variant, found = ("several", "、".join(says.years)) if says.years else ("missing", "")
        yield finding("I-03", Place(file), variant=variant, subject="年度", found=found, file=file)


_LISTED = 25
"""Figures that one finding names; more are told table by table."""


def _figure_findings(
    doubtful: Iterable[Doubtful], superseded: tuple[str, ...], report: Report, form: Form, file: str
) -> Iterator[Finding]:
    """I-02 for figures that were not taken over."""
    for key in superseded:
        refs = tuple(form.tables[key].refs())
        yield _not_taken(Doubtful(refs, "table"), report, form, file, "edition", labels_2019.NOTICE)
    for doubt in doubtful:
        yield _not_taken(doubt, report, form, file, doubt.why, doubt.found or "空白")


def _not_taken(doubt: Doubtful, report: Report, form: Form, file: str, variant: str, found: str) -> Finding:
    places = tuple(place for ref in doubt.refs if (place := report.figures[ref].place) is not None)
    keys = " ".join(ref.key for ref in doubt.refs)
    subject = _subject(doubt.refs, doubt.why, form)
    return finding("I-02", places, variant=variant, subject=subject, found=found, file=file, refs=keys)


def _subject(refs: tuple[Ref, ...], why: str, form: Form) -> str:
    """Figures in a clerk's words: one by its label, a row by its label, others by their table and number."""
    first = refs[0]
    if len(refs) == 1:
        return form.label(first)
    table = form.tables[first.table]
    if len({ref.row for ref in refs}) == 1 and (row := form.row_label(first)):
        return f"{table.tag}“{row}”一行"
    groups = {
        row.under[-1]
        for b in table.blocks
        for row in b.rows
        for ref in refs
        if row.key == ref.row and row.under
    }
    if len(refs) == len(list(table.refs())):
        return table.tag
    return (
        f"{table.tag}“{groups.pop()}”各行"
        if why == "group" and len(groups) == 1
        else f"{table.tag} {len(refs)} 格"
    )


def _text_findings(texts: PrintedTexts, form: Form, report: Report, file: str) -> Iterator[Finding]:
    """I-04 for texts that are kept in another place than on the page."""
    for section in form.sections:
        if section.key in texts.notes:
            shown = line("".join(texts.notes[section.key]))
            note = report.notes.get(section.tables[0].key)
            place = note.place if note and note.place else Place(file)
            yield finding("I-04", place, subject=section.key, found=shown[:_EXCERPT])
    missing = [s.key for s in form.sections if s.narratives and s.key not in texts.sections]
    if missing:
        yield finding("I-04", Place(file), variant="sections", subject="、".join(missing), file=file)


_EXCERPT = 40
"""Characters of a text that a message repeats."""
