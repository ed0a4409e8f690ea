"""The tables: sections two to four as printed, and the figures behind two sentences of section six.

Labels are the official ones to the letter.
"""

from converter.form.editions.edition_2021.aliases import ALIASES_2, ALIASES_3
from converter.form.model import Block, Column, Row, Table

# --- 二、主动公开政府信息情况 -----------------------------------------------------------------

_CORNER_2 = "信息内容"
_DECISIONS = (Column("c1", "本年处理决定数量"),)

TABLE_2 = Table(
    "二",
    "表二",
    (
        Block(
            heading="第二十条第（一）项",
            corner=_CORNER_2,
            rows=(Row("r1", "规章"), Row("r2", "行政规范性文件")),
            columns=(
                Column("c1", "本年制发件数"),
                Column("c2", "本年废止件数"),
                Column("c3", "现行有效件数"),
            ),
        ),
        Block(
            heading="第二十条第（五）项",
            corner=_CORNER_2,
            rows=(Row("r3", "行政许可"),),
            columns=_DECISIONS,
            span=3,
        ),
        Block(
            heading="第二十条第（六）项",
            corner=_CORNER_2,
            rows=(Row("r4", "行政处罚"), Row("r5", "行政强制")),
            columns=_DECISIONS,
            span=3,
        ),
        Block(
            heading="第二十条第（八）项",
            corner=_CORNER_2,
            rows=(Row("r6", "行政事业性收费"),),
            columns=(Column("c1", "本年收费金额（单位：万元）", unit="万元"),),
            span=3,
        ),
    ),
    aliases=ALIASES_2,
)

# --- 三、收到和处理政府信息公开申请情况 ---------------------------------------------------------

_APPLICANTS = ("申请人情况",)
_BODIES = ("申请人情况", "法人或其他组织")
_RESULTS = "三、本年度办理结果"
_REFUSED = (_RESULTS, "（三）不予公开")
_IMPOSSIBLE = (_RESULTS, "（四）无法提供")
_NOT_HANDLED = (_RESULTS, "（五）不予处理")
_OTHERWISE = (_RESULTS, "（六）其他处理")

COLUMNS_3 = (
    Column("c1", "自然人", _APPLICANTS),
    Column("c2", "商业企业", _BODIES),
    Column("c3", "科研机构", _BODIES),
    Column("c4", "社会公益组织", _BODIES),
    Column("c5", "法律服务机构", _BODIES),
    Column("c6", "其他", _BODIES),
    Column("c7", "总计", _APPLICANTS),
)

ROWS_3 = (
    Row("r01", "一、本年新收政府信息公开申请数量"),
    Row("r02", "二、上年结转政府信息公开申请数量"),
    Row("r03", "（一）予以公开", (_RESULTS,)),
    Row("r04", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (_RESULTS,)),
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
    Row("r24", "（七）总计", (_RESULTS,)),
    Row("r25", "四、结转下年度继续办理"),
)

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
)

# --- 四、政府信息公开行政复议、行政诉讼情况 -----------------------------------------------------

_OUTCOMES_4 = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_BLOCKS_4 = (("行政复议",), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉"))

COLUMNS_4 = tuple(
    Column(f"c{5 * block + place + 1:02d}", label, under)
    for block, under in enumerate(_BLOCKS_4)
    for place, label in enumerate(_OUTCOMES_4)
)

TABLE_4 = Table("四", "表四", (Block(rows=(Row("r1", ""),), columns=COLUMNS_4),))

# --- 六: figures behind two of its sentences ---------------------------------------------------

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

TABLE_PROPOSALS = Table(
    "六三",
    "建议提案数据",
    (
        Block(
            corner="项目",
            rows=(Row("r1", "人大建议"), Row("r2", "政协提案")),
            columns=(
                Column("c1", "承办（件）"),
                Column("c2", "办复（件）"),
                Column("c3", "已解决（件）"),
            ),
        ),
    ),
    title="建议提案办理数据",
    required=False,
    printed=False,
)
