"""G: folders of several agencies, with a roster beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from converter.batch.folder import Job
from converter.report.finding import Finding
from converter.report.report import Report, Value
from tests.catalogue.examples.shown import Case, Shown, once
from tests.county.test_copied import OTHER, STORY, story
from tests.folders import checked, entry, named, of, roster
from tests.workbooks import fill_workbook

COUNTY, FINANCE, CIVIL = "青禾县人民政府", "青禾县财政局", "青禾县民政局"
ROSTER = roster(
    entry(COUNTY, "县级政府"), entry(FINANCE, short="财政局", code="A01"), entry(CIVIL, short="民政局")
)
FIGURES: Mapping[str, Value] = {
    "二.r2.c1": 2, "二.r2.c3": 9, "二.r3.c1": 40, "二.r6.c1": Decimal("18651.064104"), "三.r01.c1": 5,
    "三.r03.c1": 4, "三.r25.c1": 1, "四.r1.c01": 2,
}  # fmt: skip
"""Those of one agency, and of the county whose only agency it is."""


def sound(agency: str) -> bytes:
    """The workbook of an agency, sound."""
    return fill_workbook(of(agency, FIGURES))


def found(files: Mapping[str, bytes | Report], job: Job | None = None) -> Case:
    """What is found in a folder and beside it."""

    def case(path: Path) -> Iterable[Finding]:
        batch = checked(path, files, job or Job(None, roster=ROSTER))
        return [*batch.findings, *(f for outcome in batch.outcomes for f in outcome.findings)]

    return case


def county(changes: Mapping[str, Value] | None = None) -> Case:
    """The county's own report, the sum of its agencies unless changed, beside its one agency."""
    whole = of(COUNTY, {**FIGURES, **(changes or {})}, category="县级政府")
    return found(
        {"a.xlsx": sound(FINANCE), "县.xlsx": whole},
        Job(None, roster=roster(entry(COUNTY, "县级政府"), FINANCE)),
    )


def first_sections(one: tuple[str, ...], other: tuple[str, ...]) -> Case:
    """What two agencies wrote in the first section."""
    texts = ((f"{agency}工作平稳。", *lines) for agency, lines in ((FINANCE, one), (CIVIL, other)))
    mine, theirs = map(story, texts)
    return found({"a.xlsx": of(FINANCE, texts=mine), "b.xlsx": of(CIVIL, texts=theirs)})


def written(text: str) -> Case:
    """What 财政局 writes, with 民政局 beside it."""
    return found({"a.xlsx": of(FINANCE, texts={"总述": (text,)}), "b.xlsx": sound(CIVIL)})


ALONE = once(found({"a.xlsx": sound(FINANCE)}))
CHANGED = of(FINANCE, {**FIGURES, "二.r3.c1": 41})
SUM = once(county())

EXAMPLES: Mapping[str, Shown] = {
    "G-01": Shown(ALONE, found({"财政局.xlsx": sound(FINANCE), "财政局（改）.xlsx": CHANGED})),
    "G-02": Shown(SUM, county({"三.r01.c1": 4, "三.r25.c1": 0})),
    "G-03": Shown(SUM, county({"四.r1.c01": 3})),
    "G-04": Shown(SUM, county({"二.r3.c1": 400})),
    "G-05": Shown(SUM, county({"二.r2.c3": 3})),
    "G-06": Shown(county({"二.r6.c1": Decimal("18651.06")}), county({"二.r6.c1": Decimal("18615.06")})),
    "G-07": Shown(SUM, county({"二.r1.c3": 6})),
    "G-08": Shown(first_sections(STORY, OTHER), first_sections(STORY, STORY)),
    "G-09": Shown(written("联合县民政局开展培训。"), written("民政局高度重视政府信息公开工作。")),
    "G-10": Shown(ALONE, found({"a.xlsx": of(FINANCE, {"二.r3.c1": 3})})),
    "G-11": Shown(ALONE, found({"a.xlsx": sound("青禾县气象局")})),
    "G-12": Shown(
        found({"a.xlsx": named(of(FINANCE), "财政局")}),
        found({"a.xlsx": named(of(FINANCE, code="A01"), CIVIL)}),
    ),
}
