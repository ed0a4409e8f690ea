"""Texts as counties get them: 1,500 to 2,000 characters, a third of the clauses handed out by the county.

Clauses that are handed out come from a pool of 240 for what was done and 120 for what is lacking, so each is
in about a sixth of the reports; the other clauses are an agency's own, with names that hardly another has.
What is said of figures agrees with the tables. Everything is made from numbers alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

CHARACTERS = (
    "东西南北山水河湖田园林海桥路城乡村镇江川泉石松竹梅兰菊荷柳杨桃李花草风云雨雪星月春夏秋冬金银铜铁"
)
"""What names of places and of pieces of work are made of."""

SHARED = 0.37
"""How many of the clauses come from the county's pool; with what is said of figures, a third of all."""

FEWEST, MOST = 1_500, 2_000
"""Characters of all texts of a report, about."""

_OBJECTS = (
    "信息发布的审核责任", "公开目录的日常维护", "政策文件的配套解读", "答复申请的内部流程",
    "网站专栏的栏目设置",
    "民生事项的公开要求", "公开属性的源头认定", "失效文件的清理标注", "保密审查的先后程序",
    "公开工作的业务培训",
    "群众意见的收集反馈", "工作台账的登记归档", "重点领域的公开清单", "年度任务的分解督办",
    "新媒体号的内容管理",
)  # fmt: skip
_VERBS = (
    "进一步压实", "持续完善", "严格落实", "不断规范", "认真执行", "及时改进", "全面梳理", "定期检查",
    "逐项细化", "稳步推进", "切实加强", "统筹做好", "动态调整", "集中研究", "按月通报", "逐级明确",
)  # fmt: skip
_LACKS = (
    "还不够及时", "还不够细致", "力度略显不足", "覆盖不够全面", "形式较为单一", "主动性有待提高",
    "方式不够灵活", "深度仍有欠缺",
)  # fmt: skip
DONE = tuple(verb + what for verb, what in product(_VERBS, _OBJECTS))
LACKING = tuple(what + lack for what, lack in product(_OBJECTS, _LACKS))
"""The clauses that the county hands out."""

_TOPICS = (
    "惠农补贴", "危房改造", "就业援助", "义务教育招生", "慢性病用药", "老旧小区改造", "农村供水",
    "道路养护", "食品抽检",
    "养老服务", "残疾人托养", "临时救助", "不动产登记", "河道保洁", "秸秆利用", "招商项目", "用地审批",
    "工程招标",
    "安全生产", "防汛抗旱", "垃圾分类", "公交线路", "文化下乡", "疫苗接种", "水价调整", "供热改造",
    "林地流转", "农机购置",
    "退役安置", "欠薪维权", "消费投诉", "校车运营", "图书借阅", "小微企业贷款", "电子证照", "占道经营",
)  # fmt: skip
_PEOPLE = (
    "种植大户", "返乡青年", "个体商户", "独居老人", "学生家长", "外来务工人员", "企业办事员", "村组干部",
    "网格员", "货车司机",
    "合作社社员", "退休职工", "残疾居民", "新婚夫妇", "民办教师", "养殖户",
)  # fmt: skip
_OWN = (
    "在{名}便民点摆放{事}办事图解", "把{事}的{名}流程画成连环画", "请{群}到{名}会议室当面提问",
    "为{群}编写{名}版{事}问答",
    "由{名}工作组逐户讲解{事}的条件", "围绕{事}开设{名}热线专窗", "将{名}片区的{事}进度张榜上墙",
    "{名}服务站安排专人解读{事}",
    "就{事}的{名}方案听取{群}建议", "联合{名}学校向{群}宣传{事}", "在{名}集市设点答复{事}的咨询",
    "{群}可在{名}终端查询{事}结果",
    "用方言录制{名}广播介绍{事}", "把{名}台账中的{事}明细整理成表", "针对{群}关心的{事}补充{名}说明",
    "{名}窗口试行{事}材料预审",
    "对{名}年以前的{事}档案补录目录", "将{事}纳入{名}大讲堂课程", "{名}小程序上线{事}提醒",
    "安排{名}志愿队帮{群}填写{事}表格",
)  # fmt: skip
_OWN_LACKS = (
    "{名}一带的{群}对{事}了解偏少", "{事}的{名}专题更新慢了半拍", "{名}站点缺少{事}的图解",
    "{群}反映{事}的{名}入口难找",
    "{名}村组的{事}公示栏陈旧", "{事}在{名}平台上的说明用语生硬",
)  # fmt: skip


