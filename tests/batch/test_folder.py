"""A folder from end to end: what is written and returned, and that one bad file stops nothing."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder, convert_workbook
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.outcome import Batch, Outcome
from converter.results.result import to_data, to_json
from converter.shipped.resources import shipped_folder, word_template, word_templates
from converter.system.errors import OutputError, TemplateError, UsageError
from converter.system.files import write_whole
from tests import word
from tests.reports import FIGURES, report, with_figure
from tests.workbooks import fill_workbook

JOB = Job(WordTemplate.of(word_template(FORM).read_bytes()))
SOUND = fill_workbook(report())
OTHER = fill_workbook(report(entries={"机关名称": "青禾县民政局"}))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le")
FLAWED = fill_workbook(with_figure(report(entries={"机关名称": "青禾县教育局"}), "三.r04.c7", 9))
NAME = "青禾县财政局2024年政府信息公开工作年度报告"


def folder(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        target = tmp_path / "报送" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tmp_path / "报送"


def run(tmp_path: Path, files: Mapping[str, bytes], job: Job = JOB) -> tuple[Batch, Path]:
    out = tmp_path / "out"
    return convert_folder(folder(tmp_path, files), out, job), out


def written(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def statuses(batch: Batch) -> dict[str, str]:
    return {outcome.source: outcome.status for outcome in batch.outcomes}


def test_sound_workbooks_become_documents_and_flawed_ones_come_back(tmp_path: Path) -> None:
    batch, out = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": FLAWED})
    assert statuses(batch) == {"a.xlsx": "passed", "b.xlsx": "returned"}
    assert written(out) == [f"Word报告/{NAME}.docx"]


def test_a_draft_says_so_in_its_name_and_on_every_page(tmp_path: Path) -> None:
    batch, out = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": FLAWED}, Job(JOB.template, draft=True))
    assert statuses(batch)["b.xlsx"] == "returned"
    draft = "草稿/青禾县教育局2024年政府信息公开工作年度报告（草稿）.docx"
    assert written(out) == sorted([f"Word报告/{NAME}.docx", draft])
    assert word.headers((out / draft).read_bytes()) == ["（草稿）", "（草稿）"]
    assert word.headers((out / f"Word报告/{NAME}.docx").read_bytes()) == ["", ""]


REWORDED = WordTemplate.of(
    word.with_main(
        word_template(FORM).read_bytes(),
        lambda part: part.replace("{{ 行.正文 }}".encode(), '{{ 行.正文|replace("平稳", "很好") }}'.encode()),
    )
)


@pytest.mark.parametrize("draft", [False, True])
def test_a_document_that_reads_back_otherwise_is_not_delivered(tmp_path: Path, draft: bool) -> None:
    batch, out = run(tmp_path, {"a.xlsx": SOUND}, Job(REWORDED, draft=draft))
    (outcome,) = batch.outcomes
    told = [(f.code, f.found, f.expected) for f in outcome.notices]
    assert told == [("P-03", "全年工作很好。", "全年工作平稳。")]
    assert outcome.findings == ()
    assert batch.notices[-1:] == outcome.notices
    assert (outcome.status, outcome.document, outcome.content, outcome.figures_verified) == (
        "passed",
        None,
        None,
        None,
    )
    assert written(out) == []


def test_without_proof_it_is_delivered_and_nothing_counts_as_proved(tmp_path: Path) -> None:
    batch, out = run(tmp_path, {"a.xlsx": SOUND}, Job(REWORDED, proof=False))
    assert [outcome.figures_verified for outcome in batch.outcomes] == [None]
    assert written(out) == [f"Word报告/{NAME}.docx"]


def test_only_what_is_delivered_counts_as_proved(tmp_path: Path) -> None:
    twin = fill_workbook(report({**FIGURES, "二.r3.c1": 346}))
    files = {"a.xlsx": SOUND, "b.xlsx": twin, "c.xlsx": OTHER, "d.xlsx": FLAWED}
    batch, _ = run(tmp_path, files)
    assert [outcome.figures_verified for outcome in batch.outcomes] == [None, None, 200, None]
    drafts, _ = run(tmp_path, files, Job(JOB.template, draft=True))
    assert [outcome.figures_verified for outcome in drafts.outcomes] == [200] * 4


def test_two_workbooks_of_one_agency_both_come_back_and_name_each_other(tmp_path: Path) -> None:
    spaced = fill_workbook(report(entries={"机关名称": "青禾县 财政局"}))
    batch, out = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": spaced, "c.xlsx": OTHER})
    assert statuses(batch) == {"a.xlsx": "returned", "b.xlsx": "returned", "c.xlsx": "passed"}
    named = {o.source: [f.values["other"] for f in o.findings] for o in batch.outcomes}
    assert named == {
        "a.xlsx": ["b.xlsx（没有保存时间）"],
        "b.xlsx": ["a.xlsx（没有保存时间）"],
        "c.xlsx": [],
    }
    assert written(out) == ["Word报告/青禾县民政局2024年政府信息公开工作年度报告.docx"]


def test_two_drafts_of_one_agency_do_not_overwrite_each_other(tmp_path: Path) -> None:
    other = fill_workbook(report({"二.r3.c1": 1}))
    _, out = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": other}, Job(JOB.template, draft=True))
    assert written(out) == sorted([f"草稿/{NAME}（草稿）.docx", f"草稿/{NAME}（草稿）（2）.docx"])


def test_a_workbook_of_another_year_of_the_agency_is_no_double(tmp_path: Path) -> None:
    last = fill_workbook(
        report(entries={"年度": "2023", "统计起": "2023年1月1日", "统计止": "2023年12月31日"})
    )
    batch, _ = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": last})
    assert statuses(batch) == {"a.xlsx": "passed", "b.xlsx": "other_year"}


def test_a_document_that_no_longer_holds_retires_and_is_kept(tmp_path: Path) -> None:
    batch, out = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER})
    write_whole(out / "result.json", to_json(batch))
    spoilt = fill_workbook(with_figure(report(), "三.r04.c7", 9))
    run(tmp_path, {"a.xlsx": spoilt, "b.xlsx": OTHER})
    assert written(out) == [
        "Word报告/青禾县民政局2024年政府信息公开工作年度报告.docx",
        "result.json",
        f"已失效/{NAME}.docx",
    ]


def test_a_document_that_cannot_be_written_costs_that_document_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / f"Word报告/{NAME}.docx").mkdir(parents=True)
    batch, _ = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER})
    assert statuses(batch) == {"a.xlsx": "passed", "b.xlsx": "passed"}
    assert [f.code for f in batch.notices] == ["F-08"]
    assert batch.outcomes[0].document is None
    assert (out / "Word报告/青禾县民政局2024年政府信息公开工作年度报告.docx").is_file()


def test_a_file_name_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": SOUND})
    (source / b"\xff.xlsx".decode("utf-8", "surrogateescape")).write_bytes(b"")
    batch = convert_folder(source, tmp_path / "out", JOB)
    assert statuses(batch) == {"a.xlsx": "passed", "\ufffd.xlsx": "unreadable"}
    assert json.loads(to_json(batch))


@pytest.mark.parametrize(
    ("agency", "stem"),
    [
        ("../../evil", "_.._evil"),
        ("~$. 隐", "隐"),
        ("a/b\\c:d", "a_b_c_d"),
        ("青禾县\u200b财政局", "青禾县财政局"),
        ("~$局", "局"),
        ("CON", "CON"),
    ],
)
def test_a_file_name_stays_inside_the_output(tmp_path: Path, agency: str, stem: str) -> None:
    _, out = run(tmp_path, {"a.xlsx": fill_workbook(report(entries={"机关名称": agency}))})
    assert written(out) == [f"Word报告/{stem}2024年政府信息公开工作年度报告.docx"]


def test_names_that_differ_in_case_alone_get_different_files(tmp_path: Path) -> None:
    files = {f"{n}.xlsx": fill_workbook(report(entries={"机关名称": n})) for n in ("ABC局", "abc局")}
    _, out = run(tmp_path, files)
    assert len({name.casefold() for name in written(out)}) == 2


def test_a_very_long_name_is_cut_and_stays_unique(tmp_path: Path) -> None:
    files = {f"{end}.xlsx": fill_workbook(report(entries={"机关名称": "长" * 200 + end})) for end in "甲乙"}
    _, out = run(tmp_path, files)
    names = written(out)
    assert len(names) == 2
    assert all(len(Path(name).name.encode()) <= 255 and name.endswith(".docx") for name in names)


def test_bad_files_change_nothing_about_the_good_ones(tmp_path: Path) -> None:
    _, clean = run(tmp_path / "clean", {"a.xlsx": SOUND})
    bad = {
        "空.xlsx": b"",
        "网页.xlsx": b"<html>",
        "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }
    batch, out = run(tmp_path / "mixed", {**bad, "a.xlsx": SOUND, "下级/b.xlsx": OTHER})
    assert statuses(batch) == {
        "a.xlsx": "passed", "下级/b.xlsx": "passed",
        "空.xlsx": "unreadable", "网页.xlsx": "unreadable", "旧.xls": "unreadable",
    }  # fmt: skip
    document = f"Word报告/{NAME}.docx"
    assert (out / document).read_bytes() == (clean / document).read_bytes()


def test_lock_and_system_files_are_passed_over_and_foreign_ones_listed(tmp_path: Path) -> None:
    batch, _ = run(
        tmp_path, {"a.xlsx": SOUND, "~$a.xlsx": b"x", "._a.xlsx": b"x", "Thumbs.db": b"x", "说明.docx": b"x"}
    )
    assert statuses(batch) == {"a.xlsx": "passed"}
    assert batch.ignored == ("说明.docx",)


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_workbooks_in_a_zip_archive_are_converted_in_place(tmp_path: Path) -> None:
    archive = zipped({"财政局/a.xlsx": SOUND, "说明.docx": b"x", "__MACOSX/._a.xlsx": b"x", "空.xlsx": b""})
    batch, out = run(tmp_path, {"报送.zip": archive, "b.xlsx": OTHER})
    assert statuses(batch) == {
        "b.xlsx": "passed", "报送.zip/财政局/a.xlsx": "passed", "报送.zip/空.xlsx": "unreadable",
    }  # fmt: skip
    assert batch.ignored == ("报送.zip/说明.docx",)
    assert len(written(out)) == 2


def test_an_archive_that_cannot_be_opened_is_listed(tmp_path: Path) -> None:
    batch, _ = run(tmp_path, {"坏.zip": b"PK\x03\x04 no", "b.xlsx": OTHER})
    assert statuses(batch) == {"b.xlsx": "passed"}
    assert batch.ignored == ("坏.zip",)


def test_a_workbook_in_an_archive_with_a_password_is_reported_as_that(tmp_path: Path) -> None:
    locked = zipped({"a.xlsx": SOUND}).replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1")
    batch, _ = run(tmp_path, {"包.zip": locked, "b.xlsx": OTHER})
    assert statuses(batch) == {"包.zip/a.xlsx": "unreadable", "b.xlsx": "passed"}
    (found,) = batch.outcomes[1].findings
    assert (found.code, found.variant) == ("F-02", "archive")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"], ids=["chinese-windows", "macos"])
def test_names_in_an_archive_that_does_not_say_their_encoding_are_read_right(
    tmp_path: Path, encoding: str
) -> None:
    name = "财政局报送表.xlsx".encode(encoding)
    stand_in = b"x" * (len(name) - 5) + b".xlsx"
    archive = zipped({stand_in.decode(): SOUND}).replace(stand_in, name)  # python itself would write UTF-8
    batch, _ = run(tmp_path, {"包.zip": archive})
    assert statuses(batch) == {"包.zip/财政局报送表.xlsx": "passed"}


def test_the_folder_handed_in_is_never_touched(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": SOUND, "b.xlsx": FLAWED})
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in source.rglob("*")}
    convert_folder(source, tmp_path / "out", JOB)
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in source.rglob("*")} == before


def test_an_output_inside_the_folder_is_not_read_as_input(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": SOUND})
    first = convert_folder(source, source / "output", JOB)
    again = convert_folder(source, source / "output", JOB)
    assert statuses(first) == statuses(again) == {"a.xlsx": "passed"}
    assert again.ignored == ()


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    files = {"a.xlsx": SOUND, "b.xlsx": FLAWED}
    (one, left), (two, right) = run(tmp_path / "1", files), run(tmp_path / "2", files)
    assert to_json(one) == to_json(two)
    assert [(left / n).read_bytes() for n in written(left)] == [
        (right / n).read_bytes() for n in written(right)
    ]


def test_result_json_says_everything_under_schema_1(tmp_path: Path) -> None:
    batch, _ = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": FLAWED, "c.xlsx": b""})
    plain = json.loads(to_json(batch))
    assert plain == to_data(batch)
    assert (plain["schema"], plain["year"]) == (1, 2024)
    sound, flawed, unreadable = plain["outcomes"]
    assert list(sound) == [
        "source", "agency", "roster", "code", "category", "year", "status", "checks", "document", "returned",
            "letters", "digest", "recipe", "proved",
        "modified", "superseded_by", "changes", "figures", "last_year", "texts", "findings",
        "published", "unpublished", "notices",
    ]  # fmt: skip
    assert (sound["agency"], sound["category"], sound["year"]) == ("青禾县财政局", "县级部门", 2024)
    assert sound["document"] == f"Word报告/{NAME}.docx"
    assert (sound["figures"]["二.r6.c1"], sound["figures"]["三.r24.c7"]) == ("24252.311082", "7")
    assert sound["texts"]["总述"] == "全年工作平稳。"
    assert flawed["document"] is None
    (finding,) = flawed["findings"]
    assert {key: finding[key] for key in ("code", "severity", "sheet", "cell", "found", "expected")} == {
        "code": "B-01", "severity": "error", "sheet": "三、依申请公开", "cell": "K12", "found": "9",
        "expected": "2",
    }  # fmt: skip
    assert "K12" in finding["message"]
    assert (unreadable["agency"], unreadable["status"], unreadable["figures"]) == (None, "unreadable", {})


def test_a_workbook_of_another_year_does_not_count_where_the_year_is_given(tmp_path: Path) -> None:
    batch, _ = run(tmp_path, {"a.xlsx": SOUND}, Job(JOB.template, year=2025))
    assert statuses(batch) == {"a.xlsx": "other_year"}


def test_a_wrong_year_comes_back_where_the_period_is_that_of_the_run(tmp_path: Path) -> None:
    period = {"统计起": "2024年1月1日", "统计止": "2024年12月31日"}
    typed = fill_workbook(report(entries={"年度": "2023", **period}))
    batch, _ = run(tmp_path, {"a.xlsx": typed}, Job(JOB.template, year=2024))
    assert statuses(batch) == {"a.xlsx": "returned"}
    assert ("D-03", "C8") in [(f.code, f.cell) for f in batch.outcomes[0].findings]


def test_a_conversion_travels_between_processes() -> None:
    job = pickle.loads(pickle.dumps(JOB))
    outcome = convert_workbook(SOUND, "a.xlsx", job)
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert outcome.content == convert_workbook(SOUND, "a.xlsx", JOB).content


def test_a_missing_or_empty_folder_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到文件或文件夹"):
        convert_folder(tmp_path / "没有", None, JOB)
    with pytest.raises(UsageError, match="没有填报表"):
        convert_folder(tmp_path, None, JOB)


def test_an_output_that_cannot_be_written_is_misuse_before_the_first_file(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_bytes(b"a file stands here")
    with pytest.raises(OutputError):
        convert_folder(folder(tmp_path, {"a.xlsx": SOUND}), blocked, JOB)


def test_a_template_that_cannot_be_used_is_misuse_before_the_first_file(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": SOUND})
    with pytest.raises(TemplateError):
        convert_folder(source, tmp_path / "out", Job(WordTemplate.of(b"no docx")))
    with pytest.raises(TemplateError):
        convert_folder(source, tmp_path / "out", Job(WordTemplate.of(SOUND)))
    assert not (tmp_path / "out" / "Word报告").exists()


def test_a_template_with_errors_is_misuse_before_the_first_file(tmp_path: Path) -> None:
    broken = WordTemplate.of(with_unknown_name(), "本局.docx")
    source = folder(tmp_path, {"a.xlsx": SOUND})
    for template in (broken, {"": broken}):
        with pytest.raises(TemplateError, match=r"是不是“三[.]r05[.]c1”"):
            convert_folder(source, tmp_path / "out", Job(template))
    assert not (tmp_path / "out" / "Word报告").exists()


def with_unknown_name() -> bytes:
    """The shipped template with a figure's tag written wrongly."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(word_template(FORM)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("三.r05.c1".encode(), "三.r5.c1".encode()))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("category", "maker"),
    [("县级部门", "青禾县人民政府"), ("县级政府", "青禾县人民政府办公室"), ("", "青禾县人民政府")],
)
def test_each_report_gets_the_template_of_its_category(category: str, maker: str) -> None:
    templates = {key: WordTemplate.of(path.read_bytes()) for key, path in word_templates(FORM).items()}
    workbook = fill_workbook(report(entries={"机关名称": "青禾县人民政府", "机关类别": category}))
    content = convert_workbook(workbook, "a.xlsx", Job(templates)).content
    assert content is not None
    assert word.paragraphs(content)[1].startswith(f"本报告由{maker}按照")


