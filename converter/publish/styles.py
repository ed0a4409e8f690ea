"""The CSS of the web pages: one style per kind of element, for a style sheet or inline.

Portals strip style sheets from pasted text, so a fragment has its styles inline; a page has a style sheet,
with every rule below its one class.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from converter.form import Form, Table, printed

CLASS = "zfxxgk"
"""The class of the one article or index; every rule is limited to it."""

_SONG = "'Songti SC','SimSun','Noto Serif CJK SC',serif"
_HEI = "'Heiti SC','SimHei','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
_KAI = "'KaiTi','KaiTi_GB2312','Kaiti SC','Noto Serif CJK SC',serif"
_TITLE = "'FZXiaoBiaoSong-B05S','STZhongsong','Songti SC','SimSun','Noto Serif CJK SC',serif"
_LINE = "border:1px solid #555;padding:.35em .4em;vertical-align:middle;line-height:1.4"

CLOSING = "margin:1.2em 2em 0 0;text-align:right"
"""The style of the lines at the end of a report, which not every form has."""

STYLES: Mapping[str, str] = {
    "article": f"font-family:{_SONG};font-size:18px;line-height:1.9;color:#1a1a1a;overflow-wrap:anywhere",
    "h1": f"font-family:{_TITLE};font-size:1.6em;line-height:1.5;text-align:center;margin:0 0 1.2em",
    "h2": f"font-family:{_HEI};font-size:1.1em;font-weight:bold;margin:1.6em 0 .6em",
    "h3": f"font-family:{_KAI};font-size:1em;font-weight:bold;margin:1em 0 .4em;text-indent:2em",
    "runin": f"font-family:{_SONG};font-weight:normal",
    "p": "margin:0 0 .5em;text-indent:2em",
    "note": "margin:.4em 0 0;font-size:.85em",
    "scroll": "overflow-x:auto;margin:0 0 1em",
    "table": "border-collapse:collapse;width:100%;font-size:15px;overflow-wrap:normal",
    "caption": "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)",
    "heading": f"{_LINE};text-align:center;font-weight:normal;background-color:#c6d9f1",
    "head": f"{_LINE};text-align:center;font-weight:normal;background-color:#f3f6fa;text-wrap:balance",
    "corner": f"{_LINE};text-align:center;font-weight:normal;background-color:#f3f6fa",
    "label": f"{_LINE};text-align:left;font-weight:normal",
    "group": f"{_LINE};text-align:center;font-weight:normal;text-wrap:balance",
    "figure": f"{_LINE};text-align:center;white-space:nowrap;min-width:2em",
    "column": f"{_LINE};text-align:center;font-weight:normal;background-color:#f3f6fa;word-break:keep-all"
    ";padding:.35em .1em",
    "first": "width:34%",
    "name": f"{_LINE};text-align:left;font-weight:normal",
}
"""The style of each kind of element."""

_INDEX = "min-width:21em;table-layout:fixed"

_PAGE = f"""
body{{margin:0;background:#fff}}
.{CLASS}{{max-width:52em;margin:0 auto;padding:2em 1.2em 4em;box-sizing:border-box}}
.{CLASS} a{{color:#0b4a9e}}
.{CLASS} :focus-visible{{outline:3px solid #0b4a9e;outline-offset:2px}}
@media (max-width:40em){{
.{CLASS}{{font-size:17px;padding:1em .9em 2em}}
.{CLASS} .h1{{font-size:1.35em}}
.{CLASS} .table{{font-size:14px}}
}}
@media print{{
@page{{size:A4;margin:20mm 18mm}}
.{CLASS}{{max-width:none;padding:0;font-size:12pt}}
.{CLASS} .h1,.{CLASS} .h2,.{CLASS} .h3{{break-after:avoid}}
.{CLASS} .scroll{{overflow:visible;break-inside:avoid}}
.{CLASS} .table{{min-width:0;font-size:9pt}}
.{CLASS} tr{{break-inside:avoid}}
.{CLASS} .figure{{min-width:0}}
.{CLASS} .heading,.{CLASS} .head,.{CLASS} .corner{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
}}"""
# these rules come after those of the elements, so on phones and paper they override them


@cache
def table_widths(form: Form) -> Mapping[str, str]:
    """The style of each table's least width before it scrolls, by its key."""
    return {table.key: f"min-width:{width}em" for table in form.tables.values() if (width := _em(table))}


def _em(table: Table) -> int:
    """The least width of a printed table, 0 of any other."""
    if table.looks is None:
        return 0
    grid = printed(table)
    return table.looks.web_labels + (grid.columns - grid.label_columns) * table.looks.web_figure


def styles_of(form: Form) -> Mapping[str, str]:
    """The style of each kind of element of a form's reports."""
    return {**STYLES, "closing": CLOSING} if form.closing else STYLES


def style_sheet(form: Form) -> str:
    """The style sheet of a page, every rule below the one class."""
    elements = (f".{CLASS}{_selector(kind)}{{{style}}}" for kind, style in styles_of(form).items())
    widths = (
        f".{CLASS} .table-{key}{{{style}}}" for key, style in {**table_widths(form), "index": _INDEX}.items()
    )
    return "\n" + "\n".join((*elements, *widths)) + _PAGE + "\n"


def _selector(kind: str) -> str:
    return "" if kind == "article" else f" .{kind}"


def class_attribute(kind: str, key: str = "") -> str:
    """The class attribute of an element of a page; `key`: of its table."""
    name = CLASS if kind == "article" else kind
    return f'class="{name} {kind}-{key}"' if key else f'class="{name}"'


def style_attribute(widths: Mapping[str, str], kind: str, key: str = "") -> str:
    """The style attribute of an element of a fragment; the article has its class too. `widths`: of tables."""
    named = f'class="{CLASS}" ' if kind == "article" else ""
    width = f";{widths[key]}" if key in widths else ""
    return f'{named}style="{CLOSING if kind == "closing" else STYLES[kind]}{width}"'
