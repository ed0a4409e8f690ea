"""Documents under way: staged in the output folder, named, written, and what an earlier run left."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from converter.batch.delivery import deliver, staging
from converter.form import FORM
from converter.report.finding import Finding, Severity
from converter.report.report import Place
from converter.results.outcome import Batch, Outcome
from converter.results.result import to_json
from converter.system.stamps import is_ours
from converter.system.text_stamps import stamped_letter, without_stamp
from tests.reports import report

FINANCE, CIVIL = (
    f"Word报告/青禾县{name}2024年政府信息公开工作年度报告.docx" for name in ("财政局", "民政局")
)
FLAW = Finding("B-01", Severity.ERROR, (Place("甲.xlsx", "三", "K12"),))
MISMATCH = Finding("P-01", Severity.WARNING, (Place("甲.xlsx"),))
RETIRED = FINANCE.replace("Word报告", "已失效")


def ours(text: str) -> bytes:
    """A file that we wrote and that nobody changed."""
    return stamped_letter(text.encode())


def outcome(source: str = "甲.xlsx", agency: str = "青禾县财政局", *found: Finding) -> Outcome:
    """A workbook converted to a document that holds nothing but the workbook's name."""
    made = replace(report(entries={"机关名称": agency}), source=source)
    return Outcome(source, made, found, content=ours(source), recipe="配方", figures_verified=12)


def nothing(of: Outcome) -> Outcome:
    """The same without a document."""
    return replace(of, content=None, staged=None, document=None, reused="", recipe="", figures_verified=None)


def written(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "result.json")
    return {path.relative_to(folder).as_posix(): without_stamp(path.read_bytes()).decode() for path in files}


def documents(outcomes: Sequence[Outcome]) -> list[str | None]:
    return [outcome.document for outcome in outcomes]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """An output folder with the documents of an earlier run, and a document that is nobody's."""
    batch, _ = deliver([outcome(), outcome("乙.xlsx", "青禾县民政局")], tmp_path, draft=False)
    (tmp_path / "result.json").write_bytes(to_json(Batch(tuple(batch), (), form=FORM)))
    (tmp_path / "Word报告/别人的.docx").write_text("别人的", encoding="utf-8")
    return tmp_path


def test_without_an_output_folder_nothing_is_staged() -> None:
    with staging(None, []) as stage:
        one = outcome()
        assert stage(one) is one


def test_staged_documents_lie_hidden_in_the_output_folder_until_the_end(tmp_path: Path) -> None:
    with staging(tmp_path, []) as stage:
        staged = [stage(outcome(source)) for source in ("甲.xlsx", "乙.xlsx")]
        paths = [one.staged for one in staged if one.staged]
        assert [path.name for path in paths] == ["0.docx", "1.docx"]
        assert [path.read_bytes() for path in paths] == [ours("甲.xlsx"), ours("乙.xlsx")]
        assert {one.content for one in staged} == {None}
        (room,) = tmp_path.iterdir()
        assert {path.parent for path in paths} == {room}
        assert (room.name[:6], room.suffix) == (".xxgk-", ".tmp")
    assert not [*tmp_path.iterdir()]


def test_a_workbook_without_a_document_takes_no_place(tmp_path: Path) -> None:
    with staging(tmp_path, []) as stage:
        bare = nothing(outcome())
        assert stage(bare) is bare
        staged = stage(outcome())
        assert staged.staged is not None
        assert staged.staged.name == "0.docx"


def test_a_document_that_cannot_be_staged_stays_in_memory(tmp_path: Path) -> None:
    with staging(tmp_path, []) as stage:
        shutil.rmtree(next(tmp_path.iterdir()))
        one = outcome()
        assert stage(one) is one


def test_without_an_output_folder_documents_are_named_and_kept() -> None:
    named, unmoved = deliver([outcome()], None, draft=False)
    assert [*named] == [replace(outcome(), document=FINANCE)]
    assert unmoved == ()


def test_documents_are_written_under_their_names(tmp_path: Path) -> None:
    delivered, unmoved = deliver([outcome(), outcome("乙.xlsx", "青禾县民政局")], tmp_path, draft=False)
    assert written(tmp_path) == {FINANCE: "甲.xlsx", CIVIL: "乙.xlsx"}
    assert delivered[0] == replace(outcome(), content=None, document=FINANCE)
    assert documents(delivered) == [FINANCE, CIVIL]
    assert unmoved == ()


