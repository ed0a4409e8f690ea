"""The six sections: their official titles, narratives and tables.

Help texts with `official=True` are printed by the form itself; all others are advice of this project.
"""

from converter.form.editions.edition_2021.tables import TABLE_2, TABLE_3, TABLE_4, TABLE_FEE, TABLE_PROPOSALS
from converter.form.sections import Composed, Help, Narrative, Section

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
                optional=True,
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
                # 条例第五十条第四项, in the words of the notice on the form
                government="（含工作考核、社会评议和责任追究结果情况）",
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
                optional=True,
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
                optional=True,
            ),
            TABLE_PROPOSALS,
            Narrative(
                "工作创新情况",
                "本行政机关年度政务公开工作创新情况",
                "本行政机关年度政务公开工作创新情况",
                Help("没有可不填，不填则不印此项。"),
                "示例：在政务服务大厅设立政策咨询窗口，现场解读惠企政策 12 场。",
                optional=True,
            ),
            Narrative(
                "其他报告事项",
                "其他有关文件专门要求报告的事项",
                "其他有关文件专门要求通过政府信息公开工作年度报告予以报告的事项",
                Help("没有请写“无。”"),
                "示例：无。",
            ),
        ),
        text_required=True,
    ),
)
