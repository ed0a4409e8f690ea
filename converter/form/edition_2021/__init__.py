"""The form prescribed by 国办公开办函〔2021〕30号, written down: literals only.

Clauses name the place in the form, or the article of the law, from which a rule comes.
"""

from converter.form.edition_2021.drafts import DRAFTS, VIEWS
from converter.form.edition_2021.opening import FIELDS
from converter.form.edition_2021.quoted import QUOTES
from converter.form.edition_2021.rules import CARRY_OVERS, RULES
from converter.form.edition_2021.sections import SECTIONS
from converter.form.form import Form

TITLE = "{{ 机关名称 }}{{ 年度 }}年政府信息公开工作年度报告"

PREAMBLE = (
    "本报告由{{ 机关名称 }}按照《中华人民共和国政府信息公开条例》（以下简称《条例》）和"
    "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求编制。",
    # The form's own list of its parts writes the fourth title with 和 for its 、.
    f"本报告内容包括{'、'.join(section.title.replace('、', '和') for section in SECTIONS)}等六部分内容。",
    "本报告所列数据的统计期限自{{ 统计起 }}起至{{ 统计止 }}止。"
    "{% if 查阅途径 %}本报告电子版可在{{ 查阅途径 }}查阅或下载。{% endif %}"
    "{% if 联系方式 %}如对本报告有疑问，请与{{ 机关名称 }}联系（{{ 联系方式 }}）。{% endif %}",
)

EDITION_2021 = Form(
    edition="2021",
    notice="国办公开办函〔2021〕30号",
    title=TITLE,
    preamble=PREAMBLE,
    fields=FIELDS,
    sections=SECTIONS,
    rules=RULES,
    quotes=QUOTES,
    carry_overs=CARRY_OVERS,
    drafts=DRAFTS,
    views=VIEWS,
    states=("正常填报", "零报告"),
)
"""The edition in force since the report on 2021."""
