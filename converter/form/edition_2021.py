"""The form prescribed by 国办公开办函〔2021〕30号, written down: literals only.

Labels are the official ones to the letter. Clauses name the place in the form, or the article of
《中华人民共和国政府信息公开条例》, from which a rule comes. Texts with `official=True` are printed
by the form itself; every other help text is advice of this project.
"""

from converter.form.model import (
    Barred,
    Block,
    Column,
    Composed,
    Equality,
    Field,
    Help,
    Inflow,
    Narrative,
    Ref,
    Row,
    Rule,
    Section,
    Stock,
    Table,
)

CATEGORIES = ("县级政府", "县级部门", "乡镇街道", "其他")

FIELDS = (
    Field("机关名称", "填全称，与公章一致，如“示例县财政局”。"),
    Field(
        "机关类别",
        "从下拉列表中选择；设区的市及以上政府、国务院部门选“其他”。",
        kind="choice",
        demand="expected",
        choices=CATEGORIES,
    ),
    Field("年度", "报告所属年度，四位数字，如 2024。", kind="year"),
    Field("统计起", "统计期限的第一天，一般为 1 月 1 日。", kind="date", day=(1, 1)),
    Field("统计止", "统计期限的最后一天，一般为 12 月 31 日。", kind="date", day=(12, 31)),
    Field("网站名称", "公布本报告电子版的网站名称。", demand="expected"),
    Field("网址", "网站的完整网址，如 http://www.example.gov.cn/。", demand="expected"),
    Field("地址", "对外联系的办公地址。", demand="expected", contact=True),
    Field("邮编", "六位数字，可不填。", demand="optional", contact=True),
    Field("联系电话", "对外公布的电话，带区号。", demand="expected", contact=True),
    Field("传真", "可不填。", demand="optional", contact=True),
    Field("邮箱", "可不填。", demand="optional", contact=True),
)

TITLE = "{{ 机关名称 }}{{ 年度 }}年政府信息公开工作年度报告"

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

