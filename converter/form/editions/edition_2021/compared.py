"""What is compared with last year's report, and what of a county's report is a sum of its agencies'."""

from converter.form.compared import Pending, Summed, Watched
from converter.form.editions.edition_2021.tables import COLUMNS_3, COLUMNS_4, ROWS_3
from converter.form.model import Ref

WATCHED = tuple(
    Watched("X-03", ref, "国办公开办函〔2021〕30号：报告应当说明本年情况，数字大幅变动宜有说明")
    for ref in (*(Ref("二", row, "c1") for row in ("r3", "r4", "r5", "r6")), Ref("三", "r01", "c7"))
)
PENDING = tuple(
    Pending(
        "X-05",
        last=Ref("四", "r1", COLUMNS_4[start + 3].key),
        this=Ref("四", "r1", COLUMNS_4[start + 4].key),
        clause="第四部分表格：上年尚未审结的案件，本年应有结果或仍未审结",
    )
    for start in (0, 5, 10)
)
_SUM = "县级政府的年度报告汇总本级各机关的数据"
SUMMED = (
    Summed("G-02", tuple(Ref("三", row.key, c.key) for row in ROWS_3 for c in COLUMNS_3), _SUM),
    Summed("G-03", tuple(Ref("四", "r1", column.key) for column in COLUMNS_4), _SUM),
    Summed("G-04", tuple(Ref("二", row, "c1") for row in ("r3", "r4", "r5")), _SUM),
    Summed("G-05", tuple(Ref("二", "r2", column) for column in ("c1", "c2", "c3")), _SUM, own=True),
    Summed("G-06", (Ref("二", "r6", "c1"),), _SUM),
)
