"""勾稽关系: which figures must agree, each rule with the clause it comes from."""

from converter.form.editions.edition_2021.opening import CATEGORIES
from converter.form.editions.edition_2021.tables import COLUMNS_3, COLUMNS_4, ROWS_3
from converter.form.model import Barred, CarryOver, Equality, Inflow, Ref, Rule, Stock

_FLOW = (("r01", "r02"), ("r24", "r25"))
_CLOSED = tuple(row.key for row in ROWS_3[2:23])  # idx 3–23: every single result
_KINDS = tuple(column.key for column in COLUMNS_3[:-1])


def _cells(rows: tuple[str, ...], column: str) -> tuple[Ref, ...]:
    return tuple(Ref("三", row, column) for row in rows)


B_01 = tuple(
    Equality(
        "B-01",
        tuple(Ref("三", row.key, kind) for kind in _KINDS),
        (Ref("三", row.key, "c7"),),
        ("前六列之和", "总计"),
        "第三部分表格：总计为各类申请人之和",
    )
    for row in ROWS_3
)
B_02 = tuple(
    Equality(
        "B-02",
        _cells(_CLOSED, column.key),
        (Ref("三", "r24", column.key),),
        ("（一）至（六）各项之和", "（七）总计"),
        "第三部分表格：（七）总计为第三项各办理结果之和",
    )
    for column in COLUMNS_3
)
B_03 = tuple(
    Equality(
        "B-03",
        _cells(_FLOW[0], column.key),
        _cells(_FLOW[1], column.key),
        ("一＋二", "三＋四"),
        "第三部分表格左上角：第一项加第二项之和，等于第三项加第四项之和",
    )
    for column in COLUMNS_3
)
B_04 = tuple(
    Equality(
        "B-04",
        tuple(Ref("四", "r1", c.key) for c in COLUMNS_4[start : start + 4]),
        (Ref("四", "r1", COLUMNS_4[start + 4].key),),
        ("四种结果之和", "总计"),
        "第四部分表格：总计为结果维持、结果纠正、其他结果、尚未审结之和",
    )
    for start in (0, 5, 10)
)
B_06 = (
    Stock(
        "B-06",
        made=Ref("二", "r2", "c1"),
        abolished=Ref("二", "r2", "c2"),
        valid=Ref("二", "r2", "c3"),
        clause="第二部分表格：现行有效件数为年末存量，不少于本年制发减本年废止",
    ),
    Stock(
        "B-06",
        made=Ref("二", "r1", "c1"),
        abolished=Ref("二", "r1", "c2"),
        valid=Ref("二", "r1", "c3"),
        clause="第二部分表格：现行有效件数为年末存量，不少于本年制发减本年废止",
    ),
)
B_07 = (
    Barred(
        "B-07",
        tuple(Ref("二", "r1", key) for key in ("c1", "c2", "c3")),
        CATEGORIES[:3],
        "《立法法》：规章由国务院部门和省、设区的市、自治州的人民政府制定",
    ),
)
B_08 = (
    Inflow(
        "B-08",
        tuple(Ref("三", row, "c7") for row in _FLOW[0]),
        tuple(Ref("三", row.key, "c7") for row in ROWS_3[2:]),
        "第三部分表格：没有新收也没有结转的申请，就没有办理结果和结转",
    ),
)

RULES: tuple[Rule, ...] = (*B_01, *B_02, *B_03, *B_04, *B_06, *B_07, *B_08)

CARRY_OVERS = (
    *(
        CarryOver(
            "X-01",
            this=Ref("三", "r02", column.key),
            last=Ref("三", "r25", column.key),
            clause="第三部分表格：上年结转即上一年度的结转下年度继续办理",
        )
        for column in COLUMNS_3[:-1]
    ),
    *(
        CarryOver(
            "X-02",
            this=Ref("二", row, "c3"),
            last=Ref("二", row, "c3"),
            clause="第二部分表格：现行有效等于上年现行有效加本年制发减本年废止",
            plus=(Ref("二", row, "c1"),),
            less=(Ref("二", row, "c2"),),
        )
        for row in ("r1", "r2")
    ),
)
