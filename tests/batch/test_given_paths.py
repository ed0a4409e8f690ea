"""Files, archives and folders given together: what is taken, how it is called, what is never dropped."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.batch.given_paths import given_paths
from converter.batch.input_files import list_inputs
from converter.batch.last_year import last_year_from
from converter.desk import write_outputs
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.outcome import Batch
from converter.results.result import to_json
from converter.shipped.resources import shipped_folder, word_template
from converter.system.errors import UsageError
from tests.folders import folder, of, statuses
from tests.reports import with_figure

JOB = Job(WordTemplate.of(word_template(FORM).read_bytes()))
SAMPLES = shipped_folder("workbook_templates") / "samples"
FINANCE, CIVIL, SCHOOLS = of("青禾县财政局"), of("青禾县民政局"), of("青禾县教育局")


def names(given: Path | Sequence[Path], leave_out: Path | None = None) -> list[str]:
    return [file.name for file in list_inputs(given, leave_out)[0]]


def archive(path: Path, files: dict[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def convert(given: Path | Sequence[Path], out: Path) -> Batch:
    batch, _ = write_outputs(convert_folder(given, out, JOB), out, datetime(2025, 1, 10).astimezone())
    return batch


def documents(out: Path) -> list[str]:
    return sorted(path.name.partition("2024")[0] for path in (out / "Word报告").glob("*.docx"))


def test_one_file_is_taken_like_a_folder_that_holds_it(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE})
    one, whole = convert_folder(source / "a.xlsx", None, JOB), convert_folder(source, None, JOB)
    assert to_json(one) == to_json(whole)


def test_files_archives_and_folders_may_be_mixed(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "b.xlsx": CIVIL, "说明.txt": b"x"})
    town = folder(tmp_path / "乡镇", {"c.xlsx": SCHOOLS, "读我.txt": b"x"})
    packed = archive(tmp_path / "包.zip", {"d.xlsx": (source / "a.xlsx").read_bytes()})
    given = [source / "b.xlsx", packed, town, source / "a.xlsx"]
    batch = convert_folder(given, None, Job(None))
    assert sorted(statuses(batch)) == ["a.xlsx", "b.xlsx", "c.xlsx", "包.zip/d.xlsx"]
    assert batch.ignored == ("读我.txt",)
    assert to_json(batch) == to_json(convert_folder(given[::-1], None, Job(None)))


def test_what_is_given_twice_is_taken_once(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "b.xlsx": CIVIL})
    inner = folder(source / "乡镇", {"c.xlsx": SCHOOLS})
    assert names([source / "a.xlsx", tmp_path / "报送/../报送/a.xlsx"]) == ["a.xlsx"]
    assert names([source, source]) == ["a.xlsx", "b.xlsx", "乡镇/c.xlsx"]
    assert names([source / "a.xlsx", inner, source]) == ["a.xlsx", "b.xlsx", "乡镇/c.xlsx"]
    other = folder(tmp_path / "另", {"d.xlsx": CIVIL})
    found = names([inner, other, source])
    assert found == ["另/d.xlsx", "报送/a.xlsx", "报送/b.xlsx", "报送/乡镇/c.xlsx"]
    (tmp_path / "链接.xlsx").symlink_to(source / "a.xlsx")
    assert len(names([source / "a.xlsx", tmp_path / "链接.xlsx"])) == 1


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["东/a.xlsx", "西/a.xlsx"], ["东/a.xlsx", "西/a.xlsx"]),
        (["东/a.xlsx", "西/a.xlsx", "西/b.xlsx"], ["b.xlsx", "东/a.xlsx", "西/a.xlsx"]),
        (["东/乡/a.xlsx", "西/乡/a.xlsx"], ["东/乡/a.xlsx", "西/乡/a.xlsx"]),
        (["东/乡", "西/乡"], ["东/乡/a.xlsx", "西/乡/a.xlsx"]),
        (["东/a.xlsx", "西/a.xlsx", "东/东"], ["a.xlsx", "东/a.xlsx", "西/a.xlsx"]),
        (["东/a.xlsx", "西/东", "西/a.xlsx"], ["a.xlsx", "东/a.xlsx", "西/a.xlsx"]),
        (["东/a.xlsx", "东/乡", "西/乡"], ["a.xlsx", "东/乡/a.xlsx", "西/乡/a.xlsx"]),
    ],
)
def test_files_of_one_name_are_distinguished_by_their_folders(
    tmp_path: Path, given: list[str], found: list[str]
) -> None:
    for name in ("东/a", "东/乡/a", "东/东/a", "西/a", "西/b", "西/乡/a", "西/东/a"):
        path = tmp_path / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    paths = [tmp_path / name for name in given]
    bare = [name.removeprefix(f"{tmp_path.name}/") for name in names(paths)]
    assert bare == found
    assert names(paths[::-1]) == names(paths)


def test_many_files_are_named_in_linear_time(tmp_path: Path) -> None:
    given = [folder_ / f"{n}.xlsx" for folder_ in (tmp_path / "东", tmp_path / "西") for n in range(150)]
    for path in given:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert len({root.name for root in given_paths(given)}) == 300


@pytest.mark.slow
def test_copies_and_documents_of_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    given = []
    for place, agency in (("东", FINANCE), ("西", CIVIL)):
        flawed = with_figure(agency, "三.r04.c7", 9)
        given.append(folder(tmp_path / place, {"填报表.xlsx": flawed}) / "填报表.xlsx")
    batch = convert(given, tmp_path / "out")
    assert [outcome.marked_copy for outcome in batch.outcomes] == [
        f"退回修改/{agency.agency}-退回修改.xlsx" for agency in (FINANCE, CIVIL)
    ]
    assert all((tmp_path / "out" / str(outcome.marked_copy)).is_file() for outcome in batch.outcomes)


@pytest.mark.slow
def test_own_outputs_are_no_input_wherever_they_lie(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "b.xlsx": with_figure(CIVIL, "三.r04.c7", 9)})
    out = source / "output"
    convert(source, out)
    assert names(source, out) == ["a.xlsx", "b.xlsx"]
    everything = sorted(source.iterdir())  # what a shell makes of *
    assert names(everything, out) == ["a.xlsx", "b.xlsx"]
    assert names([source / "a.xlsx", out / "校验结果.xlsx"], out) == ["a.xlsx"]


def test_lock_files_and_other_files_among_those_given_are_passed_over(tmp_path: Path) -> None:
    source = folder(tmp_path, {"a.xlsx": FINANCE, "~$a.xlsx": b"x", "说明.docx": b"x"})
    found, others = list_inputs(sorted(source.iterdir()))
    assert ([file.name for file in found], others) == (["a.xlsx"], ["说明.docx"])


def test_nothing_to_take_is_reported_in_words_that_fit(tmp_path: Path) -> None:
    note = folder(tmp_path, {"说明.txt": b"x"}) / "说明.txt"
    for given, words in (
        (note, "“.*说明.txt”不是填报表"),
        ([note, tmp_path], "给出的文件和文件夹里没有填报表"),
        (tmp_path, "文件夹“.*”里没有填报表"),
        (tmp_path / "没有.xlsx", "找不到文件或文件夹“.*没有.xlsx”"),
        (archive(tmp_path / "空.zip", {}), "压缩包“.*空.zip”里没有填报表"),
        (folder(tmp_path, {"校验结果.xlsx": b"x"}) / "校验结果.xlsx", "是本程序生成的结果"),
        ([], "没有给出文件或文件夹"),
    ):
        with pytest.raises(UsageError, match=words):
            list_inputs(given)


def test_single_files_never_drop_what_the_last_run_had_besides(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "b.xlsx": CIVIL})
    out = tmp_path / "out"
    convert(source, out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match=r"其中 1 份（如“b.xlsx”）这次没有给.*没有写出任何文件"):
        convert(source / "a.xlsx", out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert not (out / "已失效").exists()


def test_single_files_replace_the_same_files_contents_and_agencies(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "乡镇.zip": b""})
    packed = archive(source / "乡镇.zip", {"b.xlsx": (source / "a.xlsx").read_bytes()})
    archive(packed, {"b.xlsx": (folder(tmp_path / "源", {"b.xlsx": CIVIL}) / "b.xlsx").read_bytes()})
    out = tmp_path / "out"
    convert([source / "a.xlsx", packed], out)
    renamed = source / "改名.xlsx"
    (source / "a.xlsx").rename(renamed)  # the same content
    convert([renamed, packed], out)
    assert documents(out) == ["青禾县民政局", "青禾县财政局"]
    corrected = folder(tmp_path / "再报", {"财政局再报.xlsx": with_figure(FINANCE, "二.r4.c1", 3)})
    batch = convert([corrected / "财政局再报.xlsx", packed], out)
    assert [outcome.status for outcome in batch.outcomes] == ["passed", "passed"]
    assert documents(out) == ["青禾县民政局", "青禾县财政局"]


def test_an_equal_file_name_is_not_the_same_agency(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for place, agency in (("东", FINANCE), ("西", CIVIL), ("南", b"no workbook")):
        folder(tmp_path / place, {"年报.xlsx": agency})
    convert(tmp_path / "东/年报.xlsx", out)
    for place in ("西", "南"):
        with pytest.raises(UsageError, match=r"其中 1 份（如“年报.xlsx”）这次没有给"):
            convert(tmp_path / place / "年报.xlsx", out)
    assert documents(out) == ["青禾县财政局"]
    convert(tmp_path / "南/年报.xlsx", tmp_path / "另")  # a file that nobody could read has no agency to lose
    convert(tmp_path / "西/年报.xlsx", tmp_path / "另")
    assert documents(tmp_path / "另") == ["青禾县民政局"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "given", ["退回修改", f"退回修改/{CIVIL.agency}-退回修改.xlsx", "Word报告", "已失效/b.xlsx"]
)
def test_what_lies_where_the_run_writes_is_no_input(tmp_path: Path, given: str) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "b.xlsx": with_figure(CIVIL, "三.r04.c7", 9)})
    out = tmp_path / "out"
    convert(source, out)
    folder(out / "已失效", {"b.xlsx": CIVIL})
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match=r"在结果文件夹里.*请先放进收报送表的文件夹"):
        convert([source / "a.xlsx", out / given], out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert names(folder(out / "报送", {"c.xlsx": SCHOOLS}), out) == ["c.xlsx"]


def test_a_file_beside_a_folder_changes_no_name_of_the_folder(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE})
    late = folder(tmp_path / "补报", {"a.xlsx": CIVIL, "b.xlsx": SCHOOLS})
    assert names([source, late / "b.xlsx"]) == ["a.xlsx", "b.xlsx"]
    assert names([source, late / "a.xlsx"]) == ["a.xlsx", "报送/a.xlsx"]


def test_a_folder_stays_a_complete_run(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": FINANCE, "b.xlsx": CIVIL})
    out = tmp_path / "out"
    convert(source, out)
    (source / "b.xlsx").unlink()
    convert(source, out)
    assert documents(out) == ["青禾县财政局"]
    assert [path.name.partition("2024")[0] for path in (out / "已失效").iterdir()] == ["青禾县民政局"]


def test_last_years_reports_come_from_files_folders_and_results_together(tmp_path: Path) -> None:
    past = folder(tmp_path / "上年", {"a.xlsx": of("青禾县财政局", year=2023)})
    single = folder(tmp_path / "另报", {"b.xlsx": of("青禾县民政局", year=2023)}) / "b.xlsx"
    result = tmp_path / "result.json"
    result.write_bytes(
        to_json(
            convert_folder(
                folder(tmp_path / "源", {"c.xlsx": of("青禾县教育局", year=2023)}), None, Job(None)
            )
        )
    )
    found = last_year_from([past, single, result], FORM, 2024)
    assert {earlier.agency for earlier in found} == {"青禾县财政局", "青禾县民政局", "青禾县教育局"}
    assert [earlier.agency for earlier in last_year_from(single, FORM, 2024)] == ["青禾县民政局"]


@pytest.mark.slow
def test_the_command_takes_files_and_expands_patterns_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(SAMPLES)
    out = str(tmp_path / "out")
    words = ["0?-*财政局*.xlsx", "-o", out, "02-*.xlsx", "06-青禾县望桥街道办事处-2024.xlsx"]
    assert cli.main(["convert", *words]) == cli.OK
    outcomes = json.loads((tmp_path / "out/result.json").read_text(encoding="utf-8"))["outcomes"]
    assert [outcome["source"][:2] for outcome in outcomes] == ["01", "02", "06"]
    assert cli.main(["check", "*.et"]) == cli.MISUSE
    assert "找不到文件或文件夹“*.et”" in capsys.readouterr().err
    sums = [
        "rollup",
        "01-*.xlsx",
        "02-*.xlsx",
        "--name",
        "青禾县人民政府",
        "--year",
        "2024",
        "-o",
        str(tmp_path / "汇总"),
    ]
    assert cli.main([*sums, "--include-returned"]) == cli.OK
    assert "已汇总 2 个单位" in capsys.readouterr().out


def test_a_name_with_the_signs_of_a_pattern_is_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder(tmp_path / "报送[2024]", {"财政局[1].xlsx": FINANCE, "财政局1.xlsx": CIVIL})
    assert cli.main(["check", os.fspath(source / "财政局[1].xlsx")]) == cli.OK
    assert "共 1 份：通过 1" in capsys.readouterr().out
    assert cli.main(["check", os.fspath(source / "*.xlsx")]) == cli.OK
    assert "共 2 份：通过 2" in capsys.readouterr().out
    assert cli.main(["check", os.fspath(source / "民政局[12].xlsx")]) == cli.MISUSE
    assert cli.main(["check", ""]) == cli.MISUSE
    assert "路径是空的" in capsys.readouterr().err
