"""The judge of implementations finds our own without fault, and finds what others do wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.__main__ import main
from tests.conformance.judging import faults, outcomes_in
from tests.conformance.sets import SETS, Case

OWN = [sys.executable, "-m", "converter"]
WHOLE = Case("a.xlsx", "", lambda: b"", {"x": "1", "y": "2.50"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "verb"),
    [
        pytest.param("workbooks", "convert", marks=pytest.mark.thorough),
        pytest.param("sentences", "convert", marks=pytest.mark.thorough),
        ("layouts", "import"),
    ],
)
def test_our_own_program_is_without_fault(name: str, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, *OWN, verb, "{input}", "-o", "{output}"]) == 0, capsys.readouterr().out


def test_every_set_has_cases_of_their_own_names() -> None:
    for make in SETS.values():
        names = [case.name for case in make()]
        assert len(names) == len(set(names)) >= 25


def finding(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "severity": "error", **more}


@pytest.mark.parametrize(
    ("case", "outcome", "said"),
    [
        (WHOLE, {"figures": {"x": "1", "y": "2.5"}}, None),
        (WHOLE, {"figures": {"x": "1", "y": "3"}}, "wrong: y is 3, not 2.50"),
        (WHOLE, {"figures": {"x": "1"}}, "1 figures are left out, at most 0 may be: y"),
        (WHOLE, {"figures": {"x": "1", "y": "2.5", "z": "0"}}, "wrong: z is 0, not to be taken"),
        (WHOLE, None, "result.json has no outcome of it"),
        (
            Case("a", "", WHOLE.make, {"x": "1"}, may_miss=1),
            {"figures": {}},
            "left out and not named by any finding: x",
        ),
        (
            Case("a", "", WHOLE.make, {"x": "1"}, may_miss=1),
            {"figures": {}, "findings": [finding("I-02", refs=["x"])]},
            None,
        ),
        (Case("a", "", WHOLE.make, refused=True, told=True), {"figures": {"x": "1"}}, "1 figures are taken"),
        (
            Case("a", "", WHOLE.make, told=True),
            {"findings": [finding("A") | {"severity": "info"}]},
            "nothing",
        ),
        (Case("a", "", WHOLE.make, refused=True), None, None),
        (
            Case("a", "", WHOLE.make, codes=frozenset({"C-01"})),
            {"findings": [finding("C-02"), finding("D-01")]},
            "expected C-01, found C-02",
        ),
        (Case("a", "", WHOLE.make, codes=frozenset()), {"findings": [finding("D-01")]}, None),
    ],
)
def test_what_is_wrong_is_said(case: Case, outcome: Mapping[str, Any] | None, said: str | None) -> None:
    found = " ".join(fault.what for fault in faults(case, outcome))
    assert found.startswith(said) if said else found == ""


def test_a_command_that_leaves_nothing_or_wrong_figures_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["layouts", sys.executable, "-c", "", "{output}"]) == 2
    script = tmp_path / "guess.py"
    script.write_text(
        "import json, pathlib, sys\n"
        "out = pathlib.Path(sys.argv[2]); out.mkdir()\n"
        "names = [p.name for p in pathlib.Path(sys.argv[1]).iterdir()]\n"
        "outcomes = [{'source': f'x/{name}', 'figures': {'二.r2.c1': '0'}} for name in names]\n"
        "(out / 'result.json').write_text(json.dumps({'outcomes': outcomes}))\n",
        encoding="utf-8",
    )
    assert main(["layouts", sys.executable, str(script), "{input}", "{output}"]) == 1
    assert "0 right" in capsys.readouterr().out


def test_outcomes_are_known_by_the_names_of_their_files(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    outcomes = [{"source": "a\\b.xlsx"}, {"source": None}, {"source": "c/d.xlsx"}]
    result.write_text(json.dumps({"outcomes": outcomes}), encoding="utf-8")
    assert {*outcomes_in(result)} == {"b.xlsx", "d.xlsx"}
