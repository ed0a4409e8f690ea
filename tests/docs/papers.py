"""Pictures by LibreOffice: sheets of workbooks and pages of Word reports, as they are printed."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import docx
from openpyxl import load_workbook

from converter import cli
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.page.sample import make_sample
from converter.publish.office import find_office
from converter.report.report import Entry
from converter.results.outcome import title_of
from converter.shipped.resources import word_template
from converter.workbook.read.reader import read_workbook
from converter.year.folder import SETTINGS, settings_text
from tests.docs.pictures import Picture
from tests.libreoffice import convert, pdfs
from tests.looks import looks
from tests.workbooks import fill_workbook

if TYPE_CHECKING:
    from PIL.Image import Image

SHEETS_PDF = 'pdf:calc_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
"""What LibreOffice is asked for: the bookmarks say on which page a sheet begins."""

GAP, MARGIN = 8, 14
"""Pixels between pages side by side, and around what is printed on a sheet."""


class Sheet(NamedTuple):
    """A picture of a sheet: the upper part of its first page, cut to a size.

    `book`: a file of the county's folder, as a pattern. `zoom`: pixels of the picture for each of the paper's
    72 to an inch.
    """

    name: str
    book: str
    sheet: str
    size: tuple[int, int]
    zoom: float = 1.0


FILLED = "收件/02-*.xlsx"
SHEETS = (
    Sheet("workbook.png", FILLED, "三、依申请公开", (480, 679), 0.82),
    Sheet("workbook/1-home.png", FILLED, "填报首页", (800, 1000), 1.3),
    Sheet("workbook/2-section-1.png", FILLED, "一、总体情况", (860, 590)),
    Sheet("workbook/3-section-2.png", FILLED, "二、主动公开", (800, 700), 1.3),
    Sheet("workbook/4-section-3.png", FILLED, "三、依申请公开", (800, 920), 1.3),
    Sheet("workbook/5-section-4.png", FILLED, "四、复议诉讼", (860, 420)),
    Sheet("workbook/6-section-5.png", FILLED, "五、问题及改进", (860, 590)),
    Sheet("workbook/7-section-6.png", FILLED, "六、其他事项", (860, 590)),
    Sheet("workbook/8-reasons.png", FILLED, "情况说明", (860, 420)),
    Sheet("workbook/9-guide.png", FILLED, "填报说明", (860, 590)),
    Sheet("agency/home.png", "下发/*财政局*.xlsx", "填报首页", (720, 560), 1.2),
    Sheet("agency/wrong.png", "收件/03-*.xlsx", "三、依申请公开", (680, 600), 1.15),
    Sheet("agency/returned.png", "输出/退回修改/*市场监督管理局*.xlsx", "退回说明", (900, 170), 1.1),
    Sheet("county/roster.png", "单位名单.xlsx", "单位名单", (900, 260), 1.1),
    Sheet("county/sum.png", "汇总/汇总表.xlsx", "图表", (900, 600), 1.1),
)


def pictures() -> Iterator[Picture]:
    """Every picture in turn; LibreOffice works when the first one is drawn."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        yield from _sheets(folder)
        yield from _documents(folder)


def _sheets(home: Path) -> Iterator[Picture]:
    year, _ = make_sample(home)
    text = settings_text(year.name, year.year, year.deadline, "县政府办公室，zwgk@qinghe.example")
    (year.path / SETTINGS).write_text(text, encoding="utf-8")
    last = year.last_year / "财政局.xlsx"
    last.write_bytes(_of_last_year(next(year.path.glob("收件/*财政局*.xlsx"))))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.main(["issue", "-C", str(year.path)])
        last.unlink()  # so that nothing is held against it
        for verb in ("convert", "rollup"):
            cli.main([verb, "-C", str(year.path)])

    @cache
    def printed() -> Mapping[str, bytes]:
        """Each workbook as PDF, by its pattern."""
        books = {picture.book: next(year.path.glob(picture.book)) for picture in SHEETS}
        numbered = {}
        for number, (book, path) in enumerate(books.items()):
            numbered[book] = home / f"{number}.xlsx"
            numbered[book].write_bytes(path.read_bytes())
        made = convert(_office(), home, SHEETS_PDF, [*numbered.values()])
        return {book: made[path] for book, path in numbered.items()}

    for each in SHEETS:
        path = next(year.path.glob(each.book))
        text = "\n".join(_cells(path, each.sheet))
        yield Picture(each.name, each.size, text, partial(_drawn_sheet, printed, each))


