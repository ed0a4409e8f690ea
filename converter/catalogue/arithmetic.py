"""B: arithmetic: the sums of the form (勾稽关系)."""

from __future__ import annotations

from decimal import Decimal

from converter.catalogue.model import CodeRecord, E, Example, Given, I, Limit, Message, OfRule, W

_FOLLOW = "改了哪一格，同一行、同一列的总计也要跟着改。"

SECRET = Limit("B-10", "secret", Decimal(3), "“属于国家秘密”“危及三安全一稳定”达到这么多时提示", "件")

RESULTS = {"三.r01.c1": 3, "三.r03.c1": 3, "三.r01.c2": 2, "三.r04.c2": 2}
NO_TOTALS = {f"三.r24.c{number}": 0 for number in range(1, 8)}
"""For examples: applications with their results, and the row of totals with nothing but 0."""


def parted(parts: str) -> Message:
    """A total of sums that part: which number is right depends on which of its parts is wrong."""
    return Message(
        E,
        f"总计不等于{parts}之和：{{where}}，填的是 {{found}}，{{left}}是 {{expected}}，差 {{difference}}；"
        "而且{parting}，两边不会都对",
        f"请先弄清哪一边填错：{{readings}}。{_FOLLOW}",
    )


def elsewhere(parts: str) -> Message:
    """A total with a part in a column whose sums part: it may be right once that column is."""
    return Message(
        E,
        f"总计不等于{parts}之和：{{where}}，填的是 {{found}}，{{left}}是 {{expected}}，差 {{difference}}；"
        "其中{parting}，也对不上",
        "请先改好那一列，再看这个总计：改好后等于{left}的，不用再改；仍不等的，改为{left}。",
    )


def _unfilled(line: str) -> Message:
    return Message(
        E,
        f"总计一整{line}没有填：{{where}}，全为 0 或空白，应为：{{expected}}",
        "请按各项之和填写总计，或恢复公式。",
    )


def _unfilled_parted(line: str) -> Message:
    """Totals that nobody filled in, some of which depend on which side of sums that part is right."""
    return Message(
        E,
        f"总计一整{line}没有填：{{where}}，全为 0 或空白。按现在填的各项相加是：{{expected}}；"
        "但{parting}，两边不会都对，这些和也会跟着变",
        "请先弄清哪一边填错：{readings}。改好以后，总计按各项之和填写，或恢复公式。",
    )