def test_a_mistake_of_ours_costs_one_file_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("converter.batch.conversion.assess", fail)
    batch, _ = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": b""})
    assert [(o.status, [f.code for f in o.findings]) for o in batch.outcomes] == [
        ("unprocessed", []),
        ("unreadable", ["F-01"]),
    ]
    (told,) = batch.notices
    assert told.code == "F-99"
    assert "test_folder.py" in told.values["detail"]


def test_the_shipped_samples_come_out_as_their_makers_meant(tmp_path: Path) -> None:
    batch = convert_folder(shipped_folder("workbook_templates") / "samples", tmp_path / "out", JOB)
    told = {o.source[:2]: [(f.code, f.cell) for f in o.findings] for o in batch.outcomes if o.findings}
    assert told == {
        "03": [("B-01", "K33")],
        "04": [("B-05", "K9,K10,K11,K17,K21,K22,K32")],
        "08": [("G-05", "C9,D9,E9")],
    }
    assert [o.status for o in batch.outcomes].count("passed") == 6
    assert len(written(tmp_path / "out")) == 6


def test_workbooks_under_another_ending_are_recognised_by_their_content(tmp_path: Path) -> None:
    files = {
        "甲.XLSX": SOUND, "乙.xlsx.bak": OTHER, "丙": SOUND, "丁.zip": SOUND, "戊.et.tmp": OLD,
        "己.tmp": b"PK\x03\x04 no", "庚": b"text", "名单.csv": b"1,2", "扫描.jpg": b"x", "包.rar": b"x",
        "报告.docx": SOUND,
    }  # fmt: skip
    batch, _ = run(tmp_path, files)
    read = {"甲.XLSX", "乙.xlsx.bak", "丙", "丁.zip", "戊.et.tmp"}
    assert {o.source for o in batch.outcomes} == {*read, "名单.csv"}
    (text,) = (o for o in batch.outcomes if o.source == "名单.csv")
    assert [(found.code, found.variant) for found in text.findings] == [("F-01", "text")]
    assert set(batch.ignored) == {"己.tmp", "庚", "扫描.jpg", "包.rar", "报告.docx"}


