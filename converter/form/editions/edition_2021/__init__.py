"""The form prescribed by 国办公开办函〔2021〕30号, written down: literals only.

Clauses name the place in the form, or the article of the law, from which a rule comes.
"""

from converter.form.editions.edition_2021.claims import CLAIMS
from converter.form.editions.edition_2021.opening import FIELDS, GOVERNMENT, VARIANTS
from converter.form.editions.edition_2021.quotes import DRAFTS, QUOTES, VIEWS
from converter.form.editions.edition_2021.rules import CARRY_OVERS, PENDING, RULES, SUMMED, WATCHED
from converter.form.editions.edition_2021.sections import SECTIONS
from converter.form.editions.edition_2021.wording import WORDING
from converter.form.form import Form

TITLE = "{{ 机关名称 }}{{ 年度 }}年政府信息公开工作年度报告"


def declared() -> Form:
    """The edition in force since the report on 2021."""
    return Form(
        edition="2021",
        notice="国办公开办函〔2021〕30号",
        title=TITLE,
        variants=VARIANTS,
        government=GOVERNMENT,
        fields=FIELDS,
        sections=SECTIONS,
        rules=RULES,
        quotes=QUOTES,
        carry_overs=CARRY_OVERS,
        drafts=DRAFTS,
        views=VIEWS,
        wording=WORDING,
        claims=CLAIMS,
        states=("正常填报", "零报告"),
        watched=WATCHED,
        pending=PENDING,
        summed=SUMMED,
    )
