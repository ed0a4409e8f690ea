"""`xxgk observe`: what a district published, over two years, looked at together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from converter.cli import main
from converter.report.report import Value
from tests.published.layouts import page, tables_of
from tests.reports import FIGURES, TEXTS, report

COPIED = (
    "全年围绕群众关心的事项公开信息，逐条核对来源和时间，及时更正错漏，做到内容准确、查找方便、更新及时，"
    "群众满意。"
)


def publish(
    folder: Path,
    agency: str,
    year: int,
    figures: Mapping[str, Value],
    texts: Mapping[str, tuple[str, ...]] = TEXTS,
) -> None:
    of = report(figures, {"机关名称": agency, "年度": str(year)}, texts)
    (folder / f"{agency}{year}.html").write_bytes(page(tables_of(of), of))


def district(folder: Path) -> Path:
    """Two agencies over two years; planted: sums that do not add up, texts copied, a carry-over."""
    folder.mkdir()
    copied = {**TEXTS, "总述": (COPIED, COPIED[::-1] * 2)}
    for agency in ("青禾县财政局", "青禾县民政局"):
        publish(folder, agency, 2023, FIGURES, copied)
        publish(folder, agency, 2024, {**FIGURES, "三.r02.c1": 9}, copied)
    (folder / "通知.html").write_bytes("<html><body><p>通知</p></body></html>".encode())
    return folder


def test_a_district_is_checked_alone_with_the_year_before_and_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "看"
    assert main(["observe", str(district(tmp_path / "公布")), "-o", str(out)]) == 1
    said = capsys.readouterr().out
    assert "看的是 2024 年度" in said
    outcomes = json.loads((out / "result.json").read_bytes())["outcomes"]
    by_source = {outcome["source"]: outcome for outcome in outcomes}
    codes = {found["code"] for found in by_source["青禾县财政局2024.html"]["findings"]}
    assert "X-01" in codes  # 上年结转 is not what 2023 carried over
    assert "B-03" in codes  # so the results do not add up any more
    assert by_source["青禾县财政局2023.html"]["status"] == "other_year"
    assert by_source["通知.html"]["status"] == "unreadable"
    assert {path.name for path in (out / "读回的表").iterdir()} == {
        f"青禾县{name}局-{year}.xlsx" for name in ("财政", "民政") for year in (2023, 2024)
    }
    assert "青禾县民政局" in (out / "校验结果.html").read_text("utf-8")


def test_texts_copied_from_another_agency_or_the_year_before_are_told(tmp_path: Path) -> None:
    out = tmp_path / "看"
    main(["observe", str(district(tmp_path / "公布")), "-o", str(out)])
    data = json.loads((out / "result.json").read_bytes())
    codes = {found["code"] for outcome in data["outcomes"] for found in outcome["findings"]}
    assert codes | {found["code"] for found in data["findings"]} >= {"G-08", "X-07"}


def test_another_year_can_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["observe", str(district(tmp_path / "公布")), "-o", str(tmp_path / "看"), "--year", "2023"])
    assert "看的是 2023 年度" in capsys.readouterr().out
