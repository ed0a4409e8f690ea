"""The tables: sections two to four as printed, and the figures behind two sentences of section six.

Labels are the official ones to the letter. Rules and quotes refer to the rows, columns and groups named here.
"""

from collections.abc import Mapping

from converter.form.editions.edition_2021.aliases import ALIASES_2, ALIASES_3, ALIASES_4
from converter.form.model import Block, Column, Looks, Ref, Row, Table

Tables = Mapping[str, Table]
"""The tables of an edition by their keys."""

# --- 二、主动公开政府信息情况 -----------------------------------------------------------------

_CORNER_2 = "信息内容"

REGULATIONS, NORMATIVE_DOCUMENTS = Row("r1", "规章"), Row("r2", "行政规范性文件")
DOCUMENTS = (REGULATIONS, NORMATIVE_DOCUMENTS)
ISSUED = Column("c1", "本年制发件数")
ABOLISHED = Column("c2", "本年废止件数")
IN_FORCE = Column("c3", "现行有效件数")
PERMITS, PENALTIES, COERCIONS = DECISIONS = (
    Row("r3", "行政许可"),
    Row("r4", "行政处罚"),
    Row("r5", "行政强制"),
)
DECIDED = Column("c1", "本年处理决定数量")
CHARGES = Row("r6", "行政事业性收费")
CHARGED = Column("c1", "本年收费金额（单位：万元）", unit="万元")

TABLE_2 = Table(
    "二",
    "表二",
    (
        Block(DOCUMENTS, (ISSUED, ABOLISHED, IN_FORCE), "第二十条第（一）项", _CORNER_2),
        Block((PERMITS,), (DECIDED,), "第二十条第（五）项", _CORNER_2, span=3),
        Block((PENALTIES, COERCIONS), (DECIDED,), "第二十条第（六）项", _CORNER_2, span=3),
        Block((CHARGES,), (CHARGED,), "第二十条第（八）项", _CORNER_2, span=3),
    ),
    aliases=ALIASES_2,
    looks=Looks(
        labels=(39,),
        row=8,
        before=6,
        after=6,
        sheet_labels=(36,),
        sheet_figure=18.0,
        web_labels=9,
        web_figure=4,
        label_text="center",
        whole=True,
    ),
)

# --- 三、收到和处理政府信息公开申请情况 ---------------------------------------------------------

_APPLICANTS = ("申请人情况",)
_BODIES = ("申请人情况", "法人或其他组织")
RESULTS = "三、本年度办理结果"
_REFUSED = (RESULTS, "（三）不予公开")
_IMPOSSIBLE = (RESULTS, "（四）无法提供")
_NOT_HANDLED = (RESULTS, "（五）不予处理")
_OTHERWISE = (RESULTS, "（六）其他处理")

NATURAL_PERSONS = Column("c1", "自然人", _APPLICANTS)
COMPANIES = Column("c2", "商业企业", _BODIES)
OTHER_ORGANISATIONS = Column("c6", "其他", _BODIES)
ORGANISATIONS = (
    COMPANIES,
    Column("c3", "科研机构", _BODIES),
    Column("c4", "社会公益组织", _BODIES),
    Column("c5", "法律服务机构", _BODIES),
    OTHER_ORGANISATIONS,
)
APPLICANTS_3 = (NATURAL_PERSONS, *ORGANISATIONS)
ALL_APPLICANTS = Column("c7", "总计", _APPLICANTS)
COLUMNS_3 = (*APPLICANTS_3, ALL_APPLICANTS)

