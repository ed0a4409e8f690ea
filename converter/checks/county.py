"""What must hold among the agencies of a county: titles and limits; `county` makes the findings."""

from __future__ import annotations

from decimal import Decimal

from converter.checks.applicable import clause_of
from converter.checks.model import Item
from converter.checks.settings import Limit
from converter.form import FORM

ALIKE = Limit("G-08", "percent", Decimal(80), "去掉年份、数字和常用语句后，文字相同达到百分之几就提醒", "%")
WORDS = Limit("G-08", "words", Decimal(120), "去掉年份、数字和常用语句后，至少有多少字才比较", "字")

_EACH = "条例第四十九条：每个机关报送一份年度报告"
_SUM = clause_of("G-02", FORM)


def _item(
    code: str, title: str, clause: str, passes: str, fails: str, limits: tuple[Limit, ...] = ()
) -> Item:
    return Item(code, title, clause, passes, fails, limits=limits, scope="county")


COUNTY = (
    _item(
        "G-01",
        "名单上的每个机关都交了，而且只交了一份",
        _EACH,
        "财政局.xlsx；另有一份内容完全相同的，只算一份。",
        "财政局没有交；或交了 财政局.xlsx 和 财政局（改）.xlsx，内容不同。采用保存时间最晚、没有错误的一份。",
    ),
    _item(
        "G-02",
        "县政府报告的表三等于各单位之和",
        _SUM,
        "各单位新收合计 218 件，县政府 218 件。",
        "218 件与 217 件。",
    ),
    _item(
        "G-03",
        "县政府报告的表四等于各单位之和",
        _SUM,
        "各单位行政复议合计 7 件，县政府 7 件。",
        "7 件与 8 件。同一案件涉及两个单位的，写明理由即可。",
    ),
    _item(
        "G-04",
        "县政府报告的许可、处罚、强制等于各单位之和",
        _SUM,
        "4529 与 4529。",
        "处罚各单位合计 846，县政府 1100。",
    ),
    _item(
        "G-05",
        "县政府报告的规范性文件等于各单位之和，加上县政府本级的",
        _SUM,
        "各单位制发 62 件，县政府 62 件；多出的是本级制发的，只作提示。",
        "各单位现行有效 468 件，县政府 440 件。联合发文只计一件的，写明理由即可。",
    ),
    _item(
        "G-06",
        "县政府报告的收费金额等于各单位之和",
        _SUM,
        "18651.064104 与 18651.06：按县政府写的位数四舍五入后相同。",
        "4166.214619 与 4166.241619：抄错了位。",
    ),
    _item(
        "G-07",
        "县政府报告没有规章",
        "《立法法》：规章由国务院部门和省、设区的市、自治州的人民政府制定",
        "规章三个数都是 0。",
        "填有规章：由 B-07 指出，不重复提示。",
    ),
    _item(
        "G-08",
        "第一、五部分不与别的单位雷同",
        "国办公开办函〔2021〕30号：报告应当全面、准确，避免内容雷同",
        "写的是本单位的工作。",
        "除单位名称和数字外，与另一个单位的文字相同。",
        limits=(ALIKE, WORDS),
    ),
    _item(
        "G-09",
        "文字里没有误写别的单位的名称",
        _EACH,
        "“联合县民政局开展培训”：写明是另一个单位。",
        "财政局的报告里写“民政局高度重视”。",
    ),
    _item(
        "G-10",
        "列出表三全部为 0 的单位",
        "第三部分表格",
        "—",
        "只列名单，不是问题：小单位全年没有申请是常事。",
    ),
    _item(
        "G-11", "交来的都是名单上的机关", _EACH, "名单上的机关，含乡镇街道。", "不在名单上，如垂直管理单位。"
    ),
    _item(
        "G-12",
        "看得出是哪个机关的表",
        _EACH,
        "青禾县财政局；财政局（简称）；卫健局（依次含有这几个字的只有青禾县卫生健康局）。",
        "公安局（名单上有两个）；用财政局的表填了民政局的名称。",
    ),
)
