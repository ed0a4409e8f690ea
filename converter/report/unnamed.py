"""Names that are none: what clerks type where the name of an agency is due, and what fits too many of them.

Such a name identifies nobody: two workbooks of 我局 are not two versions of one report, and 我局 in another
agency's text is not the name of this one. Whatever has a place or a subject in it (青禾县财政局, 财政局) is
taken for a name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from converter.form import Form
from converter.system.patterns import pattern
from converter.system.texts import name_key

Unnamed = Literal["", "nobody", "general", "place", "shared"]
"""nobody: a pronoun, a sentence, a date, a hint of the form. general: a kind of body without a place or
subject (县政府, 办公室). place: a county or a city (青禾县), as only governments are called. shared: a short
name that one body of every county has (县委办)."""

_BODY = (
    "人民政府|政府|人民代表大会常务委员会|人民代表大会|人大常委会|人大|政协委员会|政协|党工委|工委|党委|党组|委员会|委|"
    "行政机关|国家机关|党政机关|机关|行政单位|事业单位|直属单位|单位|主管部门|部门|委办局|"
    "党政综合办公室|党政办公室|党政办|综合办公室|综合办|行政办公室|办公厅|办公室|办事处|办|局|厅|"
    "管理委员会|管委会|服务中心|中心|科室|科|股室|股|处|室|所|站|院|队|会|部|公司|学校|医院|银行"
)
_LEVEL = "省|自治区|自治州|市|州|盟|自治县|县|旗|区|乡镇|镇|乡|街道|村|社区|级|直"
_GENERAL = re.compile(
    f"(?:{_LEVEL})*+(?:{_BODY})*+|(?:经济)?(?:开发|工业园|园|新|风景|景)区(?:管理委员会|管委会)?"
)
_SHARED = re.compile(f"(?:{_LEVEL})*+(?:委|党委|政府|人大|政协)办")
_PLACE = re.compile(
    "(?:[^省市县区旗州盟镇乡街局委办]{1,8}(?:自治区|自治州|自治县|自治旗|省|市|县|区|旗|州|盟))+"
)
_ZONE = pattern("(?:开发|工业|新|园|产业|试验|实验|示范|景|度假|合作|保税|管理|功能|林|矿|库|灌|校)区$")
_INNER = re.compile("[^省市县区旗州盟镇乡]{1,8}[局厅](?:党政|综合|行政)?(?:办公室|办)")
"""The office of a bureau of no place, which reports on nothing of its own."""

_PRONOUN = re.compile(
    f"(?:我们?|本|该|咱们?|你们?)(?:{_LEVEL}|{_BODY})(?!号|斋).*"
    f"|(?:贵|各|此|全体|所有|有关|相关|其他|上述|以上)(?:{_LEVEL}|{_BODY})(?:{_BODY})*"
    "|(?:我们|咱们|大家|本人|我)"
)
_WITHIN = re.compile("我(?:们|局|委|办|镇|乡|县|市|区|旗|院|校|街道|单位|中心)|本(?:单位|机关|部门|行政机关)")
_SENTENCE = re.compile(
    "[。！？!?；;]|^请|请填|填写|填报|现将|报告如下|年度报告|认真|按照|高度重视|(?:名称|单位|机关)[是为:]|"
    "^(?:同|见|参见|详见)(?:上|下|前|公章|附件|封面|首页)|^(?:无|没有|暂无|不详|略|待定|未定|测试)$|待补充"
)
_DATE = re.compile("(?:[0-9]{2,4}|[〇○零一二三四五六七八九十]{2,4})(?:[年./-].*|年?度)")

_LABELS = (
    "名称", "全称", "单位", "单位名称", "单位全称", "机关全称", "行政机关名称", "公章", "示例",
    "填报单位", "报送单位", "编制机关", "编制单位",
)  # fmt: skip


@cache
def _labels(form: Form) -> frozenset[str]:
    """What a form itself calls the field, and the values of the fields around it."""
    own = (text for item in form.fields for text in (item.key, *item.choices, item.help))
    return frozenset(map(name_key, (*_LABELS, *own)))


_OUTER = "“”\"'‘’《》〈〉<>[]【】()〔〕 "


def unnamed(name: str, form: Form) -> Unnamed:
    """Whether a text that stands for an agency's name in a form is none, and of which kind; "" for a name."""
    return _unnamed(name_key(name), form)


@lru_cache(maxsize=512)  # asked several times for each agency of a county
def _unnamed(key: str, form: Form) -> Unnamed:
    bare = key.strip(_OUTER)
    if not key:
        return ""  # a blank field is another matter
    if not any(map(str.isalpha, bare)) or bare in _labels(form):
        return "nobody"
    if _PRONOUN.fullmatch(bare) or _WITHIN.search(bare) or _SENTENCE.search(bare) or _DATE.fullmatch(bare):
        return "nobody"
    if _SHARED.fullmatch(bare):
        return "shared"
    if _PLACE.fullmatch(bare) and not _ZONE.search(bare):
        return "place"
    return "general" if _GENERAL.fullmatch(bare) or _INNER.fullmatch(bare) else ""


def agency_key(name: str, form: Form) -> str:
    """The key that workbooks of one agency share; "" for a name that is none."""
    return "" if unnamed(name, form) in ("nobody", "general") else name_key(name)
