"""Run after run: a document with the same recipe is verified and reused instead of rendered again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder
from converter.checks.settings import Settings
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.outcome import Batch
from converter.results.paths import DRAFTS, REPORTS, RESULT, RETIRED
from converter.results.result import to_json
from converter.shipped.resources import word_template
from converter.system.files import write_whole
from tests.reports import FIGURES, report, with_figure
from tests.workbooks import fill_workbook

TEMPLATE = WordTemplate.of(word_template(FORM).read_bytes())
JOB = Job(TEMPLATE)
OLD = 1_600_000_000
"""A time long ago, in seconds: whatever is written again is younger."""


def run(tmp_path: Path, job: Job = JOB) -> Batch:
    batch = convert_folder(tmp_path / "in", tmp_path / "out", job)
    write_whole(tmp_path / "out" / RESULT, to_json(batch))
    for path in documents(tmp_path):
        os.utime(path, (OLD, OLD))
    return batch


def documents(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "out" / REPORTS).glob("*.docx"))


def rendered_again(tmp_path: Path, job: Job = JOB) -> int:
    """How many documents a further run writes; the count that it gives must be the same."""
    batch = convert_folder(tmp_path / "in", tmp_path / "out", job)
    written = sum(path.stat().st_mtime > OLD for path in documents(tmp_path))
    delivered = [outcome for outcome in batch.outcomes if outcome.document]
    assert sum(not outcome.reused for outcome in delivered) == written
    assert all(outcome.figures_verified == 200 for outcome in delivered)
    return written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("青禾县财政局", "青禾县民政局"):
        content = fill_workbook(report(entries={"机关名称": name}))
        (tmp_path / "in" / f"{name}.xlsx").write_bytes(content)
    run(tmp_path)
    return tmp_path


def test_what_did_not_change_is_not_rendered_again(folder: Path) -> None:
    assert rendered_again(folder) == 0


def test_a_changed_workbook_alone_is_rendered_again(folder: Path) -> None:
    changed = report({**FIGURES, "二.r3.c1": 346}, {"机关名称": "青禾县民政局"})
    (folder / "in" / "青禾县民政局.xlsx").write_bytes(fill_workbook(changed))
    assert rendered_again(folder) == 1


@pytest.mark.parametrize(
    "job",
    [
        replace(JOB, template=WordTemplate.of(word_template(FORM, "乡镇街道").read_bytes())),
        replace(JOB, settings=Settings(off={"D-09": "本县另有要求"}, source="规则.toml")),
    ],
    ids=["template", "rules"],
)
def test_with_another_template_or_other_rules_all_is_rendered_again(folder: Path, job: Job) -> None:
    assert rendered_again(folder, job) == 2


def _spoil(path: Path) -> None:
    other = next(p for p in path.parent.glob("*.docx") if p != path)
    path.write_bytes(other.read_bytes())
    os.utime(path, (OLD, OLD))


@pytest.mark.parametrize("harm", [_spoil, Path.unlink], ids=["another's document", "gone"])
def test_a_document_that_differs_from_its_report_is_rendered_again(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(documents(folder)[0])
    assert rendered_again(folder) == 1


def test_a_document_is_judged_by_itself_whatever_result_json_says(folder: Path) -> None:
    path = folder / "out" / RESULT
    path.write_text(path.read_text(encoding="utf-8").replace(".docx", "\\u0000.docx"), encoding="utf-8")
    assert rendered_again(folder) == 0
    path.unlink()
    assert rendered_again(folder) == 0


def test_documents_of_a_run_that_never_wrote_its_result_are_not_taken_for_those_of_the_run_before(
    folder: Path,
) -> None:
    before = (folder / "out" / RESULT).read_bytes()
    run(folder, replace(JOB, template=WordTemplate.of(word_template(FORM, "乡镇街道").read_bytes())))
    (folder / "out" / RESULT).write_bytes(before)
    assert rendered_again(folder) == 2


def test_equal_bytes_under_two_names_without_an_agency_keep_their_own_documents(tmp_path: Path) -> None:
    content = fill_workbook(report(entries={"机关名称": ""}))
    (tmp_path / "in").mkdir()
    for name in ("甲", "乙"):
        (tmp_path / "in" / f"{name}.xlsx").write_bytes(content)
    drafts = replace(JOB, draft=True)

    def written() -> dict[str, bytes]:
        convert_folder(tmp_path / "in", tmp_path / "out", drafts)
        return {path.name: path.read_bytes() for path in (tmp_path / "out" / DRAFTS).iterdir()}

    first = written()
    assert len(set(first.values())) == 2
    assert written() == first


def test_a_document_whose_workbook_now_fails_moves_away(folder: Path) -> None:
    flawed = with_figure(report(entries={"机关名称": "青禾县民政局"}), "三.r04.c7", 9)
    (folder / "in" / "青禾县民政局.xlsx").write_bytes(fill_workbook(flawed))
    assert rendered_again(folder) == 0
    assert len(documents(folder)) == 1
    assert len(list((folder / "out" / RETIRED).glob("*.docx"))) == 1


def test_the_result_says_what_each_document_was_made_from(folder: Path) -> None:
    outcomes = json.loads((folder / "out" / RESULT).read_text(encoding="utf-8"))["outcomes"]
    assert len({outcome["recipe"] for outcome in outcomes} - {None}) == 2


def test_without_the_proof_a_reused_document_is_still_compared_with_its_report(folder: Path) -> None:
    batch = convert_folder(folder / "in", folder / "out", replace(JOB, proof=False))
    assert [bool(outcome.reused) for outcome in batch.outcomes] == [True, True]
    assert [outcome.figures_verified for outcome in batch.outcomes] == [None, None]
