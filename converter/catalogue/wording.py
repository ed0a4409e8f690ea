"""D: wording and structure; the codes of the opening (D-04, D-10, D-11) are in `opening`."""

from __future__ import annotations

from decimal import Decimal

from converter.catalogue.model import BLANK, CodeRecord, E, Example, Given, I, Limit, Message, W

_FORM = "{notice}：统一格式"

SHORTEST = Limit("D-07", "length", Decimal(60), "第一、五部分少于这么多字时提醒", "字")

_GOVERNMENT = {"机关名称": "青禾县人民政府", "机关类别": "县级政府"}

RECORDS = (
    CodeRecord(
        "D-01",
        "六个部分的标题齐全、顺序正确",
        _FORM,
        {},
        passes=Example("一、总体情况……六、其他需要报告的事项"),
        fails=Example("缺第六部分，或多出一个部分。填报表的六个部分是固定的，不需要核对。"),
        instead="F-04",
    ),
    CodeRecord(
        "D-02",
        "引用的格式文件是现行的",
        "{notice}：自{edition}年度报告起使用的格式",
        {
            "": Message(
                W,
                "引用的文件已被代替：{where}，写的是“{found}”，现行的是{expected}",
                "请改为现行的文件，或删去。",
            ),
        },
        passes=Example("按照{notice}的要求编制。", Given(texts={"总述": "按照{notice}的要求编制。"})),
        fails=Example(
            "按照国办公开办函〔2019〕60号（试行）的要求编制。",
            Given(texts={"总述": "按照国办公开办函〔2019〕60号（试行）的要求编制。"}),
        ),
    ),
    CodeRecord(
        "D-03",
        "年度是本次汇总的年度，文字里没有留下往年的年份",
        "条例第四十九条：报告上一年度的情况",
        {
            "": Message(E, "年度不对：{where}，填的是 {found}，本次汇总的是 {expected} 年度", "请核对年度。"),
            "text": Message(
                W,
                "文字里的年份像是往年的：{where}，写的是“{found}”，本报告是 {expected} 年度",
                "请核对；确是写其他年份的，请在“情况说明”写明。",
            ),
        },
        passes=Example(
            "2024年度的报告写“2024年，我局主动公开信息56条”；“较2023年增长5%”“2019年修订的《条例》”不算。",
            Given(texts={"主动公开情况": "2024年，我局主动公开信息56条，较2023年增长5%。"}),
        ),
        fails=Example(
            "2024年度的报告写“2023年，我局主动公开信息56条”；汇总2024年度，首页的年度还是2023。",
            Given(texts={"主动公开情况": "2023年，我局主动公开信息56条。"}),
        ),
    ),
    CodeRecord(
        "D-05",
        "机关名称、文字里的自称与单位名单和填报表一致",
        "条例第四十九条：由各机关报告本机关的情况",
        {
            "roster": Message(
                W,
                "机关名称与单位名单不一致：{where}，填的是“{found}”，名单上是“{expected}”",
                "请填与公章一致的全称；更名等属实的，请在“情况说明”写明。",
            ),
            "issued": Message(
                W,
                "机关名称与下发填报表时的不一致：{where}，填的是“{found}”，这份表是发给“{expected}”的",
                "请核对是否用了其他单位的填报表；更名等属实的，请在“情况说明”写明。",
            ),
            "self": Message(
                W,
                "文字里的自称与机关名称不符：{where}，写的是“{found}”，机关名称是“{expected}”",
                "请核对是否用了其他单位的文字。",
            ),
        },
        passes=Example(
            "青禾县财政局的报告自称“我局”，名称与单位名单相同。",
            Given(texts={"总述": "我局认真落实政府信息公开要求。"}),
        ),
        fails=Example(
            "青禾县财政局的报告里写着“我镇”；首页的机关名称写成了简称或旧名。",
            Given(texts={"总述": "我镇认真落实政府信息公开要求。"}),
        ),
    ),
    CodeRecord(
        "D-06",
        "没有留下没改掉的样式文字，标题没有写两遍",
        "格式通知：发布内容应当准确、全面",
        {
            "": Message(
                E,
                "留有没改掉的样式文字：{where}，写的是“{found}”，应为{expected}",
                "请改为实际内容，或删去。",
                expected="实际内容",
            ),
            "example": Message(
                W,
                "文字与填报表的示例完全相同：{where}，写的是“{found}”",
                "请改为本单位的实际情况；确实如此的，请在“情况说明”写明。",
                expected="实际内容",
            ),
            "heading": Message(
                W,
                "又写了一遍标题：{where}，写的是“{found}”，标题会自动印出，照此会印两遍",
                "请删去重复的标题，只写正文。",
                expected="正文",
            ),
        },
        passes=Example("2024年收到申请5件。", Given(texts={"依申请公开情况": "2024年收到申请8件。"})),
        fails=Example(
            "XX年收到申请××件；“请填写”“示例：……”没有改掉；总述里又写“一、总体情况”。",
            Given(texts={"依申请公开情况": "XX年收到申请××件。"}),
        ),
    ),
    CodeRecord(
        "D-07",
        "第一、五、六部分都写了实在的文字，第五部分既有问题也有改进",
        "条例第五十条：报告应当包括的内容；格式通知：不得敷衍塞责",
        {
            "": Message(
                E,
                "这一部分没有任何文字：{where}",
                "请填写；这一部分应当用文字报告，只有标题的报告不能公布。",
                expected="文字",
                found=BLANK,
            ),
            "item": Message(
                E,
                "本地要求写的一项没有写：{where}，“{found}”",
                "请填写；没有可写的，请写“无。”。",
                expected="文字",
            ),
            "nothing": Message(
                W,
                "这一部分没有实际内容：{where}，只写了“{found}”",
                "请填写；这一部分应当用文字报告。",
                expected="文字",
            ),
            "short": Message(
                W,
                "这一部分文字太少：{where}，共 {found} 字，一般不少于 {expected} 字",
                "请写具体情况；属实的，请在“情况说明”写明。",
            ),
            "half": Message(
                W,
                "没有写“{found}”：{where}",
                "请补写；问题要具体，改进情况与问题对应。",
                expected="问题和改进情况",
            ),
        },
        passes=Example("第五部分写了问题，也写了改进情况。", Given()),
        fails=Example(
            "第五部分空着，只写“无”，或只写问题不写改进情况。",
            Given(texts={"存在的主要问题": "无", "改进情况": "无"}),
        ),
        limits=(SHORTEST,),
        checklist="{subject}：有文字",
    ),
    CodeRecord(
        "D-08",
        "各级人民政府的报告写到工作考核、社会评议和责任追究结果情况",
        "条例第五十条第四项",
        {
            "": Message(
                W,
                "没有写全各级人民政府应当报告的内容：{where}，没有提到{found}",
                "请在第一部分的监督保障情况补写；没有发生的，也请写明。",
                expected="工作考核、社会评议和责任追究结果情况",
            ),
        },
        passes=Example(
            "县人民政府：……纳入年度考核；组织社会评议，满意率95%；没有受到责任追究的人员。",
            Given(
                entries=_GOVERNMENT,
                texts={"监督保障情况": "纳入年度考核；组织社会评议，满意率95%；没有受到责任追究的人员。"},
            ),
        ),
        fails=Example("县人民政府的第一、五部分没有提到社会评议和责任追究。", Given(entries=_GOVERNMENT)),
    ),
    CodeRecord(
        "D-09",
        "总体情况写到五个方面",
        "格式通知（一）：主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        {
            "": Message(
                I,
                "没有写全五个方面：{where}，没有提到{found}",
                "建议补写，没有的也可写明。",
                expected="主动公开、依申请公开、政府信息管理、平台建设、监督保障",
            ),
        },
        passes=Example("五个小标题下都有文字。", Given()),
        fails=Example(
            "没有写政府信息管理，也没有写监督保障。",
            Given(texts={"政府信息管理情况": "", "监督保障情况": ""}),
        ),
    ),
    CodeRecord(
        "D-12",
        "表头没有错字",
        _FORM,
        {},
        passes=Example("现行有效件数"),
        fails=Example(
            "现行有效数目。填报表的表头是固定的，被改动的由 F-05 指出；“先行有效件数”等常见的错字照常读取。"
        ),
        instead="F-05",
    ),
)