def test_a_folder_named_like_a_workbook_is_a_folder(tmp_path: Path) -> None:
    batch, _ = run(tmp_path, {"财政局.xlsx/里面/a.xlsx": SOUND, "b.xlsx": OTHER})
    assert statuses(batch) == {"财政局.xlsx/里面/a.xlsx": "passed", "b.xlsx": "passed"}


@pytest.mark.parametrize(
    "name", ["~$a.xlsx", "._a.xlsx", ".~lock.a.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "THUMBS.DB"]
)
def test_a_file_of_the_system_is_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    batch, _ = run(tmp_path, {"a.xlsx": SOUND, name: SOUND})
    assert (statuses(batch), batch.ignored) == ({"a.xlsx": "passed"}, ())


def test_a_file_that_is_too_large_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": SOUND, "b.xlsx": b"PK\x03\x04"})
    with (source / "b.xlsx").open("r+b") as file:
        file.truncate(3_000_000_000)  # takes no room on the disk
    batch = convert_folder(source, tmp_path / "out", JOB)
    assert {o.source: [(f.code, f.variant) for f in o.findings] for o in batch.outcomes} == {
        "a.xlsx": [], "b.xlsx": [("F-01", "too_large")],
    }  # fmt: skip


def test_an_archive_with_very_many_files_is_listed_and_not_opened(tmp_path: Path) -> None:
    many = zipped({f"{n}.xlsx": b"" for n in range(2_001)})
    batch, _ = run(tmp_path, {"多.zip": many, "a.xlsx": SOUND})
    assert (statuses(batch), batch.ignored) == ({"a.xlsx": "passed"}, ("多.zip",))


def test_a_file_that_cannot_be_read_any_more_is_reported(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER})

    def on_done(done: int, total: int, outcome: Outcome) -> None:
        (source / "b.xlsx").unlink(missing_ok=True)  # someone takes it away while the batch runs

    batch = convert_folder(source, tmp_path / "out", JOB, on_done)
    assert statuses(batch) == {"a.xlsx": "passed", "b.xlsx": "unprocessed"}
    assert [(f.code, f.places[0].file) for f in batch.notices] == [("F-02", "b.xlsx")]
