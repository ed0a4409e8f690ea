"""Another agency's name in a text: left over from a copy, or mentioned on purpose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from converter.batch.folder import Job
from tests.folders import checked, entry, of, roster, told
from tests.reports import TEXTS

FINANCE = entry("青禾县财政局", short="财政局")
CIVIL = entry("青禾县民政局", short="民政局")
TOWN = entry("青禾县白鹭镇人民政府", "乡镇街道", short="白鹭镇")
COUNTY = entry("青禾县人民政府", "县级政府")
OFFICE = entry("青禾县人民政府办公室")
PAY = entry("青禾县财政局国库支付中心", short="支付中心")
JOB = Job(None, roster=roster(FINANCE, CIVIL, TOWN, COUNTY, OFFICE, PAY))


def found(tmp_path: Path, sentence: str, agency: str = FINANCE.name) -> list[tuple[str, str]]:
    """The foreign names found in a report with this sentence, with the cell."""
    batch = checked(tmp_path, {"a.xlsx": of(agency, texts={**TEXTS, "总述": (sentence,)})}, JOB)
    return [(f.found, f.cell) for f in told(batch, "G-09").get("a.xlsx", [])]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("青禾县民政局高度重视政府信息公开工作。", "青禾县民政局"),
        ("今年以来，民政局高度重视政府信息公开工作。", "民政局"),
        ("本报告由青禾县 民政局编制。", "青禾县民政局"),
        ("青禾县白鹭镇人民政府加强组织领导。", "青禾县白鹭镇人民政府"),
    ],
)
def test_another_agency_as_the_subject_is_asked_about(tmp_path: Path, sentence: str, name: str) -> None:
    assert found(tmp_path, sentence) == [(name, "C6")]


@pytest.mark.parametrize(
    "sentence",
    [
        "青禾县财政局高度重视，财政局各股室分工负责。",
        "联合民政局开展培训，会同青禾县民政局印发通知，与县民政局对接。",
        "省民政局、市民政局来我县调研。",
        "在白鹭镇开展政策宣讲。",
        "在青禾县人民政府网站公开信息，青禾县人民政府办公室予以通报。",
    ],
)
def test_oneself_company_places_and_the_government_may_be_named(tmp_path: Path, sentence: str) -> None:
    assert found(tmp_path, sentence) == []


def test_a_longer_name_is_not_taken_for_the_shorter_one_in_it(tmp_path: Path) -> None:
    assert found(tmp_path, "青禾县财政局国库支付中心高度重视。", CIVIL.name) == [
        ("青禾县财政局国库支付中心", "C6")
    ]
    assert found(tmp_path, "青禾县财政局国库支付中心高度重视，财政局是主管部门。", PAY.name) == []


def test_a_body_and_the_one_it_belongs_to_may_name_each_other(tmp_path: Path) -> None:
    below = replace(PAY, parent=FINANCE.name)
    job = Job(None, roster=roster(FINANCE, below, CIVIL))
    files = {
        "a.xlsx": of(FINANCE.name, texts={**TEXTS, "总述": (f"{PAY.name}完成了系统改造。",)}),
        "b.xlsx": of(PAY.name, texts={**TEXTS, "总述": (f"{FINANCE.name}加强了指导。",)}),
    }
    assert told(checked(tmp_path, files, job), "G-09") == {}


def test_the_governments_report_is_about_all_of_them(tmp_path: Path) -> None:
    text = {**TEXTS, "总述": ("收取信息处理费共计380元，其中民政局1件。",)}
    batch = checked(tmp_path, {"a.xlsx": of(COUNTY.name, texts=text, category="县级政府")}, JOB)
    assert told(batch, "G-09") == {}


def test_without_a_roster_the_names_of_the_folder_are_known(tmp_path: Path) -> None:
    copied = of(FINANCE.name, texts={**TEXTS, "总述": ("青禾县民政局高度重视。", "青禾县民政局认真落实。")})
    batch = checked(tmp_path, {"a.xlsx": copied, "b.xlsx": of(CIVIL.name)})
    assert [(f.found, f.cell) for f in told(batch, "G-09")["a.xlsx"]] == [("青禾县民政局", "C6,C7")]


@pytest.mark.parametrize("typed", ["我局", "县政府", "办公室", "本单位", "政府办", "镇政府", "单位名称"])
def test_what_is_no_name_is_never_found_in_the_texts_of_others(tmp_path: Path, typed: str) -> None:
    text = {**TEXTS, "总述": (f"{typed}高度重视，由{typed}牵头，我局和办公室分工负责，县政府予以通报。",)}
    files = {"a.xlsx": of(FINANCE.name, texts=text), "b.xlsx": of(typed)}
    assert told(checked(tmp_path / "folder", files), "G-09") == {}
    job = Job(None, roster=roster(FINANCE, replace(CIVIL, short=typed)))
    assert told(checked(tmp_path / "roster", {"a.xlsx": files["a.xlsx"]}, job), "G-09") == {}


def test_texts_of_nobody_are_not_asked_whose_names_they_have(tmp_path: Path) -> None:
    text = {**TEXTS, "总述": ("青禾县民政局高度重视。",)}
    batch = checked(tmp_path, {"a.xlsx": of("我局", texts=text), "b.xlsx": of(CIVIL.name)})
    assert told(batch, ("G-09", "A-10")).keys() == {"a.xlsx"}
    assert [f.code for f in told(batch, ("G-09", "A-10"))["a.xlsx"]] == ["A-10"]
