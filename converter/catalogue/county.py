"""G: all agencies of a county."""

from __future__ import annotations

from decimal import Decimal

from converter.catalogue.model import CodeRecord, E, Example, I, Limit, Message, OfRule, W

_ADVICE = "本表应当是各单位之和。请按提示核对；属实的（如同一案件涉及两个单位），请在“情况说明”写明。"


ALIKE = Limit("G-08", "percent", Decimal(80), "去掉年份、数字和常用语句后，文字相同达到百分之几就提醒", "%")
WORDS = Limit("G-08", "words", Decimal(120), "去掉年份、数字和常用语句后，至少有多少字才比较", "字")

_SUMS = {
    "": Message(W, "与各单位之和不符：{found}{detail}", _ADVICE),
    "incomplete": Message(I, "单位没有到齐，与各单位之和暂时无法核对：{found}{detail}", "到齐后再核对。"),
}
_EACH = "条例第四十九条：每个机关报送一份年度报告"

RECORDS = (
    CodeRecord(
        "G-01",
        "名单上的每个机关都交了，而且只交了一份",
        _EACH,
        {
            "missing": Message(W, "{subject}还没有报送", "请催报。"),
            "twice": Message(
                E,
                "“{subject}”交了不止一份，{kind}，又看不出哪份在后（另有：{other}）",
                "请确认后只保留一份，再次转换。",
                expected="一份",
            ),
            "same": Message(I, "与 {other} 内容完全相同，只算一份", "不用处理。"),
            "superseded": Message(I, "同一单位另有一份，采用的是 {other}，这一份没有采用", "不用处理。"),
            "decided": Message(I, "县里定的以这一份为准，没有采用：{other}", "不用处理。"),
            "passed_over": Message(I, "县里定的以 {other} 为准，这一份没有采用", "不用处理。"),
            "corrected": Message(I, "已有报回的退回件 {other}，这一份不再采用", "不用处理。"),
            "corrects": Message(I, "这是按退回说明改后的表，代替 {other}{detail}", "不用处理。"),
            "unchanged": Message(
                I,
                "这是报回的退回件，代替 {other}，但里面一处也没有改",
                "请提醒单位按退回说明改正，或在“情况说明”写明理由。",
            ),
            "other_year": Message(
                I,
                "这是 {found} 年度的表，本次是 {expected} 年度，没有采用；"
                "“{subject}”{expected} 年度的表见 {other}",
                "不用处理。",
            ),
            "only_other_year": Message(
                W,
                "这是 {found} 年度的表，本次是 {expected} 年度，没有采用；"
                "“{subject}”{expected} 年度的表还没有收到",
                "请催报；只是年度填错了的，请改正“年度”和统计起止后重新报送。",
            ),
            "taken": Message(
                W,
                "“{subject}”交了 {found} 份表，{kind}，"
                "采用的是这份（{expected}），没有采用：{other}{why}{detail}",
                "请确认以这一份为准；不是的，请只保留要用的那一份，再次转换。",
            ),
        },
        passes=Example("财政局.xlsx；另有一份内容完全相同的，只算一份。"),
        fails=Example(
            "财政局没有交；或交了 财政局.xlsx 和 财政局（改）.xlsx，内容不同。采用保存时间最晚、"
            "没有错误的一份。"
        ),
        scope="county",
    ),
    CodeRecord(
        "G-02",
        "县政府报告的表三等于各单位之和",
        OfRule("G-02"),
        _SUMS,
        passes=Example("各单位新收合计 218 件，县政府 218 件。"),
        fails=Example("218 件与 217 件。"),
        scope="county",
    ),
    CodeRecord(
        "G-03",
        "县政府报告的表四等于各单位之和",
        OfRule("G-03"),
        _SUMS,
        passes=Example("各单位行政复议合计 7 件，县政府 7 件。"),
        fails=Example("7 件与 8 件。同一案件涉及两个单位的，写明理由即可。"),
        scope="county",
    ),
    CodeRecord(
        "G-04",
        "县政府报告的许可、处罚、强制等于各单位之和",
        OfRule("G-04"),
        _SUMS,
        passes=Example("4529 与 4529。"),
        fails=Example("处罚各单位合计 846，县政府 1100。"),
        scope="county",
    ),
    CodeRecord(
        "G-05",
        "县政府报告的规范性文件等于各单位之和，加上县政府本级的",
        OfRule("G-05"),
        {
            **_SUMS,
            "own": Message(I, "比各单位之和多：{found}{detail}", "多出的应当是县政府本级的文件，请核对。"),
        },
        passes=Example("各单位制发 62 件，县政府 62 件；多出的是本级制发的，只作提示。"),
        fails=Example("各单位现行有效 468 件，县政府 440 件。联合发文只计一件的，写明理由即可。"),
        scope="county",
    ),
    CodeRecord(
        "G-06",
        "县政府报告的收费金额等于各单位之和",
        OfRule("G-06"),
        _SUMS,
        passes=Example("18651.064104 与 18651.06：按县政府写的位数四舍五入后相同。"),
        fails=Example("4166.214619 与 4166.241619：抄错了位。"),
        scope="county",
    ),
    CodeRecord(
        "G-07",
        "县政府报告没有规章",
        OfRule("B-07"),
        {},
        passes=Example("规章三个数都是 0。"),
        fails=Example("填有规章：由 B-07 指出，不重复提示。"),
        instead="B-07",
        scope="county",
    ),
    CodeRecord(
        "G-08",
        "第一、五部分不与别的单位雷同",
        "{notice}：报告应当全面、准确，避免内容雷同",
        {
            "": Message(
                W,
                "文字与{other}雷同：{where}，去掉单位名称、数字和常用语句后有 {found} 相同，如“{detail}”",
                "请写本单位的工作、问题和改进；属实的，请在“情况说明”写明。",
            ),
            "county": Message(
                I,
                "各单位的文字大多雷同：{subject}，{expected} 个单位中有 {found} 个，"
                "去掉单位名称、数字和常用语句后基本相同，如“{detail}”",
                "多半出自同一份范本，请让各单位写自己的工作、问题和改进。这些共同的语句不再逐个单位提示。",
            ),
        },
        passes=Example("写的是本单位的工作。"),
        fails=Example("除单位名称和数字外，与另一个单位的文字相同。"),
        limits=(ALIKE, WORDS),
        scope="county",
    ),
    CodeRecord(
        "G-09",
        "文字里没有误写别的单位的名称",
        _EACH,
        {
            "": Message(
                W,
                "文字里写着别的单位：“{found}”，本单位是“{expected}”",
                "请核对是否用了别的单位的文字；确实要提到的，请在“情况说明”写明。",
            ),
        },
        passes=Example("“联合县民政局开展培训”：写明是另一个单位。"),
        fails=Example("财政局的报告里写“民政局高度重视”。"),
        scope="county",
    ),
    CodeRecord(
        "G-10",
        "列出表三全部为 0 的单位",
        "第三部分表格",
        {
            "": Message(
                I,
                "{subject}全部为 0、上年也没有结转的单位有 {found} 个：{expected}",
                "不用处理；全年没有申请是正常的。",
            ),
            "carried": Message(
                I,
                "{subject}全部为 0，上年“{last}”却不是 0 的单位有 {found} 个：{expected}",
                "上年结转的申请本年应当有结果，请让这些单位补填上年结转和办理结果，或说明上年数为什么不对。",
            ),
            "unknown": Message(
                I,
                "{subject}全部为 0 的单位有 {found} 个，没有上年的数可以对照：{expected}",
                "请查这些单位上年报告的“{last}”：是 0 的，全年没有申请是正常的；"
                "不是 0 的，请补填上年结转和办理结果。",
            ),
        },
        passes=Example("—"),
        fails=Example(
            "只列名单：小单位全年没有申请是常事。上年结转下年度不是 0 的、上年的数不知道的，另列出来请核对。"
        ),
        scope="county",
    ),
    CodeRecord(
        "G-11",
        "交来的都是名单上的机关",
        _EACH,
        {
            "": Message(
                W,
                "“{found}”不在单位名单上",
                "应当报送的，还有本级政府自己的，请补进名单（改过名的，请填在“曾用名”栏）；"
                "不应当的，请把文件移出。",
            ),
        },
        passes=Example("名单上的机关，含乡镇街道。"),
        fails=Example("不在名单上，如垂直管理单位。"),
        scope="county",
    ),
    CodeRecord(
        "G-12",
        "看得出是哪个机关的表",
        _EACH,
        {
            "several": Message(E, "看不出是哪个单位：“{found}”可能是{expected}", "请在首页填写机关全称。"),
            "like": Message(
                W,
                "“{found}”不在单位名单上（是不是：{expected}）",
                "写错的，请填写机关全称，与名单一致；名单有误的，请改名单，改过名的填在“曾用名”栏。",
            ),
            "conflict": Message(
                E,
                "这份表是发给{expected}的，填的机关名称却是“{found}”{detail}",
                "请用发给本单位的表填写；改过名的，请在名单的“曾用名”栏填上。",
            ),
        },
        passes=Example("青禾县财政局；财政局（简称）；卫健局（依次含有这几个字的只有青禾县卫生健康局）。"),
        fails=Example("公安局（名单上有两个）；用财政局的表填了民政局的名称。"),
        scope="county",
    ),
)
