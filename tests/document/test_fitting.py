"""Wide figures in narrow cells: smaller characters, and nothing else is touched."""

from __future__ import annotations

import pytest
from lxml import etree

from converter.document.render import WordTemplate, render
from converter.document.render.fitting import (
    _CellMarkup,
    _fit_cell,
    _parse_and_fit_cell,
    fit_figures,
    style_sizes,
)
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Report
from converter.shipped.resources import word_template
from tests import word
from tests.reports import report, with_figure

TEMPLATE = WordTemplate.of(word_template(FORM).read_bytes())
CELL = "三.r01.c1"


def rendered(of: Report) -> bytes:
    return render(TEMPLATE, template_names(of, FORM), title="", author="")


def cell(document: bytes, text: str) -> etree._Element:
    cells = (each for table in word.body(document).iter(f"{word.W}tbl") for each in table.iter(f"{word.W}tc"))
    return next(each for each in cells if word.text(each) == text)


def sizes(element: etree._Element) -> set[str | None]:
    """The sizes that the runs of a cell set for themselves, in half points; None: that of the style."""
    found = (run.find(f"{word.W}rPr/{word.W}sz") for run in element.iter(f"{word.W}r"))
    return {None if size is None else size.get(f"{word.W}val") for size in found}


@pytest.mark.parametrize(
    ("count", "size"),
    [(99999, None), (123456, "16"), (1234567, "14"), (12345678, "12"), (123456789, "11"), (10**14, "11")],
)
def test_a_count_is_as_large_as_its_cell_allows_down_to_5_and_a_half_points(
    count: int, size: str | None
) -> None:
    document = rendered(with_figure(report(), CELL, count))
    assert sizes(cell(document, str(count))) == {size}


def test_an_amount_with_six_decimals_fits_its_cell_as_it_is() -> None:
    assert sizes(cell(rendered(report()), "24252.311082")) == {None}


@pytest.mark.parametrize(
    ("key", "remark", "size", "lines"),
    [
        ("二.r2.c1", "（含修订6件）", None, 1),
        ("二.r2.c1", "（其中修订116件）", "20", 1),
        ("三.r01.c1", "（其中修订16件）", "11", 2),
    ],
)
def test_a_remark_stays_beside_its_figure_or_goes_below_it(
    key: str, remark: str, size: str | None, lines: int
) -> None:
    document = rendered(with_figure(report(), key, 22, remark))
    found = cell(document, f"22{remark}")
    assert sizes(found) == {size}
    assert len(list(found.iter(f"{word.W}br"))) == lines - 1
    assert {ref.key: text for ref, text in word.figures(document).items()}[key] == f"22{remark}"


def test_everything_else_stays_as_it_was() -> None:
    wide, narrow = (word.body(rendered(with_figure(report(), CELL, count))) for count in (123456, 5))
    changed = [
        (one, other)
        for one, other in zip(wide.iter(f"{word.W}p"), narrow.iter(f"{word.W}p"), strict=True)
        if etree.tostring(one) != etree.tostring(other)
    ]
    assert [(word.text(one), word.text(other)) for one, other in changed] == [("123456", "5")]


def test_added_properties_are_in_the_order_of_the_schema() -> None:
    found = cell(rendered(with_figure(report(), CELL, 123456)), "123456")
    properties = [
        etree.QName(each).localname for each in found.iterfind(f"{word.W}p/{word.W}r/{word.W}rPr/*")
    ]
    assert properties == ["rFonts", "sz", "szCs"]
    spacing = found.find(f"{word.W}p/{word.W}pPr/{word.W}spacing")
    assert spacing is not None
    assert [spacing.get(f"{word.W}{name}") for name in ("line", "lineRule")] == ["192", "exact"]


def test_a_document_without_wide_figures_is_returned_as_it_is() -> None:
    text = "<w:t>99</w:t> not even XML"
    assert fit_figures(text, {}) == text


def own(width: int, size: str, text: str) -> str:
    """A document with one table of one cell, without styles."""
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
        f'<w:tblPr/><w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r>'
        f"<w:rPr>{size}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )


@pytest.mark.parametrize(
    ("width", "size", "text", "expected"),
    [
        (700, '<w:sz w:val="24"/>', "12345", "19"),
        (700, "", "12345", "19"),
        (2000, '<w:sz w:val="24"/>', "12345", "24"),
        (700, '<w:sz w:val="24"/>', "0537-6558690", "24"),
        (700, '<w:sz w:val="10"/>', "1234567890", "10"),
    ],
    ids=["own size", "default size", "wide cell", "no figure", "already smaller"],
)
def test_cells_of_an_office_template_are_measured_by_their_own_width_and_size(
    width: int, size: str, text: str, expected: str
) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = (
        f'<w:styles {space}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults></w:styles>"
    )
    found = etree.fromstring(fit_figures(own(width, size, text), style_sizes(styles.encode())).encode())
    (run,) = found.iter(f"{word.W}r")
    value = run.find(f"{word.W}rPr/{word.W}sz")
    assert (value.get(f"{word.W}val") if value is not None else "24") == expected


CELLS = {
    "figure": ("", ""),
    "text before and behind": ("<w:t>1</w:t>", "<w:t>（其中修订）</w:t>"),
    "a size of its own": ('<w:rPr><w:sz w:val="24"/></w:rPr>', ""),
    "a break": ("<w:br/>", "<w:br/>"),
    "text that is no figure": ("<w:t>约</w:t>", ""),
    "the placeholder in a text": ("", "<w:t>（\ue000）</w:t>"),
}


@pytest.mark.parametrize("width", ["300", "700", "1500", "2500"])
@pytest.mark.parametrize(("before", "behind"), CELLS.values(), ids=CELLS)
def test_a_cached_cell_is_fitted_as_a_parsed_one(before: str, behind: str, width: str) -> None:
    markup = _CellMarkup(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
        "<w:tblPr></w:tblPr>",
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r>{before}<w:t>',
        f"</w:t>{behind}</w:r></w:p></w:tc>",
    )
    figures = (
        "123456",
        "12345.678",
        "2",
        "22（其中修订16件）",
        "22（一（二））",
        "1（",
        "22（\ue000其中修订）",
        "22（甲 &amp; &#34;乙&#34;）",
    )
    for figure in figures * 2:
        assert _fit_cell(markup, figure, {"": 21}) == _parse_and_fit_cell(markup, figure, {"": 21})
