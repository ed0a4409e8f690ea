"""result.json keeps to its JSON Schema, and writes no key that does not stand in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from converter import Job, cli
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Report
from converter.results.outcome import Batch, Change, Status
from converter.results.result import json_pieces, to_data
from converter.shipped.resources import shipped_folder
from converter.workbook.roster.blank import filled_roster
from tests.docs.result_page import schema
from tests.folders import checked, entry, of, roster, saved

SAMPLES = shipped_folder("workbook_templates") / "samples"

RULES = """
[A-04]
level = "提示"
[A-06]
fee = 50
[A-13]
off = "本县不用"
"""


def closed(part: Any) -> Any:
    """A schema that allows no keys but its own, to be held against what is written here."""
    if isinstance(part, list):
        return [closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: closed(value) for key, value in part.items()}
    return {**made, "additionalProperties": False} if "properties" in part and "required" in part else made


CLOSED = Draft202012Validator(closed(schema()), format_checker=FormatChecker())


def mistakes(result: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in CLOSED.iter_errors(result)]


def keys(value: Any) -> Iterator[str]:
    """Every key of an object anywhere in a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_the_schema_is_one_and_knows_every_status_and_severity() -> None:
    Draft202012Validator.check_schema(schema())
    definitions = schema()["$defs"]
    assert set(definitions["outcome"]["properties"]["status"]["enum"]) == {*get_args(Status), "missing"}
    assert definitions["finding"]["properties"]["severity"]["enum"] == [level.value for level in Severity]


def test_results_of_a_folder_keep_to_it(tmp_path: Path) -> None:
    files: dict[str, bytes | Report] = {
        "甲.xlsx": of("青禾县财政局", {"三.r01.c7": 5}),
        "乙1.xlsx": saved(of("青禾县教育局"), "2025-01-02T08:00:00Z"),
        "乙2.xlsx": saved(of("青禾县教育局", {"三.r01.c1": 1}), "2025-01-03T08:00:00Z"),
        "丙.xlsx": of("青禾县水务局", year=2023),
        "坏.xlsx": b"nothing",
    }
    job = Job(None, 2024, roster=roster(entry("青禾县财政局", code="A1"), "青禾县民政局", "青禾县教育局"))
    batch = checked(tmp_path, files, job)
    result = json.loads(b"".join(json_pieces(batch, ['{"event": "received"}'])))
    assert mistakes(result) == []
    states = {outcome["status"] for outcome in result["outcomes"]}
    assert states >= {"returned", "superseded", "other_year", "unreadable", "missing"}
    assert any(outcome.get("changes") for outcome in result["outcomes"])
    assert mistakes(json.loads(b"".join(json_pieces(Batch((), (), form=FORM))))) == []


def test_a_key_that_it_does_not_have_is_a_mistake(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"甲.xlsx": of("青禾县财政局")})
    for depth in range(3):
        result = json.loads(json.dumps(to_data(batch)))
        (result, result["outcomes"][0], result["outcomes"][0]["checks"])[depth]["new"] = 1
        assert len(mistakes(result)) == 1
        assert list(Draft202012Validator(schema()).iter_errors(result)) == []  # a reader lets it pass
    result = deepcopy(to_data(batch))
    del result["outcomes"][0]["figures"]
    assert mistakes(result) != []


@pytest.mark.slow
def test_what_the_commands_write_keeps_to_it_and_has_every_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("青禾县财政局", "青禾县市场监督管理局", "青禾县水务局")
    Path("名单.xlsx").write_bytes(filled_roster(roster(*names).entries, FORM))
    Path("规则.toml").write_text(RULES, encoding="utf-8")
    words = ["convert", str(SAMPLES), "--roster", "名单.xlsx", "--rules", "规则.toml", "--html"]
    words += ["--last-year", str(SAMPLES)]
    assert cli.main([*words, "-o", "一"]) == cli.FOUND
    first = _result("一")
    assert mistakes(first) == []
    acceptable = next(
        (outcome["agency"], found["code"])
        for outcome in first["outcomes"] for found in outcome["findings"] if "id" in found
    )  # fmt: skip
    assert cli.main(["accept", *acceptable, "--reason", "属实", "--by", "王五", "-o", "一"]) == cli.OK
    cli.main([*words, "-o", "一", "--record", "县里记录.jsonl"])
    cli.main(["import", "一/HTML", "-o", "上年"])
    cli.main(["observe", "一/HTML", "-o", "看"])
    capsys.readouterr()
    cli.main(["check", str(SAMPLES), "--format", "json"])
    results = [_result("一"), _result("上年"), _result("看"), json.loads(capsys.readouterr().out)]
    assert [mistakes(result) for result in results] == [[], [], [], []]
    missing = set(keys_of_schema()) - set(keys(results))
    assert missing <= {"kept", "unlogged", "reason", "refs", *Change._fields}, "no command wrote these"


def keys_of_schema() -> Iterator[str]:
    def below(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from part.get("properties", {})
            for value in part.values():
                yield from below(value)
        elif isinstance(part, list):
            for value in part:
                yield from below(value)

    return below(schema())


def _result(folder: str) -> Any:
    return json.loads((Path(folder) / "result.json").read_text(encoding="utf-8"))
