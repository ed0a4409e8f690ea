"""The look of the workbook: one palette, one style per kind of cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from converter.workbook.layout.sheets import CellKind

INK, QUIET, LINE = "#1F2A44", "#565C68", "#9AA3B2"
INPUT, TOTAL, HEAD, BLOCK = "#FFF8DC", "#E9ECF1", "#DCE6F2", "#C6D9F1"
TABS: Mapping[str, str] = {"首页": "#1F4E79", "情况": "#BF8F00", "说明": "#7A7F8A"}
TAB_TEXT, TAB_TABLE = "#8FAADC", "#2E75B6"

ALARM = "#B3261E"
LAST_YEAR = "上年"
"""How a text begins that tells last year's figures beside a row, and says nothing of what is wrong."""
WRONG = "要改"
"""The state of a line that does not hold."""

RED: Mapping[str, Any] = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
"""The look of cells that a check finds wrong."""

BLANK: Mapping[str, Any] = {"bg_color": INPUT, "font_color": "#7A5200"}
"""The look of what says that something is still to be filled in: that of the inputs themselves."""

SIGNALS: Mapping[str, Mapping[str, Any]] = {
    "表内核对通过": {"bg_color": "#C6E7CE", "font_color": "#1E6B34"},
    "还有": RED,
    "还没填完": BLANK,
    "本表通过": {"font_color": "#1E6B34"},
    WRONG: RED,
    "待填": BLANK,
    "请核实": {"bg_color": "#FFE9B3", "font_color": "#7A5200"},
    "通过": {"font_color": "#1E6B34"},
    "未填": {"font_color": QUIET},
    "待定": {"font_color": QUIET},
    LAST_YEAR: {"font_color": QUIET},
}
"""The look of the words of the traffic light, the checklist and the messages of rows, by their beginning."""

STATE_WORDS = tuple(word for word in SIGNALS if word != LAST_YEAR)
"""Those of the traffic light and the checklist."""

DEADLINE: Mapping[str, Any] = {"bg_color": "#FFE9B3", "font_color": "#5C3D00"}
"""The look of what must not be overlooked: to whom and until when."""

BASE: Mapping[str, Any] = {"font_name": "宋体", "font_size": 11, "font_color": INK, "valign": "vcenter"}
PLAIN_TEXTS: Mapping[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False}
"""For every workbook that is written: a text is a text, whatever it begins with."""

_BOX: Mapping[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True}
_INPUT: Mapping[str, Any] = {**_BOX, "bg_color": INPUT, "locked": False}

STYLES: Mapping[CellKind | str, Mapping[str, Any]] = {
    "key": {"font_color": QUIET, "font_size": 8},
    "title": {"font_size": 16, "bold": True, "align": "center", "font_name": "黑体"},
    "instruction": {"font_color": QUIET, "text_wrap": True},
    "heading": {**_BOX, "bg_color": BLOCK, "bold": True, "indent": 1},
    "head": {**_BOX, "bg_color": HEAD, "align": "center", "font_size": 10},
    "steps_head": {**_BOX, "bg_color": HEAD, "align": "center", "bold": True},
    "steps": {**_BOX, "align": "left", "indent": 1, "font_size": 10},
    "send_to": {**_BOX, **DEADLINE, "align": "left", "indent": 1, "bold": True},
    "label": {**_BOX, "bg_color": HEAD, "align": "left", "indent": 1},
    "name": {**_BOX, "bg_color": HEAD, "align": "center"},
    "help": {"font_color": QUIET, "text_wrap": True, "font_size": 10, "align": "left", "indent": 1},
    "official": {"font_color": INK, "text_wrap": True, "font_size": 10, "align": "left", "indent": 1},
    "example": {
        "font_color": QUIET,
        "text_wrap": True,
        "font_size": 10,
        "valign": "top",
        "align": "left",
        "indent": 1,
    },
    "entry": {**_INPUT, "num_format": "@", "indent": 1},
    "year": {**_INPUT, "num_format": "0", "align": "left", "indent": 1},
    "choice": {**_INPUT, "indent": 1},
    "state": {**_INPUT, "align": "center"},
    "count": {**_INPUT, "num_format": "0", "align": "center"},
    "amount": {**_INPUT, "align": "center"},
    "total": {**_BOX, "bg_color": TOTAL, "num_format": "0", "align": "center", "bold": True},
    "paragraph": {**_INPUT, "num_format": "@", "valign": "top"},
    "reason": {**_INPUT, "num_format": "@"},
    "remark_at": {**_INPUT, "num_format": "@", "align": "center"},
    "remark": {**_INPUT, "num_format": "@"},
    "note": {**_INPUT, "num_format": "@"},
    "last_year": {**_BOX, "bg_color": TOTAL, "align": "center"},
    "light": {**_BOX, "bold": True, "font_size": 18, "align": "center", "bg_color": HEAD},
    "check_state": {**_BOX, "align": "center"},
    "check_label": {
        **_BOX,
        "indent": 1,
        "font_color": "#1F4E79",
        "underline": 1,
    },
    "check_message": {**_BOX, "indent": 1, "font_color": ALARM},
    "table_state": {**_BOX, "bold": True, "align": "center"},
    "row_message": {"font_color": ALARM, "align": "left", "indent": 1, "text_wrap": True, "font_size": 10},
    "column_message": {"font_color": ALARM, "align": "left", "indent": 1, "text_wrap": True, "font_size": 10},
    "preview": {"font_color": QUIET, "text_wrap": True, "valign": "top", "font_size": 10},
    "identity": {"num_format": "@"},
    "quote_name": {**_BOX, "align": "center"},
    "quote_value": {**_BOX, "align": "center", "bg_color": TOTAL},
}
"""The properties of each style in addition to BASE, as xlsxwriter names them. Only inputs are unlocked."""
