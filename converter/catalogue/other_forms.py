"""B-13 to B-16: sums of forms of another kind; those of annual reports have codes of their own.

Rules of any form can have these codes: their sentences name no row and no column.
"""

from __future__ import annotations

from converter.catalogue.arithmetic import elsewhere, parted
from converter.catalogue.model import CodeRecord, E, Example, Message, OfRule, W
from converter.form.rules import BALANCE, STOCK, TOTAL_ACROSS, TOTAL_DOWN

_UNEQUAL = "两边之和不相等：{where}，{expected}，{found}，差 {difference}"

RECORDS = (
    CodeRecord(
        TOTAL_ACROSS,
        "每一行：总计等于各列之和",
        OfRule(TOTAL_ACROSS),
        {
            "": Message(
                E,
                "总计不等于各列之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}{also}",
                "请核对各列与总计。",
            ),
            "parted": parted("各列"),
            "elsewhere": elsewhere("各列"),
        },
        passes=Example("两列是 3 和 2，总计 5。"),
        fails=Example("两列是 3 和 2，总计 6。"),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        TOTAL_DOWN,
        "每一列：总计等于各行之和",
        OfRule(TOTAL_DOWN),
        {
            "": Message(
                E,
                "总计不等于各行之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}{also}",
                "请核对各行与总计。",
            ),
            "parted": parted("各行"),
            "elsewhere": elsewhere("各行"),
        },
        passes=Example("两行是 3 和 2，总计 5。"),
        fails=Example("两行是 3 和 2，总计 4。"),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        BALANCE,
        "每一列：规定相等的两边之和相等",
        OfRule(BALANCE),
        {
            "": Message(E, _UNEQUAL, "{hints}请核对这些数。"),
            "typed": Message(
                E, _UNEQUAL, "{hints}请核对这些数；改了哪一格，同一行、同一列的总计也要跟着改。"
            ),
        },
        passes=Example("年初 5、增加 1，减少 2、年末 4。"),
        fails=Example("年初 5、增加 1，减少 2、年末 3。"),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        STOCK,
        "年末存量不少于本年增加减本年减少",
        OfRule(STOCK),
        {
            "": Message(
                W,
                "年末数偏少：{where}，填的是 {found}，不应少于本年增加减本年减少（{expected}）",
                "请核实这几个数。",
            ),
        },
        passes=Example("增加 3、减少 1，年末 12。"),
        fails=Example("增加 3、减少 1，年末 1。"),
        checklist="{subject}：年末数不少于增加减减少",
    ),
)
