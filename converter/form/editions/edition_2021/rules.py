"""勾稽关系: which figures must agree, each rule with the clause it comes from.

Within a report (B-01 to B-08), with last year's report (X-01 to X-05), and of a county's report with those
of its agencies (G-02 to G-06).
"""

from converter.form.editions.edition_2021.opening import CATEGORIES
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    ALL_APPLICANTS,
    APPLICANTS_3,
    CARRIED_IN,
    CARRIED_OUT,
    CHARGED,
    CHARGES,
    CLOSED,
    COLUMNS_3,
    DECIDED,
    DECISIONS,
    DISPUTES_4,
    DOCUMENTS,
    IN_FORCE,
    ISSUED,
    NORMATIVE_DOCUMENTS,
    OUTCOMES_4,
    PENDING_4,
    RECEIVED,
    REGULATIONS,
    RESULTS_3,
    ROWS_3,
    TABLE_2,
    TABLE_3,
    TABLE_4,
    TOTAL_4,
    dispute,
    figure,
)
from converter.form.model import Column, Ref, Row
from converter.form.rules import (
    Barred,
    CarryOver,
    Equality,
    Inflow,
    Pending,
    Rule,
    Stock,
    Summed,
    Watched,
)


def _column(rows: tuple[Row, ...], column: Column) -> tuple[Ref, ...]:
    """The figures of table 三 in some rows of a column."""
    return tuple(figure(TABLE_3, row, column) for row in rows)


B_01 = tuple(
    Equality(
        "B-01",
        tuple(figure(TABLE_3, row, kind) for kind in APPLICANTS_3),
        (figure(TABLE_3, row, ALL_APPLICANTS),),
        ("前六列之和", "总计"),
        "第三部分表格：总计为各类申请人之和",
    )
    for row in ROWS_3
)
B_02 = tuple(
    Equality(
        "B-02",
        _column(RESULTS_3, column),
        (figure(TABLE_3, CLOSED, column),),
        ("（一）至（六）各项之和", "（七）总计"),
        "第三部分表格：（七）总计为第三项各办理结果之和",
    )
    for column in COLUMNS_3
)
B_03 = tuple(
    Equality(
        "B-03",
        _column((RECEIVED, CARRIED_IN), column),
        _column((CLOSED, CARRIED_OUT), column),
        ("一＋二", "三＋四"),
        "第三部分表格左上角：第一项加第二项之和，等于第三项加第四项之和",
    )
    for column in COLUMNS_3
)
B_04 = tuple(
    Equality(
        "B-04",
        tuple(dispute(kind, outcome) for outcome in OUTCOMES_4),
        (dispute(kind, TOTAL_4),),
        ("四种结果之和", "总计"),
        "第四部分表格：总计为结果维持、结果纠正、其他结果、尚未审结之和",
    )
    for kind in DISPUTES_4
)
B_06 = tuple(
    Stock(
        "B-06",
        made=figure(TABLE_2, row, ISSUED),
        abolished=figure(TABLE_2, row, ABOLISHED),
        valid=figure(TABLE_2, row, IN_FORCE),
        clause="第二部分表格：现行有效件数为年末存量，不少于本年制发减本年废止",
    )
    for row in (NORMATIVE_DOCUMENTS, REGULATIONS)
)
B_07 = (
    Barred(
        "B-07",
        tuple(figure(TABLE_2, REGULATIONS, column) for column in (ISSUED, ABOLISHED, IN_FORCE)),
        tuple(category for category in CATEGORIES if category != "其他"),
        "《立法法》：规章由国务院部门和省、设区的市、自治州的人民政府制定",
    ),
)
B_08 = (
    Inflow(
        "B-08",
        incoming=_column((RECEIVED, CARRIED_IN), ALL_APPLICANTS),
        outgoing=_column((*RESULTS_3, CLOSED, CARRIED_OUT), ALL_APPLICANTS),
        clause="第三部分表格：没有新收也没有结转的申请，就没有办理结果和结转",
    ),
)

RULES: tuple[Rule, ...] = (*B_01, *B_02, *B_03, *B_04, *B_06, *B_07, *B_08)

# --- with last year's report --------------------------------------------------------------------

CARRY_OVERS = (
    *(
        CarryOver(
            "X-01",
            this=figure(TABLE_3, CARRIED_IN, kind),
            last=figure(TABLE_3, CARRIED_OUT, kind),
            clause="第三部分表格：上年结转即上一年度的结转下年度继续办理",
        )
        for kind in APPLICANTS_3
    ),
    *(
        CarryOver(
            "X-02",
            this=figure(TABLE_2, row, IN_FORCE),
            last=figure(TABLE_2, row, IN_FORCE),
            clause="第二部分表格：现行有效等于上年现行有效加本年制发减本年废止",
            plus=(figure(TABLE_2, row, ISSUED),),
            less=(figure(TABLE_2, row, ABOLISHED),),
        )
        for row in DOCUMENTS
    ),
)
WATCHED = tuple(
    Watched("X-03", ref, "国办公开办函〔2021〕30号：报告应当说明本年情况，数字大幅变动宜有说明")
    for ref in (
        *(figure(TABLE_2, row, DECIDED) for row in DECISIONS),
        figure(TABLE_2, CHARGES, CHARGED),
        figure(TABLE_3, RECEIVED, ALL_APPLICANTS),
    )
)
PENDING = tuple(
    Pending(
        "X-05",
        last=dispute(kind, PENDING_4),
        this=dispute(kind, TOTAL_4),
        clause="第四部分表格：上年尚未审结的案件，本年应有结果或仍未审结",
    )
    for kind in DISPUTES_4
)

# --- of a county's report with those of its agencies ---------------------------------------------

_SUM = "县级政府的年度报告汇总本级各机关的数据"
SUMMED = (
    Summed("G-02", tuple(TABLE_3.refs()), _SUM),
    Summed("G-03", tuple(TABLE_4.refs()), _SUM),
    Summed("G-04", tuple(figure(TABLE_2, row, DECIDED) for row in DECISIONS), _SUM),
    Summed(
        "G-05",
        tuple(figure(TABLE_2, NORMATIVE_DOCUMENTS, column) for column in (ISSUED, ABOLISHED, IN_FORCE)),
        _SUM,
        own=True,
    ),
    Summed("G-06", (figure(TABLE_2, CHARGES, CHARGED),), _SUM),
)
