"""Text against tables: published sentences, sentences as counties write them, traps, with their verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.catalogue.messages import describe
from converter.checks import check_report
from converter.checks.claims import (
    Claim,
    ClaimCounts,
    Judgement,
    claim_counts,
    claims_of,
    contradiction_findings,
)
from converter.checks.claims.tokens import parse_number
from converter.checks.claims.vocabulary import vocabulary
from converter.form import FORM, ClaimCode, Ref
from converter.form.claims import ReadingRule
from converter.report.report import Figure, Paragraph, Report, Value
from tests.reports import REFS, report, retyped
from tests.test_real_reports import DATA, FLAWED, published

EXAMPLE = {ref.key: value for ref, value in FORM.claims.example}
LAST = {REFS["三.r01.c7"]: 10, REFS["三.r02.c7"]: 1}
MARKS = {Judgement.AGREES: "=", Judgement.CONTRADICTS: "!", Judgement.UNKNOWN: "?"}
APPLICATIONS, FEE, PROPOSALS = "依申请公开情况", "信息处理费情况", "建议提案办理情况"


class Case(NamedTuple):
    narrative: str
    says: str
    text: str


def cases() -> Iterator[Case]:
    """The lines of data/claims.txt."""
    narrative = ""
    path = Path(__file__).parent.parent / "data" / "claims.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            narrative = line.strip("[]")
        elif line and not line.startswith("#"):
            says, _, text = line.partition(" | ")
            yield Case(narrative, says, text)


CASES = tuple(cases())


def texts(base: Report, narrative: str, *written: str) -> Report:
    """The report with nothing but this text in a narrative."""
    return replace(
        base, passages={**dict.fromkeys(base.passages, ()), narrative: tuple(map(Paragraph, written))}
    )


EXAMPLE_REPORT = report(EXAMPLE, texts={})


def claims(case: Case) -> list[Claim]:
    return claims_of(texts(EXAMPLE_REPORT, case.narrative, case.text), FORM, LAST)


def said(claims: list[Claim]) -> list[str]:
    return sorted(f"{claim.code}{MARKS[claim.judgement]}" for claim in claims) or ["-"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_sentence_means_what_its_table_says(case: Case) -> None:
    assert said(claims(case)) == sorted(case.says.split())


@pytest.mark.parametrize("case", [case for case in CASES if "!" in case.says], ids=lambda case: case.text)
def test_every_contradiction_can_be_said(case: Case) -> None:
    filled = texts(EXAMPLE_REPORT, case.narrative, case.text)
    told = [
        finding
        for finding in contradiction_findings(claims_of(filled, FORM, LAST), filled, FORM)
        if "sentence" in finding.values
    ]
    assert len(told) == case.says.count("!")
    assert all(describe(finding).endswith("。") for finding in told)


@pytest.mark.parametrize("rule", FORM.claims.reading, ids=lambda rule: rule.rule[:12])
def test_sentences_are_read_as_the_manual_says(rule: ReadingRule) -> None:
    assert not {mark[-1] for mark in said(claims(Case(APPLICATIONS, "", rule.passes)))} & {"!"}
    assert {mark[-1] for mark in said(claims(Case(APPLICATIONS, "", rule.fails)))} & {"!"}


def test_there_are_enough_sentences_of_every_kind() -> None:
    traps = [case for case in CASES if case.says == "-"]
    assert len(CASES) - len(traps) >= 180
    assert len(traps) >= 40
    codes = {word.rstrip("=!?") for case in CASES for word in case.says.split()}
    assert codes - {"-"} == {claim_code.code for claim_code in FORM.claims.codes} - {"C-22", "C-26"}


# --- published reports ---------------------------------------------------------------------------

LAST_OF = {("宿迁市", 2024): ("宿迁市", 2023), ("平潭综合实验区", 2022): ("平潭综合实验区", 2021)}


def last_of(agency: str, year: int) -> Mapping[Ref, Value]:
    of = LAST_OF.get((agency, year))
    return next(
        (
            {ref: f.value for ref, f in published(e).figures.items() if f.value is not None}
            for e in DATA
            if (e["agency"], e["year"]) == of
        ),
        {},
    )


REAL = [
    pytest.param(entry, item, id=f"{entry['agency']}{entry['year']}-{item['text'][:20]}")
    for entry in DATA
    for item in entry["texts"]
]


@pytest.mark.parametrize(("entry", "item"), REAL)
def test_a_published_sentence_is_judged_as_a_clerk_would(
    entry: Mapping[str, object], item: Mapping[str, str]
) -> None:
    base = texts(published(dict(entry)), item["in"], item["text"])
    last = last_of(str(entry["agency"]), int(str(entry["year"])))
    assert said(claims_of(base, FORM, last)) == sorted(item["says"].split())


def planted(base: Report, narrative: str, claim: Claim) -> tuple[str, int] | None:
    """The text with the claim's number raised to the next that it cannot mean, and that number.

    None for numbers that stand there in another way (numerals) or agree only together with others.
    """
    text = "".join(base.passages[narrative][0].text.split())
    at, digits = text.find(claim.words), str(claim.number)
    if at < 0 or not claim.number or not re.search(rf"(?<!\d){digits}(?!\d)", claim.words):
        return None
    accepted = {candidate.value for candidate in claim.candidates}
    if claim.number not in accepted:
        return None
    wrong = next(n for n in range(int(claim.number) + 1, int(claim.number) + 9) if n not in accepted)
    return text[:at] + re.sub(rf"(?<!\d){digits}(?!\d)", str(wrong), text[at:], count=1), wrong


def agreeing() -> Iterator[tuple[Report, str, Claim]]:
    """Every number of a published or a written sentence that agrees."""
    sound = [entry for entry in DATA if (entry["agency"], entry["year"]) not in FLAWED]
    written = [(published(e), item["in"], item["text"]) for e in sound for item in e["texts"]]
    written += [(EXAMPLE_REPORT, case.narrative, case.text) for case in CASES]
    for base, narrative, text in written:
        whole = texts(base, narrative, text)
        for claim in claims_of(whole, FORM, {}):
            if claim.judgement is Judgement.AGREES and claim.kind == "number":
                yield whole, narrative, claim


RAISED = [
    pytest.param(narrative, base, *made, claim.code, id=f"{claim.words}→{made[1]}")
    for base, narrative, claim in agreeing()
    if (made := planted(base, narrative, claim)) is not None
]


@pytest.mark.parametrize(("narrative", "base", "text", "wrong", "code"), RAISED)
def test_a_number_that_agrees_is_contradicted_when_it_is_raised(
    narrative: str, base: Report, text: str, wrong: int, code: str
) -> None:
    found = claims_of(texts(base, narrative, text), FORM, {})
    assert (code, wrong) in {(c.code, c.number) for c in found if c.judgement is Judgement.CONTRADICTS}


def test_most_numbers_that_agree_were_raised() -> None:
    assert len(RAISED) >= 120


# --- what a report gets --------------------------------------------------------------------------

HOMES = {"C-25": FEE, "C-26": FEE, "C-27": FEE, "C-31": PROPOSALS}


@pytest.mark.parametrize("claim_code", FORM.claims.codes, ids=lambda claim_code: claim_code.code)
def test_the_examples_of_the_manual_do_what_they_say(claim_code: ClaimCode) -> None:
    home = HOMES.get(claim_code.code, APPLICATIONS)
    base = replace(EXAMPLE_REPORT, passages={**EXAMPLE_REPORT.passages, "总述": (Paragraph("平稳。"),)})
    if claim_code.code == "C-26":
        home, base = "其他报告事项", unfilled(base, "六一")
    told = {}
    for text in (claim_code.passes, claim_code.fails):
        plain = re.sub("（[各第].*没有写到.*）$", "", text)
        filled = replace(base, passages={**base.passages, home: (Paragraph(plain),)})
        told[text] = {
            finding.code for finding in contradiction_findings(claims_of(filled, FORM, LAST), filled, FORM)
        }
    assert claim_code.code not in told[claim_code.passes]
    assert claim_code.code in told[claim_code.fails]


def unfilled(base: Report, table: str) -> Report:
    figures = {ref: Figure(None) if ref.table == table else f for ref, f in base.figures.items()}
    return replace(base, figures=figures)


def test_a_finding_quotes_the_sentence_and_names_the_cells_with_their_values() -> None:
    filled = texts(EXAMPLE_REPORT, APPLICATIONS, "全年平稳。全年共收到政府信息公开申请15件，均按时答复。")
    back, _ = retyped(filled)
    found = next(f for f in check_report(back) if f.code == "C-02")
    assert (found.sheet, found.found, found.expected, found.values["difference"]) == (
        "一、总体情况", "15", "11 或 12", "3",
    )  # fmt: skip
    sentence = describe(found)
    assert "“全年共收到政府信息公开申请15件”（原句“全年共收到政府信息公开申请15件，均按时答复”）" in sentence
    assert "列“总计”是 11（三、依申请公开!K9）" in sentence
    assert "表三“新收和结转合计”各格之和是 12（三、依申请公开!K9:K10）" in sentence


def test_a_wrong_total_is_not_told_again_at_a_sentence_that_is_right() -> None:
    base = texts(EXAMPLE_REPORT, APPLICATIONS, "新收政府信息公开申请11件，办结10件。")
    wrong = {ref: Figure(0) if ref.column == "c7" else f for ref, f in base.figures.items()}
    assert said(claims_of(replace(base, figures=wrong), FORM)) == ["C-03=", "C-05="]


def test_a_claim_about_a_figure_that_is_not_known_is_not_judged() -> None:
    base = texts(unfilled(EXAMPLE_REPORT, "三"), APPLICATIONS, "新收政府信息公开申请11件，均已办结。")
    assert said(claims_of(base, FORM)) == ["C-03?", "C-07?"]


def test_last_years_figures_in_the_workbook_are_used_where_no_others_are_given() -> None:
    base = replace(
        texts(EXAMPLE_REPORT, APPLICATIONS, "新收政府信息公开申请11件，同比增长50%。"),
        last_year={REFS["三.r01.c7"]: Figure(10)},
    )
    assert said(claims_of(base, FORM)) == ["C-03=", "C-28!"]


def test_cases_that_no_text_speaks_of_are_an_info_and_a_missing_fee_a_question() -> None:
    base = texts(unfilled(EXAMPLE_REPORT, "六一"), "工作创新情况", "开设咨询窗口。")
    filled = replace(base, passages={**base.passages, "总述": (Paragraph("平稳。"),)})
    found = {
        (f.code, f.severity.value, f.sheet)
        for f in contradiction_findings(claims_of(filled, FORM), filled, FORM)
    }
    assert found == {("C-22", "info", "一、总体情况"), ("C-26", "warning", "六、其他事项")}


def test_a_fee_told_by_its_figures_alone_is_not_missing() -> None:
    base = texts(EXAMPLE_REPORT, "工作创新情况", "开设咨询窗口。")
    assert "C-26" not in {f.code for f in contradiction_findings(claims_of(base, FORM), base, FORM)}


def test_claims_are_counted_by_code_agreed_contradicted_and_unknown() -> None:
    base = texts(unfilled(EXAMPLE_REPORT, "六一"), APPLICATIONS, "收到政府信息公开申请11件，答复12件。")
    filled = replace(base, passages={**base.passages, FEE: (Paragraph("未收取信息处理费。"),)})
    assert claim_counts(claims_of(filled, FORM)) == {
        "C-02": ClaimCounts(agreed=1), "C-05": ClaimCounts(contradicted=1), "C-25": ClaimCounts(unknown=1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("agency", "text", "told"),
    [
        ("青禾县人民政府", "县财政局收到政府信息公开申请3件，均已答复。", False),
        ("青禾县人民政府办公室", "县财政局收到政府信息公开申请3件，均已答复。", False),
        ("青禾县人民政府", "城东镇共收到依申请公开3件。", False),
        ("青禾县人民政府", "全县共收到依申请公开3件。", True),
        ("青禾县人民政府", "县政府办公室收到依申请公开3件。", True),
        ("青禾县财政局", "县财政局收到政府信息公开申请3件。", True),
        ("青禾县卫生健康局", "县卫健局收到政府信息公开申请3件。", True),
        ("青禾县卫生健康局", "县人民医院收到政府信息公开申请3件。", False),
        ("青禾县人民医院", "县人民医院收到政府信息公开申请3件。", True),
        ("青禾县财政局", "局属学校收到政府信息公开申请3件。", False),
        ("青禾县人民政府", "县财政局收到申请3件。县政府收到政府信息公开申请15件。", True),
    ],
)
def test_what_another_body_received_is_not_the_agencys(agency: str, text: str, told: bool) -> None:
    base = report(EXAMPLE, {"机关名称": agency}, texts={})
    assert told == any(mark.endswith("!") for mark in said(claims_of(texts(base, APPLICATIONS, text), FORM)))


def test_a_word_at_the_end_of_a_text_ends_there() -> None:
    found = vocabulary(["公开", "公开后可能危及国家安全"])
    assert list(found.spans("均已公开")) == [(2, 4)]


PIECES = sorted(
    {
        *(w for s in FORM.claims.statements for w in (*s.words, *s.denials, *s.phrases)),
        *(w for topic in FORM.claims.topics for w in topic.words),
        *(w for case in CASES for w in re.split("[，、；。]", case.text)),
        *"0123456789.,，。；：（）()、《》和及各%％第近约余 \n一二三十百千万两〇年件条元万元",
    }
)


@pytest.mark.slow
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join))
def test_no_text_stops_the_reading(text: str) -> None:
    for narrative in (APPLICATIONS, FEE, PROPOSALS, "总述"):
        filled = texts(EXAMPLE_REPORT, narrative, text)
        list(contradiction_findings(claims_of(filled, FORM, LAST), filled, FORM))


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100),
        ("一百零二", 102), ("一百一十", 110), ("一百一十二", 112), ("两百", 200), ("三千零五", 3005),
        ("三千零五十", 3050), ("一千二百三十四", 1234), ("一万", 10000), ("一万零三十", 10030),
        ("十二万三千四百", 123400), ("零", 0), ("〇", 0), ("1,024", 1024), ("0", 0),
        ("3.50", Decimal("3.50")), ("百", None), ("三百二", None),
        ("一一", None), ("二〇二四", None), ("万", None), ("十百", None), ("万万", None),
    ],
)  # fmt: skip
def test_a_numeral_is_read_or_left_alone(text: str, value: Value | None) -> None:
    assert parse_number(text) == value
