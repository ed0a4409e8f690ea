"""The form of 国办公开办函〔2019〕60号 (试行), for the reports on 2019 and 2020.

Sections three and four are nearly those of the edition in force, and so are their rules, names and claims;
section two has tables of its own, and nothing compares its figures with those of later years.
"""

from dataclasses import replace

from converter.form.claims import ClaimBook
from converter.form.editions import edition_2021 as later
from converter.form.editions.edition_2019.tables import (
    ALL_PUBLISHED,
    DECIDED,
    DECISIONS,
    MADE,
    MERGED,
    NORMATIVE_DOCUMENTS,
    PROJECTS,
    PUBLISHED,
    PURCHASES,
    SPENT,
    TABLES,
)
from converter.form.editions.edition_2021 import opening, quotes, rules, sections, tables, wording
from converter.form.editions.edition_2021.claims import CLAIMS
from converter.form.editions.labels_2019 import NOTICE
from converter.form.form import Form
from converter.form.quotes import Quote
from converter.form.rules import Rule, Summed, Watched
from converter.form.sections import Help, Narrative, Section, with_tables
from converter.form.transfer import Transfer

_TWO, _THREE, _FOUR = TABLES["二"], TABLES["三"], TABLES["四"]

_RULES: tuple[Rule, ...] = (
    *rules.sums_of_applications(_THREE),
    *rules.sums_of_disputes(_FOUR),
    rules.regulations_barred(_TWO),
    rules.inflow(_THREE),
)
_WATCHED = tuple(
    Watched("X-03", ref, f"{NOTICE}：报告应当说明本年情况，数字大幅变动宜有说明")
    for ref in (*_TWO.figures(DECISIONS, DECIDED), _THREE.figure(tables.RECEIVED, tables.ALL_APPLICANTS))
)
_SUMMED = (
    *rules.summed_cases(TABLES),
    Summed("G-04", _TWO.figures(DECISIONS, DECIDED), rules.SUM),
    Summed("G-05", _TWO.figures(NORMATIVE_DOCUMENTS, (MADE, PUBLISHED, ALL_PUBLISHED)), rules.SUM, own=True),
)
_QUOTES = (
    *quotes.quotes_of_applications(_THREE),
    *quotes.quotes_of_disputes(_FOUR),
    *(
        Quote(f"规范性文件{name}", (_TWO.figure(NORMATIVE_DOCUMENTS, column),))
        for name, column in (("新制作", MADE), ("新公开", PUBLISHED), ("公开总数", ALL_PUBLISHED))
    ),
    *(Quote(row.label, (_TWO.figure(row, DECIDED),)) for row in DECISIONS),
    Quote("政府集中采购项目", (_TWO.figure(PURCHASES, PROJECTS),)),
    Quote("政府集中采购金额", (_TWO.figure(PURCHASES, SPENT),)),
    *quotes.quotes_of_section_six(TABLES),
)
_DRAFTS = (
    (
        "主动公开情况",
        "本年新制作规范性文件【#规范性文件新制作】件、新公开【#规范性文件新公开】件，"
        "对外公开总数【#规范性文件公开总数】件；作出行政许可决定【#行政许可】件、"
        "行政处罚决定【#行政处罚】件、行政强制决定【#行政强制】件；"
        "政府集中采购【#政府集中采购项目】项，总金额【#政府集中采购金额】元。",
    ),
    *(draft for draft in quotes.DRAFTS if draft[0] != "主动公开情况"),
)
_TRANSFER = Transfer(tables.TABLES, TABLES, _RULES, MERGED)


def _without_duty_of_fees(section: Section) -> Section:
    """A section whose text about the fee is advice: the form itself asks for it only since 2021."""
    advice = Help("有收取信息处理费的写明；没有可不填，不填则不印此项。")
    parts = (
        replace(part, help=advice) if isinstance(part, Narrative) and part.help.official else part
        for part in section.parts
    )
    return replace(section, parts=tuple(parts))


def _claims() -> ClaimBook:
    """The claims about sections three and four; none that the fee be mentioned."""
    duties = tuple(duty for duty in CLAIMS.required_mentions if duty.figures)
    return _TRANSFER.claims(replace(CLAIMS, required_mentions=duties))


def declared() -> Form:
    """The edition for the reports on 2019 and 2020."""
    own_sections = tuple(map(_without_duty_of_fees, sections.SECTIONS))
    return Form(
        edition="2019",
        notice=NOTICE,
        title=later.TITLE,
        years=(2019, 2020),
        variants=opening.variants(f"年度报告格式（试行）》（{NOTICE}）"),
        government=opening.GOVERNMENT,
        fields=opening.FIELDS,
        sections=with_tables(own_sections, TABLES),
        rules=_RULES,
        quotes=_QUOTES,
        carry_overs=tuple(rules.carried_applications(_THREE)),
        drafts=_DRAFTS,
        views=quotes.views(TABLES),
        wording=_TRANSFER.record(replace(wording.WORDING, superseded_notices=())),
        claims=_claims(),
        states=later.STATES,
        watched=_WATCHED,
        pending=tuple(rules.pending(_FOUR)),
        summed=_SUMMED,
        merged=tuple(MERGED.items()),
    )
