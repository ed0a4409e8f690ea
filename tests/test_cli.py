"""The command as a clerk meets it: Chinese sentences, exit statuses, light start."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from converter import cli
from converter.cli import ending
from converter.form import FORM
from converter.shipped.resources import shipped_folder, word_template
from tests.reports import report
from tests.workbooks import blank_workbook, fill_workbook

SAMPLES = str(shipped_folder("workbook_templates") / "samples")

Output = pytest.CaptureFixture[str]


@pytest.mark.slow
def test_convert_writes_documents_and_result_and_says_what_needs_a_person(
    tmp_path: Path, capsys: Output
) -> None:
    status = cli.main(["convert", SAMPLES, "-o", str(tmp_path)])
    said = capsys.readouterr().out
    assert status == cli.FOUND
    assert "共 8 份：通过 6，待核实 0，退回 2，无法读取 0。" in said
    assert "03-青禾县市场监督管理局-2024.xlsx　退回" in said
    assert "单元格 K33" in said
    assert "\n6 份报告，1,200 个表内数字全部核对一致。\n" in said
    assert len(list((tmp_path / "Word报告").glob("*.docx"))) == 6
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert [o["status"] for o in result["outcomes"]].count("returned") == 2


@pytest.mark.slow
def test_drafts_are_proved_too_and_no_proof_says_so(tmp_path: Path, capsys: Output) -> None:
    cli.main(["convert", SAMPLES, "-o", str(tmp_path), "--draft"])
    assert "8 份报告，1,600 个表内数字全部核对一致。\n" in capsys.readouterr().out
    cli.main(["convert", SAMPLES, "-o", str(tmp_path), "--no-proof"])
    assert "没有做生成后核对（--no-proof）。\n" in capsys.readouterr().out
    outcomes = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["outcomes"]
    assert {outcome["proved"] for outcome in outcomes} == {None}


@pytest.mark.slow
def test_check_in_json_prints_what_result_json_would_hold_and_writes_nothing(
    tmp_path: Path, capsys: Output
) -> None:
    cli.main(["convert", SAMPLES, "-o", str(tmp_path)])
    capsys.readouterr()
    status = cli.main(["check", SAMPLES, "--format", "json"])
    checked = json.loads(capsys.readouterr().out)
    converted = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert status == cli.FOUND
    assert {outcome.pop("proved") for outcome in converted["outcomes"]} == {200, None}
    assert {outcome.pop("proved") for outcome in checked["outcomes"]} == {None}
    for outcome in (*converted["outcomes"], *checked["outcomes"]):  # what only a conversion writes
        del outcome["returned"], outcome["letters"], outcome["recipe"]
    assert checked == converted


@pytest.mark.slow
def test_pages_and_data_are_made_where_asked_for(tmp_path: Path, capsys: Output) -> None:
    cli.main(["convert", SAMPLES, "-o", str(tmp_path), "--html"])
    assert (
        f"生成网页和供粘贴的片段 6 份，均已核对一致，在文件夹：{tmp_path / 'HTML'}" in capsys.readouterr().out
    )
    assert len(list((tmp_path / "HTML").glob("*.html"))) == 2 * 6 + 1


def test_an_output_that_could_not_be_made_is_told_and_ends_with_status_1(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "报送"
    source.mkdir()
    (source / "a.xlsx").write_bytes((Path(SAMPLES) / "01-青禾县财政局-2024.xlsx").read_bytes())
    monkeypatch.setenv("XXGK_SOFFICE", "没有这个程序")
    assert cli.main(["convert", str(source), "-o", str(tmp_path / "out"), "--pdf"]) == cli.FOUND
    said = capsys.readouterr().out
    assert "通过 1" in said
    assert "错误 O-01　PDF　环境变量 XXGK_SOFFICE 指明的“没有这个程序”不是可以运行的程序" in said
    assert len(list((tmp_path / "out/Word报告").glob("*.docx"))) == 1


@pytest.mark.slow
def test_every_file_says_how_many_checks_were_made_and_passed(tmp_path: Path, capsys: Output) -> None:
    cli.main(["convert", SAMPLES, "-o", str(tmp_path)])
    said = capsys.readouterr().out
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    checks = result["outcomes"][2]["checks"]
    assert checks["made"] == checks["passed"] + 1  # B-01
    counts = f"核对 {checks['made']} 项，1 项有问题"
    assert f"03-青禾县市场监督管理局-2024.xlsx　单份结论：退回（{counts}" in said
    assert "X-01" in [item["code"] for item in checks["not_assessable"]]
    assert "有 8 项没有核对：没有上年的数。要核对的，用 --last-year 指明" in said
    assert "在年度文件夹里，放进“上年”就行" in said
    assert "result.json" not in said


def test_hints_are_counted_and_listed_only_where_asked_for(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "财政局.xlsx").write_bytes(fill_workbook(report({"三.r01.c1": 4, "三.r05.c1": 4})))
    words = ["check", str(tmp_path)]
    cli.main(words)
    counted = capsys.readouterr().out
    assert re.search(r"另有提示 [1-9][0-9]* 条，只供参考，不用处理；要逐条看的，加 --hints。", counted)
    assert "  提示 " not in counted
    cli.main([*words, "--hints"])
    listed = capsys.readouterr().out
    assert "  提示 B-10　" in listed
    assert "另有提示" not in listed


@pytest.mark.slow
def test_rules_are_written_with_comments_and_taken_back(tmp_path: Path, capsys: Output) -> None:
    target = tmp_path / "规则.toml"
    assert cli.main(["rules", "-o", str(target)]) == cli.OK
    assert "放在年度文件夹里、名称是“规则.toml”的，自动使用" in capsys.readouterr().out
    text = target.read_bytes().decode()
    assert "\r\n" in text
    changed = text.replace("[D-09]\r\n", '[D-09]\r\noff = "我县另有要求"\r\n')
    target.write_bytes(changed.encode())
    capsys.readouterr()
    assert cli.main(["convert", SAMPLES, "-o", str(tmp_path / "out"), "--rules", str(target)]) == cli.FOUND
    said = capsys.readouterr().out
    assert "核对规则：规则.toml" in said
    assert "已停用：D-09（理由：我县另有要求）" in said
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    off = [{"code": "D-09", "reason": "我县另有要求"}]
    assert result["rules"]["off"] == off
    assert result["outcomes"][0]["checks"]["off"] == off


def test_rules_are_printed_where_no_file_is_named(capsys: Output) -> None:
    assert cli.main(["rules"]) == cli.OK
    assert "[D-07]" in capsys.readouterr().out


def test_mistakes_in_the_rules_stop_the_run_before_the_first_file(tmp_path: Path, capsys: Output) -> None:
    target, out = tmp_path / "规则.toml", tmp_path / "out"
    target.write_text('[B-03]\noff = "特殊"\n[D-09]\noff = ""\n', encoding="utf-8")
    assert cli.main(["convert", SAMPLES, "-o", str(out), "--rules", str(target)]) == cli.MISUSE
    heard = capsys.readouterr()
    assert heard.out == ""
    assert [line.split("：")[0].strip() for line in heard.err.splitlines()[1:]] == [
        "[B-03] off",
        "[D-09] off",
    ]
    assert not out.exists()


def test_a_clean_folder_ends_with_status_0(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "a.xlsx").write_bytes((Path(SAMPLES) / "01-青禾县财政局-2024.xlsx").read_bytes())
    assert cli.main(["check", str(tmp_path)]) == cli.OK
    assert "通过 1" in capsys.readouterr().out


def test_template_writes_the_blank_workbook_of_a_year(tmp_path: Path) -> None:
    target = tmp_path / "下发" / "空白.xlsx"
    assert cli.main(["template", "-o", str(target), "--year", "2025"]) == cli.OK
    assert target.read_bytes() == blank_workbook(2025)
    assert load_workbook(io.BytesIO(target.read_bytes()))["填报首页"]["C8"].value == 2025


@pytest.mark.slow
def test_word_templates_are_written_to_be_edited_and_pass_the_check(tmp_path: Path, capsys: Output) -> None:
    folder = tmp_path / "模板"
    assert cli.main(["word-template", "-o", str(folder), "--fonts", "windows"]) == cli.OK
    found = sorted(folder.iterdir())
    assert [path.name for path in found] == sorted(
        path.name for path in shipped_folder("word_templates").iterdir()
    )
    assert b"GB2312" not in zipfile.ZipFile(found[0]).read("word/styles.xml")
    capsys.readouterr()
    for path in found:
        assert cli.main(["template-check", str(path)]) == cli.OK
        assert capsys.readouterr().out == f"{path.name}：可以使用。\n"
    changed = docx.Document(str(found[-1]))
    changed.save(str(found[-1]))
    before = [path.read_bytes() for path in found]
    assert cli.main(["word-template", "-o", str(folder)]) == cli.MISUSE
    assert "没有覆盖" in capsys.readouterr().err
    assert [path.read_bytes() for path in found] == before


TO_A_FILE = {
    "template": ("表.xlsx", ["--year", "2025"]),
    "roster": ("名单.xlsx", []),
    "rules": ("规则.toml", []),
}


@pytest.mark.parametrize("verb", TO_A_FILE)
def test_a_file_that_somebody_changed_is_not_written_again(verb: str, tmp_path: Path, capsys: Output) -> None:
    name, more = TO_A_FILE[verb]
    path = tmp_path / name
    words = [verb, "-o", str(path), *more]
    assert cli.main(words) == cli.OK
    ours = path.read_bytes()
    assert cli.main(words) == cli.OK
    assert path.read_bytes() == ours
    if verb == "rules":
        path.write_bytes(ours.replace(b"# off", b"off", 1))
    else:
        load_workbook(path).save(path)
    changed = path.read_bytes()
    capsys.readouterr()
    assert cli.main(words) == cli.MISUSE
    heard = capsys.readouterr()
    assert heard.err == (
        f"“{path}”已经存在，并且填写、改动过，或者不是本程序生成的，没有覆盖。请换一个文件名或文件夹。\n"
    )
    assert heard.out == ""
    assert path.read_bytes() == changed
    path.write_bytes(b"")
    assert cli.main(words) == cli.MISUSE


def test_template_check_says_what_is_wrong_and_convert_refuses_in_the_same_words(
    tmp_path: Path, capsys: Output
) -> None:
    broken = tmp_path / "本局.docx"
    document = docx.Document(str(word_template(FORM)))
    document.tables[1].rows[7].cells[3].text = "{{三.r5.c1}}"
    document.save(str(broken))
    assert cli.main(["template-check", str(broken)]) == cli.FOUND
    *told, _, last = capsys.readouterr().out.splitlines()
    assert told[0].startswith("错误 T-06　正文第2个表格第8行第4格“{{三.r5.c1}}”：没有“三.r5.c1”这个名称。")
    assert last == "本局.docx：有 2 处错误，不能用于转换。请改正后重新检查。"
    words = ["convert", SAMPLES, "-o", str(tmp_path / "out"), "--word-template", str(broken)]
    assert cli.main(words) == cli.MISUSE
    said = capsys.readouterr().err
    assert all(line in said for line in told)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["template-check", "没有.docx"], "Word 模板“没有.docx”打不开"),
        (["word-template", "--fonts", "宋体"], "参数 --fonts 不能写“宋体”"),
        (["转换"], "没有“转换”这个命令"),
        (["convert"], "缺少参数：文件或文件夹"),
        (["convert", "没有这个文件夹"], "找不到文件或文件夹“没有这个文件夹”"),
        (["convert", SAMPLES, "--word-template", "没有.docx"], "Word 模板“没有.docx”打不开"),
        (["convert", SAMPLES, "--colour"], "不认识的参数：--colour"),
        (["convert", SAMPLES, "--year", "去年"], "参数 --year 应为整数，写的是“去年”"),
        (["check", SAMPLES, "--format", "xml"], "参数 --format 不能写“xml”"),
        (["check", SAMPLES, "--rules", "没有.toml"], "规则文件“没有.toml”打不开"),
        (["template", "--year", "2024"], "缺少参数：-o/--output"),
        (["template", "-o", "x.xlsx", "--year", "24"], "年度 24 不对"),
    ],
)
def test_misuse_ends_with_status_2_and_one_chinese_sentence(
    words: list[str], said: str, capsys: Output
) -> None:
    assert cli.main(words) == cli.MISUSE
    heard = capsys.readouterr()
    assert said in heard.err
    assert len(heard.err.splitlines()) <= 1


@pytest.mark.parametrize(
    "words", [["--help"], ["convert", "--help"], ["check", "-h"], ["template", "--help"], ["rules", "-h"]]
)
def test_every_verb_explains_itself_in_chinese(words: list[str], capsys: Output) -> None:
    assert cli.main(words) == cli.OK
    said = capsys.readouterr().out
    assert not any(english in said for english in ("usage", "options", "positional", "show this"))


def test_no_verb_at_all_shows_where_to_begin(capsys: Output) -> None:
    assert cli.main([]) == cli.OK
    heard = capsys.readouterr()
    assert heard.err == ""
    assert cli.main(["--help"]) == cli.OK
    assert capsys.readouterr().out == heard.out
    assert all(f"xxgk {verb}" in heard.out for verb in cli.VERBS)
    assert "第一次用：xxgk serve" in heard.out
    assert "最常用的是：xxgk convert 放填报表的文件夹 -o 结果文件夹" in heard.out


def test_version_is_that_of_the_package(capsys: Output) -> None:
    from importlib.metadata import version

    assert cli.main(["--version"]) == cli.OK
    assert capsys.readouterr().out.split() == ["xxgk", version("xxgk-converter")]


def test_help_loads_no_heavy_library() -> None:
    probe = (
        "import sys; from converter.cli import main; main(['--help']); "
        "heavy = {'pandas', 'openpyxl', 'docxtpl', 'xlsxwriter', 'lxml', 'jinja2', 'pypdf'}; "
        "heavy &= set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_no_command_loads_pandas(tmp_path: Path) -> None:
    one = str(Path(SAMPLES) / "01-青禾县财政局-2024.xlsx")
    runs = [
        ["--help"],
        ["check", one, "--last-year", one, "--year", "2025"],
        ["convert", one, "-o", str(tmp_path / "out"), "--html"],
        ["rollup", one, "--name", "青禾县", "--year", "2024", "-o", str(tmp_path / "汇总")],
    ]
    probe = (
        "import sys; from converter.cli import main\n"
        f"for words in {runs!r}: main(words); print('pandas' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.stderr.split() == ["False"] * 4, done.stderr


@pytest.mark.slow
def test_a_console_that_lacks_a_character_does_not_stop_the_batch(tmp_path: Path) -> None:
    (tmp_path / "𠮷.xlsx").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "converter", "check", str(tmp_path)],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "gbk", "PATH": "", "PYTHONUTF8": "0"},
        cwd=Path(__file__).parent.parent,
    )
    assert done.returncode == cli.FOUND
    assert "无法读取 1" in done.stdout.decode("gbk")


def test_the_edition_of_a_workbook_follows_from_its_year_or_is_named(tmp_path: Path) -> None:
    """Labels of the form of 2019 stand in workbooks for 2020, whichever way it is asked for."""
    for number, words in enumerate((["--year", "2020"], ["--edition", "2019", "--year", "2019"])):
        target = tmp_path / f"{number}.xlsx"
        assert cli.main(["template", *words, "-o", str(target)]) == cli.OK
        texts = {cell.value for row in load_workbook(target)["二、主动公开"].iter_rows() for cell in row}
        assert {"对外公开总数量", "政府集中采购"} <= texts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--edition", "2019", "--year", "2024"], "2019 年的格式用于 2019 至 2020 年度的报告"),
        (["--edition", "1987", "--year", "2024"], "没有“1987”这个格式"),
    ],
)
def test_an_edition_that_is_none_or_not_for_the_year_is_refused(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "x.xlsx"
    assert cli.main(["template", *words, "-o", str(target)]) == cli.MISUSE
    assert said in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc")
def test_no_pipe_of_a_run_stays_open() -> None:
    """The page and scripts call `main` many times in one process."""

    def run() -> int:
        with ending.endable():
            pass
        return len([*Path("/proc/self/fd").iterdir()])

    first = run()
    assert [run() for _ in range(3)] == [first] * 3
