"""`xxgk observe` over a district's pages of three years: each planted fault is found, and none invented."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from converter.desk.observing import observed, read_outcomes
from converter.form import FORM
from converter.report.report import Value
from converter.report.roster import Roster
from tests.folders import entry, roster
from tests.published.layouts import each_row, page, tables_of
from tests.reports import FIGURES, TEXTS, report

COUNTY = "青禾县人民政府"
AGENCIES = tuple(f"青禾县{name}局" for name in ("财政", "民政", "教育", "水务"))
YEARS = (2022, 2023, 2024)
Key = tuple[str, int]

SECTIONS = {section.key: section for section in FORM.sections}

HAN = range(0x5000, 0x7000)
"""Characters of texts that say nothing, so that no two have anything in common."""

FIRST, COPYING, COPIED, REPEATING = AGENCIES
ABSENT = "青禾县档案局"

PLANTED = {
    FIRST: {"B-01"},  # a total that is none
    COPYING: {"G-08"},
    COPIED: {"G-08"},
    REPEATING: {"X-07"},
    COUNTY: {"G-02"},  # not the sum of its agencies
}


def own_texts(agency: str, year: int) -> dict[str, tuple[str, ...]]:
    """Texts that no other agency and no other year has."""
    drawn = random.Random(f"{agency}{year}")

    def sentence() -> str:
        return "".join(chr(drawn.choice(HAN)) for _ in range(30)) + "。"

    return {key: ("".join(sentence() for _ in range(5)),) for key in TEXTS}


def own_figures(year: int) -> Mapping[str, Value]:
    """Figures that go on from the year before: documents in force, applications."""
    later = year - YEARS[0]
    grown = {"二.r2.c3": 10 + 2 * later, "三.r01.c1": 5 + later, "三.r03.c1": 3 + later}
    return {**FIGURES, **grown}


class District(NamedTuple):
    """The pages of a district: figures and texts by agency and year."""

    figures: dict[Key, Mapping[str, Value]]
    texts: dict[Key, dict[str, tuple[str, ...]]]
    pages: dict[Key, bytes]

    def publish(self, folder: Path) -> None:
        for (agency, year), figures in self.figures.items():
            of = report(figures, {"机关名称": agency, "年度": str(year)}, self.texts[agency, year])
            content = self.pages.get((agency, year)) or page(tables_of(of), of)
            (folder / f"{agency}{year}.html").write_bytes(content)


def sound() -> District:
    """A district in which all adds up."""
    figures: dict[Key, Mapping[str, Value]] = {}
    for year in YEARS:
        for agency in AGENCIES:
            figures[agency, year] = own_figures(year)
        figures[COUNTY, year] = {key: value * len(AGENCIES) for key, value in own_figures(year).items()}
    return District(figures, {key: own_texts(*key) for key in figures}, {})


def planted() -> District:
    """The same with a fault of each kind, each in another agency, all in 2024."""
    made = sound()
    of = report(own_figures(2024), {"机关名称": FIRST, "年度": "2024"}, made.texts[FIRST, 2024])
    wrong = each_row(
        lambda _, row: [c._replace(text="77") if c.ref and c.ref.key == "三.r01.c7" else c for c in row]
    )
    made.pages[FIRST, 2024] = page(wrong(tables_of(of)), of)
    for narrative in (each for key in ("一", "五") for each in SECTIONS[key].narratives):
        made.texts[COPYING, 2024][narrative.key] = made.texts[COPIED, 2024][narrative.key]
        made.texts[REPEATING, 2024][narrative.key] = made.texts[REPEATING, 2023][narrative.key]
    own = made.figures[COUNTY, 2024]
    more = {key: int(own[key]) + 1 for key in ("三.r01.c1", "三.r03.c1")}
    made.figures[COUNTY, 2024] = {**own, **more}
    return made


def found(district: District, folder: Path, who: Roster | None = None) -> dict[str, set[str]]:
    """The codes of findings about 2024, by agency; those about all of them, and who is missing."""
    published = folder / "公布"
    published.mkdir()
    district.publish(published)
    batch = observed([*read_outcomes(sorted(published.iterdir()), folder, FORM)], FORM, who, 2024)
    told = {
        outcome.source.removesuffix("2024.html"): {each.code for each in outcome.findings}
        for outcome in batch.outcomes
        if outcome.report is not None and outcome.report.year == 2024
    }
    told["全部"] = {each.code for each in batch.findings}
    told["未公布"] = {each.name for each in batch.missing}
    return {name: codes for name, codes in told.items() if codes}


WHO = roster(*map(entry, AGENCIES), entry(COUNTY, FORM.government.category))
WITH_ABSENT = roster(*map(entry, (*AGENCIES, ABSENT)), entry(COUNTY, FORM.government.category))


@pytest.mark.slow
def test_each_planted_fault_of_a_district_is_found_and_none_invented(tmp_path: Path) -> None:
    (tmp_path / "好").mkdir()
    (tmp_path / "错").mkdir()
    before, after = found(sound(), tmp_path / "好", WHO), found(planted(), tmp_path / "错", WHO)
    assert "未公布" not in before
    more = {name: codes - before.get(name, set()) for name, codes in after.items()}
    less = {name: codes - after.get(name, set()) for name, codes in before.items()}
    assert {name: codes for name, codes in more.items() if codes} == PLANTED
    assert not any(less.values())


@pytest.mark.slow
def test_an_agency_that_published_nothing_is_missing(tmp_path: Path) -> None:
    assert found(sound(), tmp_path, WITH_ABSENT)["未公布"] == {ABSENT}