def test_a_staged_document_is_moved(tmp_path: Path) -> None:
    with staging(tmp_path, []) as stage:
        one = stage(outcome())
        delivered, _ = deliver([one], tmp_path, draft=False)
        assert one.staged is not None
        assert not one.staged.exists()
    assert [*delivered] == [replace(outcome(), content=None, document=FINANCE)]
    assert written(tmp_path) == {FINANCE: "甲.xlsx"}


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize(
    "without",
    [
        replace(outcome(), notices=(MISMATCH,)),
        replace(outcome(), superseded_by="新.xlsx"),
        replace(outcome(), report=None),
    ],
)
def test_what_does_not_count_gets_no_document(tmp_path: Path, without: Outcome, draft: bool) -> None:
    (tmp_path / "0.docx").write_text("under way", encoding="utf-8")
    both = replace(without, staged=tmp_path / "0.docx", reused=FINANCE)
    delivered, _ = deliver([both, outcome("乙.xlsx", "青禾县民政局")], tmp_path, draft=draft)
    assert delivered[0] == nothing(without)
    assert documents(delivered) == [None, CIVIL]
    assert written(tmp_path) == {"0.docx": "under way", CIVIL: "乙.xlsx"}


def test_a_report_with_errors_becomes_a_document_only_as_a_draft(tmp_path: Path) -> None:
    flawed = outcome("甲.xlsx", "青禾县财政局", FLAW)
    delivered, _ = deliver([flawed], tmp_path, draft=False)
    assert [*delivered] == [nothing(flawed)]
    assert written(tmp_path) == {}
    delivered, _ = deliver([flawed], tmp_path, draft=True)
    draft = "草稿/青禾县财政局2024年政府信息公开工作年度报告（草稿）.docx"
    assert [*delivered] == [replace(flawed, content=None, document=draft)]
    assert written(tmp_path) == {draft: "甲.xlsx"}


def test_documents_of_the_same_name_are_numbered_in_each_folder(tmp_path: Path) -> None:
    flawed = outcome("丙.xlsx", "青禾县财政局", FLAW)
    delivered, _ = deliver([outcome(), outcome("乙.xlsx"), flawed], tmp_path, draft=True)
    second = FINANCE.replace(".docx", "（2）.docx")
    draft = "草稿/青禾县财政局2024年政府信息公开工作年度报告（草稿）.docx"
    assert documents(delivered) == [FINANCE, second, draft]
    assert written(tmp_path) == {FINANCE: "甲.xlsx", second: "乙.xlsx", draft: "丙.xlsx"}


@pytest.mark.parametrize("staged", [False, True])
def test_a_document_that_cannot_be_written_is_reported_at_its_workbook(tmp_path: Path, staged: bool) -> None:
    (tmp_path / FINANCE / "in the way").mkdir(parents=True)
    noticed = Finding("D-07", Severity.WARNING, ())
    blocked = outcome("甲.xlsx", "青禾县财政局", noticed)
    with staging(tmp_path if staged else None, []) as stage:
        both = [stage(blocked), outcome("乙.xlsx", "青禾县民政局")]
        (first, second), unmoved = deliver(both, tmp_path, draft=False)
    assert replace(first, notices=()) == nothing(blocked)
    assert (first.status, first.findings) == ("to_confirm", (noticed,))
    (told,) = first.notices
    assert (told.code, told.variant, told.places) == ("F-08", "unwritten", (Place("甲.xlsx"),))
    assert told.values["detail"].startswith("“青禾县财政局2024年政府信息公开工作年度报告.docx”没有写成：")
    assert told.values["detail"].endswith("请移走挡在那里的文件或文件夹，再重新运行")
    assert second.document == CIVIL
    assert (tmp_path / CIVIL).exists()
    assert unmoved == first.notices


def test_what_an_earlier_run_wrote_and_this_one_did_not_retires(earlier: Path) -> None:
    delivered, unmoved = deliver([outcome("丙.xlsx", "青禾县民政局")], earlier, draft=False)
    assert written(earlier) == {CIVIL: "丙.xlsx", RETIRED: "甲.xlsx", "Word报告/别人的.docx": "别人的"}
    assert documents(delivered) == [CIVIL]
    assert unmoved == ()


def test_a_document_as_good_as_before_stays(earlier: Path) -> None:
    kept = replace(outcome(), content=None, reused=FINANCE)
    delivered, _ = deliver([kept, outcome("乙.xlsx", "青禾县民政局")], earlier, draft=False)
    assert delivered[0] == replace(kept, document=FINANCE)
    assert written(earlier) == {FINANCE: "甲.xlsx", CIVIL: "乙.xlsx", "Word报告/别人的.docx": "别人的"}


def test_documents_that_change_names_are_fetched_before_anything_moves(earlier: Path) -> None:
    swapped = [
        replace(outcome("甲.xlsx", "青禾县民政局"), content=None, reused=FINANCE),
        replace(outcome("乙.xlsx", "青禾县财政局"), content=None, reused=CIVIL),
    ]
    delivered, _ = deliver(swapped, earlier, draft=False)
    assert written(earlier) == {CIVIL: "甲.xlsx", FINANCE: "乙.xlsx", "Word报告/别人的.docx": "别人的"}
    assert [(one.content, one.reused) for one in delivered] == [(None, ""), (None, "")]