def _of_last_year(path: Path) -> bytes:
    """The same workbook as one of the year before."""
    report = read_workbook(path.read_bytes(), path.name).report
    assert report is not None
    assert report.year is not None
    entries = {**report.entries, "年度": Entry(str(report.year - 1))}
    return fill_workbook(replace(report, entries=entries, identity={}))


def _cells(path: Path, sheet: str) -> Iterator[str]:
    """What stands on a sheet, a row a line; of its print area where it has one."""
    book = load_workbook(path, data_only=True)
    cells = book[sheet][book[sheet].print_area.split("!")[-1]] if book[sheet].print_area else book[sheet].rows
    for row in cells:
        yield " ".join(str(cell.value) for cell in row if cell.value is not None)


def _drawn_sheet(printed: Callable[[], Mapping[str, bytes]], wanted: Sheet) -> bytes:
    """The picture of a sheet, once all workbooks are printed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(printed()[wanted.book])
    begins = {item.get_title(): item.get_dest().get_index() for item in document.get_toc()}
    image = document[begins[wanted.sheet]].render(scale=wanted.zoom).to_pil().convert("RGB")
    left, top, right, _ = _printed_box(image)
    return _png(_cut(image, (max(left - MARGIN, 0), max(top - MARGIN, 0)), wanted.size, right + MARGIN))


def _printed_box(image: Image) -> tuple[int, int, int, int]:
    from PIL import ImageChops

    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box is not None, "nothing is printed"
    return box


def _cut(image: Image, corner: tuple[int, int], size: tuple[int, int], right: int) -> Image:
    """A part of an image on white, in the middle where it is narrower."""
    from PIL import Image as images

    lower = min(image.height, corner[1] + size[1])
    part = image.crop((*corner, min(right, image.width, corner[0] + size[0]), lower))
    sheet = images.new("RGB", size, "white")
    sheet.paste(part, ((size[0] - part.width) // 2, 0))
    return sheet


class Paper(NamedTuple):
    """A picture of pages of a report: which of `looks`, which pages, the pixels of a page, pages a row."""

    name: str
    report: str
    pages: tuple[int, ...]
    page: tuple[int, int]
    columns: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """The size of the picture."""
        rows = -(-len(self.pages) // self.columns)
        width, height = self.page
        return self.columns * (width + GAP) + GAP, rows * (height + GAP) + GAP


PAGE, SMALL = (595, 842), (320, 453)
GREYS = 16
"""Colours of a picture of pages."""

PAPERS = (
    Paper("report.png", "部门", (0,), (480, 679)),
    Paper("report/long.png", "长篇", tuple(range(8)), SMALL, 4),
    Paper("report/large.png", "大数", (0, 1, 2), SMALL, 3),
    Paper("report/large-3.png", "大数", (2,), PAGE),
    Paper("report/county-1.png", "县政府", (0,), PAGE),
    Paper("report/department-6.png", "部门", (5,), PAGE),
)


def _documents(home: Path) -> Iterator[Picture]:
    reports = looks()
    contents = {
        name: render(
            WordTemplate.of(word_template(FORM, of.category).read_bytes()),
            template_names(of, FORM),
            title=title_of(of),
            author=of.agency,
        )
        for name, of in reports.items()
    }

    @cache
    def printed() -> Mapping[str, bytes]:
        made = pdfs(_office(), [*contents.values()])
        return {name: pdf for name, pdf in zip(contents, made, strict=True) if isinstance(pdf, bytes)}

    for each in PAPERS:
        document = docx.Document(io.BytesIO(contents[each.report]))
        pages = "、".join(str(page + 1) for page in each.pages)
        text = f"第 {pages} 页\n" + "\n".join(paragraph.text for paragraph in document.paragraphs)
        yield Picture(each.name, each.size, text, partial(_drawn_paper, printed, each), GREYS)


def _drawn_paper(printed: Callable[[], Mapping[str, bytes]], wanted: Paper) -> bytes:
    """The picture of pages, once all reports are printed."""
    import pypdfium2
    from PIL import Image as images

    document = pypdfium2.PdfDocument(printed()[wanted.report])
    sheet = images.new("RGB", wanted.size, "#e8e8e8")
    for place, number in enumerate(wanted.pages):
        page = document[number].render(scale=wanted.page[0] / document[number].get_width()).to_pil()
        row, column = divmod(place, wanted.columns)
        width, height = wanted.page
        sheet.paste(page.resize(wanted.page), (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return _png(sheet)


def _png(image: Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "png")
    return target.getvalue()


def _office() -> Path:
    found = find_office()
    assert found is not None, "LibreOffice is missing"
    return found
