"""The form prescribed by 国办公开办函〔2021〕30号, written down: literals only.

Clauses name the place in the form, or the article of the law, from which a rule comes.
"""

from converter.form.editions.edition_2021.claims import CLAIMS
from converter.form.editions.edition_2021.opening import FIELDS, GOVERNMENT, variants
from converter.form.editions.edition_2021.quotes import DRAFTS, all_quotes, views
from converter.form.editions.edition_2021.rules import all_rules, carry_overs, pending, summed, watched
from converter.form.editions.edition_2021.sections import SECTIONS
from converter.form.editions.edition_2021.tables import TABLES, Tables
from converter.form.editions.edition_2021.wording import WORDING
from converter.form.form import Form
from converter.form.sections import with_tables
from converter.form.transfer import Transfer

TITLE = "{{ 机关名称 }}{{ 年度 }}年政府信息公开工作年度报告"


STATES = ("正常填报", "零报告")
NOTICE = "国办公开办函〔2021〕30号"


def declared(
    edition: str = "2021",
    notice: str = NOTICE,
    tables: Tables = TABLES,
    years: tuple[int, int] = (2021, 2050),
) -> Form:
    """The edition in force since the report on 2021, or one like it with other tables."""
    within = all_rules(tables)
    transfer = Transfer(TABLES, tables, within)
    return Form(
        edition=edition,
        notice=notice,
        title=TITLE,
        years=years,
        variants=variants(f"年度报告格式》（{notice}）"),
        government=GOVERNMENT,
        fields=FIELDS,
        sections=with_tables(SECTIONS, tables),
        rules=within,
        quotes=all_quotes(tables),
        carry_overs=carry_overs(tables),
        drafts=DRAFTS,
        views=views(tables),
        wording=transfer.record(WORDING),
        claims=transfer.claims(CLAIMS),
        states=STATES,
        watched=watched(tables),
        pending=tuple(pending(tables["四"])),
        summed=summed(tables),
    )
