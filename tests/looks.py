"""Reports to look at: `python -m tests.looks FOLDER` writes their documents (docs/report.md shows them)."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Entry, Report, Value
from converter.results.outcome import title_of
from converter.shipped.resources import word_template
from tests.reports import FIGURES, report, with_figure

_WORK = (
    "坚持以公开为常态、不公开为例外，围绕群众关心的教育、就业、医疗、住房、养老等事项，及时公开政策文件、"
    "办事指南和办理结果，并通过政务新媒体、公示栏和村（社区）广播同步发布，方便不同年龄的群众查阅。"
)
_ITEM = "严格执行信息发布“三审三校”制度，先审查、后公开，一事一审、全程留痕，全年未发生失密泄密事件。"

LONG = {
    "总述": (f"2024年，认真贯彻落实《条例》。{_WORK * 2}",),
    "主动公开情况": (_WORK, "（一）公开渠道", _WORK, "（二）公开内容", f"全年公开信息1286条。{_WORK}"),
    "依申请公开情况": (
        "本年新收政府信息公开申请7件，上年结转1件，全部在法定期限内答复；未发生因答复不当引起的行政复议。",
        _WORK,
    ),
    "政府信息管理情况": (_ITEM, _WORK * 2),
    "平台建设情况": (f"在便民服务中心设立政府信息查阅点1处。{_WORK}",),
    "监督保障情况": (
        f"工作考核方面，将政务公开纳入年度绩效考核。{_ITEM}",
        "社会评议方面，发放调查问卷200份，满意率98.5%。",
        "责任追究方面，本年度未发生因政府信息公开工作受到责任追究的情况。",
    ),
    "存在的主要问题": (
        "存在的主要问题：",
        f"一是主动公开的意识有待增强。{_WORK}",
        f"二是形式不够多样。{_WORK}",
    ),
    "改进情况": ("改进情况：", f"一是加强学习培训。{_WORK}", f"二是丰富公开形式。{_ITEM}"),
    "信息处理费情况": ("本年度没有发出收费通知，未收取信息处理费。",),
    "落实工作要点情况": (_WORK * 3,),
    "建议提案办理情况": (f"承办人大代表建议2件，全部办复。{_ITEM}",),
    "其他报告事项": ("无。",),
}
LARGE: Mapping[str, Value] = {
    **FIGURES,
    "二.r2.c1": 128, "二.r2.c3": 123456, "二.r3.c1": 12345678, "二.r4.c1": 987654,
    "三.r01.c1": 123457, "三.r02.c1": 1234, "三.r03.c1": 98765, "三.r13.c1": 25925,
    "三.r01.c2": 12345678, "三.r04.c2": 12345678,
    "四.r1.c01": 123456, "四.r1.c03": 23456, "四.r1.c09": 1234567,
}  # fmt: skip
LONG_NAME = "青禾县望桥国家级高新技术产业开发区生态环境和自然资源综合行政执法管理服务中心筹备处"


def looks() -> Mapping[str, Report]:
    """The reports by the names of their files."""
    town = {"机关名称": "青禾县白鹭镇人民政府", "机关类别": "乡镇街道", "邮编": "272200"}
    county = {"机关名称": "青禾县人民政府", "机关类别": "县级政府", "传真": "0000-0000002"}
    large = report(LARGE, {"机关名称": LONG_NAME})
    large = with_figure(large, "二.r2.c1", 128, "（其中修订116件）")
    large = with_figure(large, "三.r04.c2", 12345678, "（其中涉企12345件）")
    return {
        "部门": replace(report(texts=LONG), notes={"四": Entry("注：行政诉讼数量含上年度结转数量。")}),
        "长篇": report(entries=town, texts=LONG),
        "县政府": report(entries=county, texts=LONG),
        "大数": large,
    }


def main(folder: Path) -> None:
    """Write a document of each report."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, of in looks().items():
        template = WordTemplate.of(word_template(FORM, of.category).read_bytes())
        content = render(template, template_names(of, FORM), title=title_of(of), author=of.agency)
        (folder / f"{name}.docx").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