SECTIONS = (
    Section(
        "一",
        "总体情况",
        "总体情况",
        (
            Narrative(
                "总述",
                "总述",
                help=Help("印在（一）之前，概述全年政府信息公开工作。"),
                example="示例：本年度，我局认真落实《条例》规定，持续提升政府信息公开质量。",
            ),
            Narrative(
                "主动公开情况",
                "主动公开情况",
                "主动公开情况",
                Help("写公开的渠道、内容和数量。"),
                "示例：全年通过县政府门户网站公开信息 56 条，其中政策文件 8 条、政策解读 6 条。",
            ),
            Narrative(
                "依申请公开情况",
                "依申请公开情况",
                "依申请公开情况",
                Help("所写件数应与第三部分的表一致。"),
                "示例：本年新收政府信息公开申请 5 件，上年结转 1 件，均在法定期限内答复。",
            ),
            Narrative(
                "政府信息管理情况",
                "政府信息管理情况",
                "政府信息管理情况",
                Help("写制发、审查、保密、动态调整等管理工作。"),
                "示例：严格执行公开属性源头认定和保密审查制度，定期清理行政规范性文件。",
            ),
            Narrative(
                "平台建设情况",
                "政府信息公开平台建设情况",
                "政府信息公开平台建设情况",
                Help("写网站专栏、公报、查阅场所、新媒体等。"),
                "示例：优化政府信息公开专栏栏目设置，设立线下查阅点 1 处。",
            ),
            Narrative(
                "监督保障情况",
                "监督保障情况",
                "监督保障情况",
                Help("写机构人员、培训、考核；各级人民政府还要写工作考核、社会评议和责任追究结果。"),
                "示例：组织业务培训 2 次，将政府信息公开纳入年度考核。",
            ),
        ),
        text_required=True,
    ),
    Section("二", "主动公开政府信息情况", "主动公开", (TABLE_2,)),
    Section("三", "收到和处理政府信息公开申请情况", "依申请公开", (TABLE_3,)),
    Section("四", "政府信息公开行政复议、行政诉讼情况", "复议诉讼", (TABLE_4,)),
    Section(
        "五",
        "存在的主要问题及改进情况",
        "问题及改进",
        (
            Narrative(
                "存在的主要问题",
                "存在的主要问题",
                help=Help("写具体问题，不写空话；按填写内容原样印出。"),
                example="示例：存在的主要问题：一是政策解读形式较为单一；二是业务人员变动较多。",
            ),
            Narrative(
                "改进情况",
                "改进情况",
                help=Help("与问题逐条对应；按填写内容原样印出。"),
                example="示例：改进情况：一是增加图解、视频等解读形式；二是建立岗位交接和培训制度。",
            ),
        ),
        text_required=True,
    ),
    Section(
        "六",
        "其他需要报告的事项",
        "其他事项",
        (
            Narrative(
                "信息处理费情况",
                "收取信息处理费的情况",
                "依据《政府信息公开信息处理费管理办法》收取信息处理费的情况",
                Help("文字描述，收取信息处理费情况在此处报告。", official=True),
                "示例：本年度，我局未收取信息处理费。（不写文字、只填下方数据的，自动成句）",
                Composed(
                    "六一",
                    (("r1", "发出收费通知{r1_c1}件，通知金额{r1_c2}元，实际收取信息处理费{r1_c3}元。"),),
                    nothing="未收取信息处理费。",
                ),
            ),
            TABLE_FEE,
            Narrative(
                "落实工作要点情况",
                "落实上级年度政务公开工作要点情况",
                "落实上级年度政务公开工作要点情况",
                Help("没有可不填，不填则不印此项。"),
                "示例：对照工作要点逐项分解任务，年内全部落实。",
            ),
            Narrative(
                "建议提案办理情况",
                "人大代表建议和政协提案办理结果公开情况",
                "人大代表建议和政协提案办理结果公开情况",
                Help("没有可不填，不填则不印此项。"),
                "示例：承办人大代表建议 2 件，全部办复并公开办理结果。",
                Composed(
                    "六三",
                    (
                        ("r1", "承办人大代表建议{r1_c1}件，办复{r1_c2}件，已解决{r1_c3}件。"),
                        ("r2", "承办政协提案{r2_c1}件，办复{r2_c2}件，已解决{r2_c3}件。"),
                    ),
                ),
            ),
            TABLE_PROPOSALS,
            Narrative(
                "工作创新情况",
                "本行政机关年度政务公开工作创新情况",
                "本行政机关年度政务公开工作创新情况",
                Help("没有可不填，不填则不印此项。"),
                "示例：在政务服务大厅设立政策咨询窗口，现场解读惠企政策 12 场。",
            ),
            Narrative(
                "其他报告事项",
                "其他有关文件专门要求报告的事项",
                "其他有关文件专门要求通过政府信息公开工作年度报告予以报告的事项",
                Help("没有请写“无。”"),
                "示例：无。",
            ),
        ),
    ),
)

PREAMBLE = (
    "本报告由{{ 机关名称 }}按照《中华人民共和国政府信息公开条例》（以下简称《条例》）和"
    "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求编制。",
    # The form's own list of its parts writes the fourth title with 和 for its 、.
    f"本报告内容包括{'、'.join(section.title.replace('、', '和') for section in SECTIONS)}等六部分内容。",
    "本报告所列数据的统计期限自{{ 统计起 }}起至{{ 统计止 }}止。"
    "{% if 查阅途径 %}本报告电子版可在{{ 查阅途径 }}查阅或下载。{% endif %}"
    "{% if 联系方式 %}如对本报告有疑问，请与{{ 机关名称 }}联系（{{ 联系方式 }}）。{% endif %}",
)

# --- 勾稽关系 ----------------------------------------------------------------------------------

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