RECEIVED = Row("r01", "一、本年新收政府信息公开申请数量")
CARRIED_IN = Row("r02", "二、上年结转政府信息公开申请数量")
RESULTS_3 = (
    Row("r03", "（一）予以公开", (RESULTS,)),
    Row("r04", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (RESULTS,)),
    Row("r05", "1.属于国家秘密", _REFUSED),
    Row("r06", "2.其他法律行政法规禁止公开", _REFUSED),
    Row("r07", "3.危及“三安全一稳定”", _REFUSED),
    Row("r08", "4.保护第三方合法权益", _REFUSED),
    Row("r09", "5.属于三类内部事务信息", _REFUSED),
    Row("r10", "6.属于四类过程性信息", _REFUSED),
    Row("r11", "7.属于行政执法案卷", _REFUSED),
    Row("r12", "8.属于行政查询事项", _REFUSED),
    Row("r13", "1.本机关不掌握相关政府信息", _IMPOSSIBLE),
    Row("r14", "2.没有现成信息需要另行制作", _IMPOSSIBLE),
    Row("r15", "3.补正后申请内容仍不明确", _IMPOSSIBLE),
    Row("r16", "1.信访举报投诉类申请", _NOT_HANDLED),
    Row("r17", "2.重复申请", _NOT_HANDLED),
    Row("r18", "3.要求提供公开出版物", _NOT_HANDLED),
    Row("r19", "4.无正当理由大量反复申请", _NOT_HANDLED),
    Row("r20", "5.要求行政机关确认或重新出具已获取信息", _NOT_HANDLED),
    Row("r21", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", _OTHERWISE),
    Row("r22", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", _OTHERWISE),
    Row("r23", "3.其他", _OTHERWISE),
)
CLOSED = Row("r24", "（七）总计", (RESULTS,))
CARRIED_OUT = Row("r25", "四、结转下年度继续办理")
ROWS_3 = (RECEIVED, CARRIED_IN, *RESULTS_3, CLOSED, CARRIED_OUT)

TABLE_3 = Table(
    "三",
    "表三",
    (
        Block(
            corner="（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            rows=ROWS_3,
            columns=COLUMNS_3,
        ),
    ),
    aliases=ALIASES_3,
    looks=Looks(
        labels=(10, 16, 56.5),
        row=6.3,
        before=0,
        after=4,
        sheet_labels=(8, 12, 42),
        sheet_figure=8.5,
        web_labels=19,
        web_figure=3,
        last_head=13.4,
        small=True,
        own_page=True,
    ),
    sums=("across", "down"),
)

# --- 四、政府信息公开行政复议、行政诉讼情况 -----------------------------------------------------

OUTCOMES_4 = ("结果维持", "结果纠正", "其他结果", "尚未审结")
UPHELD, CORRECTED, *_, OTHER_OUTCOME, PENDING_4 = OUTCOMES_4
TOTAL_4 = "总计"
REVIEW = ("行政复议",)
DIRECT_SUIT = ("行政诉讼", "未经复议直接起诉")
SUIT_AFTER_REVIEW = ("行政诉讼", "复议后起诉")
DISPUTES_4 = (REVIEW, DIRECT_SUIT, SUIT_AFTER_REVIEW)

_LABELS_4 = ((kind, outcome) for kind in DISPUTES_4 for outcome in (*OUTCOMES_4, TOTAL_4))
COLUMNS_4 = tuple(
    Column(f"c{number:02d}", outcome, kind) for number, (kind, outcome) in enumerate(_LABELS_4, start=1)
)
_CASES = Row("r1", "")

TABLE_4 = Table(
    "四",
    "表四",
    (Block(rows=(_CASES,), columns=COLUMNS_4),),
    aliases=ALIASES_4,
    looks=Looks(
        labels=(),
        row=9,
        before=8,
        after=6,
        sheet_labels=(17,),
        sheet_figure=7.0,
        web_labels=1,
        web_figure=3,
        head=7,
        last_head=12,
        small=True,
    ),
    sums=("across",),
)

# --- 六、the figures behind two sentences ------------------------------------------------------

TABLE_FEE = Table(
    "六一",
    "信息处理费数据",
    (
        Block(
            corner="项目",
            rows=(Row("r1", "信息处理费"),),
            columns=(
                Column("c1", "发出收费通知（件）"),
                Column("c2", "通知金额（元）", unit="元"),
                Column("c3", "实际收取（元）", unit="元"),
            ),
        ),
    ),
    title="信息处理费数据",
    required=False,
    printed=False,
)

BY_DEPUTIES, BY_MEMBERS = Row("r1", "人大建议"), Row("r2", "政协提案")
PROPOSALS = (BY_DEPUTIES, BY_MEMBERS)
TAKEN_ON = Column("c1", "承办（件）")
ANSWERED = Column("c2", "办复（件）")
RESOLVED = Column("c3", "已解决（件）")

TABLE_PROPOSALS = Table(
    "六三",
    "建议提案数据",
    (Block(PROPOSALS, (TAKEN_ON, ANSWERED, RESOLVED), corner="项目"),),
    title="建议提案办理数据",
    required=False,
    printed=False,
)

TABLES: Tables = {table.key: table for table in (TABLE_2, TABLE_3, TABLE_4, TABLE_FEE, TABLE_PROPOSALS)}

# --- figures by their rows and columns ---------------------------------------------------------


def figure(table: Table, row: Row, column: Column) -> Ref:
    """The figure in a row and a column of a table."""
    return Ref(table.key, row.key, column.key)


def row_3(label: str) -> Row:
    """The row of table 三 with a label."""
    return next(row for row in ROWS_3 if row.label == label)


def dispute(kind: tuple[str, ...], outcome: str) -> Ref:
    """The figure of table 四 for a kind of dispute (the headings above its columns) and an outcome."""
    column = next(column for column in COLUMNS_4 if (column.under, column.label) == (kind, outcome))
    return figure(TABLE_4, _CASES, column)