RECORDS = (
    CodeRecord(
        "B-01",
        "表三每一行：{count}类申请人之和等于总计",
        OfRule("B-01"),
        {
            "": Message(
                E,
                "总计不等于各列之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}{also}",
                "请核对各列与总计。",
            ),
            "parted": parted("各列"),
            "elsewhere": elsewhere("各列"),
        },
        passes=Example(
            "自然人 3、商业企业 2，其余为 0，总计 5。",
            Given(figures={"三.r01.c1": 3, "三.r01.c2": 2, "三.r01.c7": 5}),
        ),
        fails=Example(
            "自然人 3、商业企业 2，其余为 0，总计 6。",
            Given(figures={"三.r01.c1": 3, "三.r01.c2": 2, "三.r01.c7": 6}),
        ),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        "B-02",
        "表三每一列：各项办理结果之和等于（七）总计",
        OfRule("B-02"),
        {
            "": Message(
                E,
                "总计不等于各行之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}{also}",
                "请核对各行与总计。",
            ),
            "parted": parted("各行"),
            "elsewhere": elsewhere("各行"),
        },
        passes=Example(
            "自然人列：予以公开 3、本机关不掌握相关政府信息 2，（七）总计 5。",
            Given(figures={"三.r03.c1": 3, "三.r13.c1": 2, "三.r24.c1": 5}),
        ),
        fails=Example(
            "自然人列：予以公开 3、本机关不掌握相关政府信息 2，（七）总计 4。",
            Given(figures={"三.r03.c1": 3, "三.r13.c1": 2, "三.r24.c1": 4}),
        ),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        "B-03",
        "表三每一列：新收加上年结转等于（七）总计加结转下年度",
        OfRule("B-03"),
        {
            "": Message(
                E,
                "收到的申请与办理、结转的对不上：{where}，{expected}，{found}，差 {difference}",
                "{hints}请核对这一列新收、结转和办理结果。",
            ),
            "typed": Message(
                E,
                "收到的申请与办理、结转的对不上：{where}，{expected}，{found}，差 {difference}",
                f"{{hints}}请核对这一列新收、结转和办理结果；{_FOLLOW}",
            ),
        },
        passes=Example(
            "自然人列：新收 5、上年结转 1，（七）总计 5、结转下年度 1。",
            Given(figures={"三.r01.c1": 5, "三.r02.c1": 1, "三.r03.c1": 5, "三.r25.c1": 1}),
        ),
        fails=Example(
            "自然人列：新收 5、上年结转 1，（七）总计 5、结转下年度 0。",
            Given(figures={"三.r01.c1": 5, "三.r02.c1": 1, "三.r03.c1": 5, "三.r25.c1": 0}),
        ),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        "B-04",
        "表四每一组：{parts}等于总计",
        OfRule("B-04"),
        {
            "": Message(
                E,
                "总计不等于各项结果之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}{also}",
                "请核对各项结果与总计。",
            ),
        },
        passes=Example(
            "行政复议：结果维持 1、其他结果 2，总计 3。",
            Given(figures={"四.r1.c01": 1, "四.r1.c03": 2, "四.r1.c05": 3}),
        ),
        fails=Example(
            "行政复议：结果维持 1、其他结果 2，总计 2。",
            Given(figures={"四.r1.c01": 1, "四.r1.c03": 2, "四.r1.c05": 2}),
        ),
        checklist="{subject}：{rule}",
    ),
    CodeRecord(
        "B-05",
        "总计的整行、整列都已填写",
        "第三、四部分表格：总计由各项相加得出",
        {
            "column": _unfilled("列"),
            "row": _unfilled("行"),
            "column_parted": _unfilled_parted("列"),
            "row_parted": _unfilled_parted("行"),
        },
        passes=Example("有办理结果的各列，（七）总计都已填写。", Given(figures=RESULTS)),
        fails=Example(
            "各列都有办理结果，（七）总计一整行却都是 0（只报一条，列出应填的数）。",
            Given(figures={**RESULTS, **NO_TOTALS}),
        ),
    ),
    CodeRecord(
        "B-06",
        "表二：现行有效件数不少于本年制发减本年废止",
        OfRule("B-06"),
        {
            "": Message(
                W,
                "现行有效件数偏少：{where}，填的是 {found}，不应少于本年制发减本年废止（{expected}）",
                "年末现行有效数一般不少于本年新制发未废止的数量，请核实。",
            ),
        },
        passes=Example(
            "行政规范性文件：制发 3、废止 1，现行有效 12。",
            Given(figures={"二.r2.c1": 3, "二.r2.c2": 1, "二.r2.c3": 12}),
        ),
        fails=Example(
            "行政规范性文件：制发 3、废止 1，现行有效 1。当年制发、当年失效的属实，写明理由即可。",
            Given(figures={"二.r2.c1": 3, "二.r2.c2": 1, "二.r2.c3": 1}),
        ),
        checklist="{subject}：现行有效不少于制发减废止",
    ),
    CodeRecord(
        "B-07",
        "表二：无权制定规章的机关，规章一行为 0",
        OfRule("B-07"),
        {
            "error": Message(
                E,
                "规章一行应为 0：{where}，填有 {found}，{category}无权制定规章",
                "请改为 0；本机关的规范性文件请填在下一行。",
            ),
            "warning": Message(
                W,
                "规章一行一般为 0：{where}，填有 {found}",
                "请确认本机关有权制定规章（国务院部门、设区的市及以上政府等）；无权制定的请改为 0。",
            ),
        },
        passes=Example("县财政局：规章一行都是 0。", Given(figures={"二.r3.c1": 345})),
        fails=Example(
            "某镇人民政府：规章现行有效填了 6（多半应填在行政规范性文件一行）。",
            Given(
                figures={"二.r1.c3": 6}, entries={"机关名称": "青禾县望桥镇人民政府", "机关类别": "乡镇街道"}
            ),
        ),
        checklist="{subject}：本机关有权制定的才填",
    ),
    CodeRecord(
        "B-08",
        "没有收到申请，就没有办理结果",
        OfRule("B-08"),
        {
            "": Message(
                E,
                "没有新收也没有上年结转的申请，却填有办理结果或结转：{where}，填有 {found}，应为 {expected}",
                "请补填新收或上年结转的件数，或删去办理结果；总计是自己填的，也要跟着改。",
            ),
        },
        passes=Example(
            "新收、上年结转都是 0，办理结果和结转下年度也都是 0。", Given(figures={"二.r3.c1": 345})
        ),
        fails=Example("新收、上年结转都是 0，予以公开却填了 2。", Given(figures={"三.r03.c1": 2})),
        checklist="{subject}：有新收或结转的申请，才有办理结果",
    ),
    CodeRecord(
        "B-09",
        "有申请人逾期未缴费的申请，第六部分就写到收费通知",
        OfRule("B-09"),
        {
            "": Message(
                W,
                "有逾期未缴费的申请，却没有报告收费通知：{where}，填的是 {found}，"
                "第六部分没有写到发出收费通知",
                "请在第六部分补写收费通知的情况，或核对这个数。",
                expected="第六部分写到收费通知",
            ),
        },
        passes=Example(
            "（六）第2项填2，第六部分：发出收费通知2件，申请人逾期未缴费。",
            Given(figures={"三.r22.c1": 2}, texts={"信息处理费情况": "发出收费通知2件，申请人逾期未缴费。"}),
        ),
        fails=Example(
            "（六）第2项填2，第六部分却写“没有发出收费通知，未收取信息处理费”。",
            Given(figures={"三.r22.c1": 2}, texts={"信息处理费情况": "没有发出收费通知，未收取信息处理费。"}),
        ),
    ),
    CodeRecord(
        "B-10",
        "以国家秘密、三安全一稳定为由不予公开的件数合乎常情",
        "条例第十四条",
        {
            "": Message(
                I,
                "不予公开的理由少见：{where}，填的是 {found}，达到 {expected} 件即提示",
                "请确认分类无误。",
            ),
        },
        passes=Example("属于国家秘密：0。", Given(figures={"三.r01.c1": 4, "三.r03.c1": 4})),
        fails=Example(
            "某县局：属于国家秘密4件（请确认分类无误，只作提示）。",
            Given(figures={"三.r01.c1": 4, "三.r05.c1": 4}),
        ),
        limits=(SECRET,),
    ),
    CodeRecord(
        "B-11",
        "有被纠正的复议、诉讼案件，第一或第五部分就写到",
        OfRule("B-11"),
        {
            "": Message(
                I,
                "有被纠正的案件，文字没有写到：{where}，填的是 {found}，第一、五部分都没有提到",
                "建议写明原因和改进措施。",
                expected="第一或第五部分写到",
            ),
        },
        passes=Example(
            "结果纠正1，第一部分：被纠正的1件已重新答复。",
            Given(figures={"四.r1.c02": 1}, texts={"监督保障情况": "被纠正的1件已重新答复。"}),
        ),
        fails=Example("结果纠正1，第一、五部分都没有提到。", Given(figures={"四.r1.c02": 1})),
    ),
)