def test_a_document_that_cannot_be_moved_away_is_reported(earlier: Path) -> None:
    (earlier / "已失效").write_text("a file in the way", encoding="utf-8")
    delivered, unmoved = deliver([outcome("丙.xlsx", "青禾县民政局")], earlier, draft=False)
    assert [(told.code, told.variant, told.places) for told in unmoved] == [
        ("F-08", "unmoved", (Place(FINANCE),))
    ]
    assert unmoved[0].values["detail"] == "同名的文件挡在那里"
    assert documents(delivered) == [CIVIL]
    assert (earlier / CIVIL).read_bytes() == ours("丙.xlsx")


# --- what a person changed -----------------------------------------------------------------------

ASIDE = FINANCE.replace("Word报告", "已改动")


def test_a_document_that_somebody_changed_is_set_aside_whole_and_told(earlier: Path) -> None:
    (earlier / FINANCE).write_text("改过的", encoding="utf-8")
    delivered, told = deliver([outcome()], earlier, draft=False)
    assert written(earlier)[FINANCE] == "甲.xlsx"
    assert written(earlier)[ASIDE] == "改过的"
    assert documents(delivered) == [FINANCE]
    assert [(found.code, found.subject) for found in told] == [("O-07", f"“{FINANCE}”")]


def test_a_changed_document_that_is_no_longer_due_is_set_aside_too(earlier: Path) -> None:
    (earlier / FINANCE).write_text("改过的", encoding="utf-8")
    _, told = deliver([outcome("丙.xlsx", "青禾县民政局")], earlier, draft=False)
    assert written(earlier) == {ASIDE: "改过的", CIVIL: "丙.xlsx", "Word报告/别人的.docx": "别人的"}
    assert [found.code for found in told] == ["O-07"]


def test_a_strangers_file_in_the_place_of_a_document_is_set_aside_in_the_first_run(tmp_path: Path) -> None:
    (tmp_path / "Word报告").mkdir()
    (tmp_path / FINANCE).write_bytes(b"\xff\xfe")
    _, told = deliver([outcome()], tmp_path, draft=False)
    assert (tmp_path / ASIDE).read_bytes() == b"\xff\xfe"
    assert is_ours((tmp_path / FINANCE).read_bytes())
    assert [found.code for found in told] == ["O-07"]


def test_nothing_in_the_folder_of_what_was_set_aside_is_replaced(earlier: Path) -> None:
    for text in ("一", "二", "三"):
        (earlier / FINANCE).write_text(text, encoding="utf-8")
        deliver([outcome()], earlier, draft=False)
    names = [ASIDE, ASIDE.replace(".docx", "（2）.docx"), ASIDE.replace(".docx", "（3）.docx")]
    assert [written(earlier)[name] for name in names] == ["一", "二", "三"]


def test_a_document_of_an_earlier_version_is_replaced_where_it_is_the_same_otherwise(tmp_path: Path) -> None:
    (tmp_path / "Word报告").mkdir()
    (tmp_path / FINANCE).write_text("甲.xlsx", encoding="utf-8")
    (tmp_path / CIVIL).write_text("改过的", encoding="utf-8")
    _, told = deliver([outcome(), outcome("乙.xlsx", "青禾县民政局")], tmp_path, draft=False)
    assert [found.subject for found in told] == [f"“{CIVIL}”"]
    assert is_ours((tmp_path / FINANCE).read_bytes())


def test_a_changed_document_that_cannot_be_set_aside_stays_and_the_others_are_written(earlier: Path) -> None:
    (earlier / FINANCE).write_text("改过的", encoding="utf-8")
    (earlier / "已改动").write_text("a file in the way", encoding="utf-8")
    delivered, told = deliver([outcome(), outcome("丙.xlsx", "青禾县民政局")], earlier, draft=False)
    assert (earlier / FINANCE).read_text(encoding="utf-8") == "改过的"
    assert documents(delivered) == [None, CIVIL]
    assert [(found.code, found.variant) for found in told] == [("F-08", "unwritten")]


def test_many_changed_documents_are_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "Word报告").mkdir()
    outcomes = [outcome(f"{n}.xlsx", f"青禾县{n}局") for n in range(11)]
    for name in documents(deliver(outcomes, None, draft=False)[0]):
        (tmp_path / str(name)).write_text("改过的", encoding="utf-8")
    _, told = deliver(outcomes, tmp_path, draft=False)
    assert [found.code for found in told] == ["O-07"]
    assert told[0].subject.count("“") == 10
    assert told[0].subject.endswith(" 等 11 个文件")
    assert len([*(tmp_path / "已改动").iterdir()]) == 11
