"""The tables of 2019: section two is its own; three has one row for （六）其他处理; four is as since 2021."""

from dataclasses import replace

from converter.form.editions import labels_2019
from converter.form.editions.edition_2021 import tables as later
from converter.form.editions.edition_2021.aliases import ALIASES_2, ALIASES_3
from converter.form.editions.edition_2021.tables import CLOSED, RESULTS, Tables
from converter.form.model import Block, Column, Row, Table

# --- 二、主动公开政府信息情况 -----------------------------------------------------------------

_CORNER = "信息内容"
_THREE, _TWO = 2, 3
"""Grid columns of a figure where a row has three or two: six in all."""

REGULATIONS, NORMATIVE_DOCUMENTS = Row("r1", "规章"), Row("r2", "规范性文件")
MADE = Column("c1", labels_2019.MADE)
PUBLISHED = Column("c2", labels_2019.PUBLISHED)
ALL_PUBLISHED = Column("c3", labels_2019.ALL_PUBLISHED)

PERMITS, OTHER_SERVICES = Row("r3", "行政许可"), Row("r4", labels_2019.OTHER_SERVICES)
PENALTIES, COERCIONS = Row("r5", "行政处罚"), Row("r6", "行政强制")
DECISIONS = (PERMITS, OTHER_SERVICES, PENALTIES, COERCIONS)
LAST_YEAR = Column("c1", labels_2019.LAST_YEAR, unit="项")
CHANGE = Column("c2", "本年增/减", unit="项", signed=True)
DECIDED = Column("c3", "处理决定数量")

CHARGES = Row("r7", "行政事业性收费")
CHANGE_OF_CHARGES = replace(CHANGE, key="c4")

PURCHASES = Row("r8", labels_2019.PURCHASES)
PROJECTS = Column("c1", "采购项目数量", unit="项")
SPENT = Column("c4", "采购总金额", unit="元")

TABLE_2 = Table(
    "二",
    "表二",
    (
        Block(
            (REGULATIONS, NORMATIVE_DOCUMENTS),
            (MADE, PUBLISHED, ALL_PUBLISHED),
            "第二十条第（一）项",
            _CORNER,
            _THREE,
        ),
        Block((PERMITS, OTHER_SERVICES), (LAST_YEAR, CHANGE, DECIDED), "第二十条第（五）项", _CORNER, _THREE),
        Block((PENALTIES, COERCIONS), (LAST_YEAR, CHANGE, DECIDED), "第二十条第（六）项", _CORNER, _THREE),
        Block((CHARGES,), (LAST_YEAR, CHANGE_OF_CHARGES), "第二十条第（八）项", _CORNER, _TWO),
        Block((PURCHASES,), (PROJECTS, SPENT), "第二十条第（九）项", _CORNER, _TWO),
    ),
    aliases=(
        ("行政规范性文件", "规范性文件"),
        *((alias, official) for alias, official in ALIASES_2 if official.startswith("第二十条")),
        *((f"第二十条{item}项", "第二十条第（九）项") for item in ("第九", "（九）")),
        ("本年增减", "本年增/减"),
        ("本年增／减", "本年增/减"),
        ("采购总金额（元）", "采购总金额"),
    ),
    looks=replace(later.TABLE_2.looks, sheet_figure=9.0, web_figure=2) if later.TABLE_2.looks else None,
)

# --- 三、收到和处理政府信息公开申请情况 ---------------------------------------------------------

OTHERWISE = Row("r26", "（六）其他处理", (RESULTS,))
"""Under a key of its own: since 2021 these are three rows."""

_SPLIT = later.TABLE_3.rows.under(OTHERWISE.label)
MERGED = {("三", OTHERWISE.label): tuple(row.label for row in _SPLIT)}
"""Rows of this edition that are several since 2021: by table and label, the labels of the others."""

_KEPT = later.TABLE_3.rows.without(_SPLIT)
_BEFORE = _KEPT.index(CLOSED)
_ROWS = (*_KEPT[:_BEFORE], OTHERWISE, *_KEPT[_BEFORE:])
_LABELS = {label for row in _ROWS for label in (*row.under, row.label)} | {
    heading for column in later.COLUMNS_3 for heading in (*column.under, column.label)
}
TABLE_3 = replace(
    later.TABLE_3,
    blocks=tuple(replace(block, rows=_ROWS) for block in later.TABLE_3.blocks),
    aliases=tuple((alias, official) for alias, official in ALIASES_3 if official in _LABELS),
)

TABLES: Tables = {**later.TABLES, "二": TABLE_2, "三": TABLE_3}
