"""P: finished documents that do not say what their report says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from lxml import etree

from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.shipped.resources import word_template
from tests import word
from tests.catalogue.examples.shown import Case, Shown, once
from tests.reports import TEXTS, report

W = word.W
TITLE = "青禾县财政局2024年政府信息公开工作年度报告"
Change = Callable[[etree._Element], None]


@cache
def document() -> bytes:
    """The Word document of the report without fault."""
    names = template_names(report(), FORM)
    return render(WordTemplate.of(word_template(FORM).read_bytes()), names, title="", author="")


def proved(change: Callable[[bytes], bytes] = lambda content: content) -> Case:
    """What the proof finds in the document after a change."""
    return lambda _: prove(change(document()), report(), FORM).findings


def changed(change: Change) -> Case:
    """What the proof finds after a change of the body."""
    return proved(lambda content: word.with_body(content, change))


def say(element: etree._Element, words: str) -> None:
    """Put other words into an element, all in its first run."""
    first, *others = element.iter(f"{W}t")
    first.text = words
    for other in others:
        other.text = ""


def remove(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def paragraph(body: etree._Element, words: str) -> etree._Element:
    """The paragraph that holds these words."""
    return next(p for p in body.iter(f"{W}p") if words in word.text(p))


def cell(body: etree._Element, words: str) -> etree._Element:
    """The first cell that holds just these words."""
    return next(c for c in body.iter(f"{W}tc") if word.text(c) == words)


def row(body: etree._Element, words: str) -> etree._Element:
    """The row of the cell that holds just these words."""
    found = cell(body, words).getparent()
    assert found is not None
    return found


PROBLEM = TEXTS["存在的主要问题"][0]
SOUND = once(proved())

EXAMPLES: Mapping[str, Shown] = {
    "P-01": Shown(SOUND, changed(lambda body: say(cell(body, "345"), "354"))),
    "P-02": Shown(SOUND, changed(lambda body: remove(row(body, "行政许可")))),
    "P-03": Shown(SOUND, changed(lambda body: remove(paragraph(body, PROBLEM)))),
    "P-04": Shown(SOUND, changed(lambda body: say(paragraph(body, TITLE), TITLE.replace("2024年", "")))),
    "P-05": Shown(SOUND, proved(lambda content: content[:-40])),
}
