"""勾稽关系: which figures must agree, each rule with the clause it comes from, said of a table's groups.

Within a report (B-01 to B-08), with last year's report (X-01 to X-05), and of a county's report with those
of its agencies (G-02 to G-06).
"""

from collections.abc import Iterator

from converter.form.editions.edition_2021.opening import CATEGORIES
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    ALL_APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    CHARGED,
    CHARGES,
    CLOSED,
    DECIDED,
    DECISIONS,
    DOCUMENTS,
    IN_FORCE,
    ISSUED,
    NORMATIVE_DOCUMENTS,
    PENDING_4,
    RECEIVED,
    REGULATIONS,
    RESULTS,
    TOTAL_4,
    Tables,
)
from converter.form.model import Table
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
    balances,
    column_totals,
    row_totals,
)

_COUNTS = (ISSUED, ABOLISHED, IN_FORCE)


def all_rules(tables: Tables) -> tuple[Rule, ...]:
    """The rules within a report."""
    return (*sums_of_applications(tables["三"]), *sums_of_disputes(tables["四"]),
            *_rules_2(tables["二"]), inflow(tables["三"]))  # fmt: skip


def sums_of_applications(three: Table) -> Iterator[Equality]:
    """B-01 to B-03, of table 三."""
    yield from row_totals(
        "B-01", three, ALL_APPLICANTS.label, "前{count}列之和", "第三部分表格：总计为各类申请人之和"
    )
    results = [label[:3] for label in top_results(three)]
    yield from column_totals(
        "B-02",
        three,
        CLOSED.label,
        f"{results[0]}至{results[-1]}各项之和",
        "第三部分表格：（七）总计为第三项各办理结果之和",
    )
    yield from balances(
        "B-03",
        three,
        (RECEIVED, CARRIED_IN),
        (CLOSED, CARRIED_OUT),
        ("一＋二", "三＋四"),
        "第三部分表格左上角：第一项加第二项之和，等于第三项加第四项之和",
    )


def top_results(three: Table) -> tuple[str, ...]:
    """The headings of the results, and the labels of results without one: （一）予以公开, （三）不予公开."""
    results = three.rows.under(RESULTS).without((CLOSED,))
    return tuple(dict.fromkeys((*row.under, row.label)[1] for row in results))


def sums_of_disputes(four: Table) -> Iterator[Equality]:
    """B-04, of table 四."""
    return row_totals("B-04", four, TOTAL_4, "{count}种结果之和", "第四部分表格：总计为{parts}之和")


def _rules_2(two: Table) -> Iterator[Rule]:
    """B-06 and B-07, of table 二."""
    for row in (NORMATIVE_DOCUMENTS, REGULATIONS):
        yield Stock(
            "B-06",
            made=two.figure(row, ISSUED),
            abolished=two.figure(row, ABOLISHED),
            valid=two.figure(row, IN_FORCE),
            clause="第二部分表格：现行有效件数为年末存量，不少于本年制发减本年废止",
        )
    yield regulations_barred(two)


def regulations_barred(two: Table) -> Barred:
    """B-07, of table 二: who makes no 规章."""
    return Barred(
        "B-07",
        two.figures(two.rows.labelled(REGULATIONS.label), two.columns),
        tuple(category for category in CATEGORIES if category != "其他"),
        "《立法法》：规章由国务院部门和省、设区的市、自治州的人民政府制定",
    )


def inflow(three: Table) -> Inflow:
    """B-08, of table 三."""
    return Inflow(
        "B-08",
        incoming=three.figures((RECEIVED, CARRIED_IN), ALL_APPLICANTS),
        outgoing=three.figures((*three.rows.under(RESULTS), CARRIED_OUT), ALL_APPLICANTS),
        clause="第三部分表格：没有新收也没有结转的申请，就没有办理结果和结转",
    )


# --- with last year's report --------------------------------------------------------------------


def carry_overs(tables: Tables) -> tuple[CarryOver, ...]:
    """X-01 and X-02."""
    two = tables["二"]
    return (
        *carried_applications(tables["三"]),
        *(
            CarryOver(
                "X-02",
                this=two.figure(row, IN_FORCE),
                last=two.figure(row, IN_FORCE),
                clause="第二部分表格：现行有效等于上年现行有效加本年制发减本年废止",
                plus=(two.figure(row, ISSUED),),
                less=(two.figure(row, ABOLISHED),),
            )
            for row in DOCUMENTS
        ),
    )


def carried_applications(three: Table) -> Iterator[CarryOver]:
    """X-01, of table 三."""
    for kind in three.columns.without((ALL_APPLICANTS,)):
        yield CarryOver(
            "X-01",
            this=three.figure(CARRIED_IN, kind),
            last=three.figure(CARRIED_OUT, kind),
            clause="第三部分表格：上年结转即上一年度的结转下年度继续办理",
        )


def watched(tables: Tables) -> tuple[Watched, ...]:
    """X-03."""
    two = tables["二"]
    return tuple(
        Watched("X-03", ref, "国办公开办函〔2021〕30号：报告应当说明本年情况，数字大幅变动宜有说明")
        for ref in (
            *two.figures(DECISIONS, DECIDED),
            two.figure(CHARGES, CHARGED),
            tables["三"].figure(RECEIVED, ALL_APPLICANTS),
        )
    )


def pending(four: Table) -> Iterator[Pending]:
    """X-05, of table 四."""
    for left in four.columns.labelled(PENDING_4):
        (total,) = (c for c in four.columns.labelled(TOTAL_4) if c.under == left.under)
        (cases,) = four.rows
        yield Pending(
            "X-05",
            last=four.figure(cases, left),
            this=four.figure(cases, total),
            clause="第四部分表格：上年尚未审结的案件，本年应有结果或仍未审结",
        )


# --- of a county's report with those of its agencies ---------------------------------------------

SUM = "县级政府的年度报告汇总本级各机关的数据"


def summed(tables: Tables) -> tuple[Summed, ...]:
    """G-02 to G-06."""
    two = tables["二"]
    return (
        *summed_cases(tables),
        Summed("G-04", two.figures(DECISIONS, DECIDED), SUM),
        Summed("G-05", two.figures((NORMATIVE_DOCUMENTS,), _COUNTS), SUM, own=True),
        Summed("G-06", two.figures(CHARGES, CHARGED), SUM),
    )


def summed_cases(tables: Tables) -> Iterator[Summed]:
    """G-02 and G-03, of tables 三 and 四."""
    yield Summed("G-02", tuple(tables["三"].refs()), SUM)
    yield Summed("G-03", tuple(tables["四"].refs()), SUM)