class _Writer:
    """Draws clauses with one dice: handed out ones in their share, all others an agency's own."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._done, self._lacking = iter(dice.sample(DONE, 80)), iter(dice.sample(LACKING, 60))

    def name(self) -> str:
        """A name of three characters."""
        return "".join(self._dice.choices(CHARACTERS, k=3))

    def sentence(self, clauses: int, *, lacking: bool = False) -> str:
        """A sentence of so many clauses."""
        return "，".join(self._clause(lacking) for _ in range(clauses)) + "。"

    def _clause(self, lacking: bool) -> str:
        dice = self._dice
        if dice.random() < SHARED:
            return next(self._lacking if lacking else self._done)
        frame: str = dice.choice(_OWN_LACKS if lacking else _OWN)
        return frame.format(名=self.name(), 事=dice.choice(_TOPICS), 群=dice.choice(_PEOPLE))

    def passage(self, length: int, *, lacking: bool = False) -> str:
        """Sentences of about so many characters."""
        text = ""
        while len(text) < length:
            text += self.sentence(self._dice.choice((2, 3, 3, 4)), lacking=lacking)
        return text


def texts_of(
    agency: str, year: int, values: Mapping[str, Any], dice: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """The paragraphs of each narrative of an agency; `values`: its figures, totals too, by key."""
    draw = _Writer(dice)
    whole = dice.randint(FEWEST, MOST) - 520  # what stands here in full, and the last sentences of passages

    def part(share: float, *, lacking: bool = False) -> str:
        return draw.passage(int(whole * share), lacking=lacking)

    yield "总述", [f"{year}年，{agency}以服务群众为目标推进政府信息公开。{part(0.10)}"]
    yield (
        "主动公开情况",
        [
            f"全年通过县政府门户网站发布信息{dice.randint(60, 900)}条，"
            f"其中政策解读{dice.randint(3, 40)}条。{part(0.13)}",
            f"制发行政规范性文件{values['二.r2.c1']}件，作出行政许可{values['二.r3.c1']}件、"
            f"行政处罚{values['二.r4.c1']}件。{part(0.10)}",
        ],
    )
    yield "依申请公开情况", [f"{''.join(_applications(values))}{part(0.09)}"]
    yield "政府信息管理情况", [part(0.10)]
    yield "平台建设情况", [part(0.10)]
    yield "监督保障情况", [f"组织业务培训{dice.randint(2, 9)}次。{part(0.10)}"]
    lacking = [part(0.05, lacking=True) for _ in range(2)]
    yield "存在的主要问题", [f"一是{lacking[0]}", f"二是{lacking[1]}"]
    yield "改进情况", [f"一是{part(0.06)}", f"二是{part(0.06)}"]
    yield "信息处理费情况", ["本年度没有发出收费通知，未收取信息处理费。"]
    yield "落实工作要点情况", [part(0.05)]
    yield "工作创新情况", [part(0.04)]


def _applications(values: Mapping[str, Any]) -> Sequence[str]:
    total, people = values["三.r01.c7"], values["三.r01.c1"]
    if not total:
        return ("本年未收到政府信息公开申请。",)
    answered = values["三.r03.c7"]
    return (
        f"本年新收政府信息公开申请{total}件，其中自然人{people}件、法人或其他组织{total - people}件，",
        "均已按期答复，",
        f"予以公开{answered}件，部分公开{values['三.r04.c7']}件，没有结转下年度的申请。",
    )
