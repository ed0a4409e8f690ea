"""--word-template: one template for all reports, or a folder with one for each kind of report."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.shipped.resources import shipped_folder, word_templates
from tests import word
from tests.document.office_templates import SHIPPED

SAMPLES = shipped_folder("workbook_templates") / "samples"
SUMMED = "数据的汇总"
Output = pytest.CaptureFixture[str]


def marked(mark: str, content: bytes = SHIPPED) -> bytes:
    """A template that prints a mark in its first paragraph."""
    document = docx.Document(io.BytesIO(content))
    document.paragraphs[1].insert_paragraph_before(mark)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """Workbooks of a department, a township and the county's government."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for number in ("01", "07", "08"):
        shutil.copy(next(SAMPLES.glob(f"{number}-*.xlsx")), folder)
    return folder


def templates(folder: Path, **files: bytes) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    return folder


def convert(handed_in: Path, own: Path, output: Output) -> tuple[dict[str, str], str]:
    """The text of each document by its agency, and what the console says."""
    out = handed_in.parent / "结果"
    cli.main(["convert", str(handed_in), "-o", str(out), "--word-template", str(own), "--no-proof"])
    made = {
        path.name.partition("2024")[0]: "\n".join(word.paragraphs(path.read_bytes()))
        for path in (out / "Word报告").glob("*.docx")
    }
    captured = output.readouterr()
    return made, captured.out + captured.err


def test_each_report_gets_the_template_of_its_kind(handed_in: Path, tmp_path: Path, capsys: Output) -> None:
    own = templates(
        tmp_path / "模板", 本局部门=marked("甲"), 乡镇街道=marked("乙"), **{"报告（县政府）": marked("丙")}
    )
    made, said = convert(handed_in, own, capsys)
    marks = {
        agency: next(mark for mark in "甲乙丙" if f"\n{mark}\n" in text) for agency, text in made.items()
    }
    assert marks == {"青禾县财政局": "甲", "青禾县白鹭镇人民政府": "乙", "青禾县人民政府": "丙"}
    assert "部门的报告用模板：本局部门.docx" in said
    assert "T-15" not in said


def test_a_kind_without_a_template_gets_the_shipped_one_and_that_is_told(
    handed_in: Path, tmp_path: Path, capsys: Output
) -> None:
    own = templates(tmp_path / "模板", 部门和乡镇街道=marked("甲"))
    (own / "~$部门和乡镇街道.docx").write_bytes(b"lock")
    made, said = convert(handed_in, own, capsys)
    assert [agency for agency, text in made.items() if "甲" not in text.split("\n")] == ["青禾县人民政府"]
    assert SUMMED in made["青禾县人民政府"]
    assert "县政府的报告用模板：政府信息公开工作年度报告（县政府）.docx（文件夹里没有这一类" in said


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "没有 Word 模板"),
        (["本局"], "看不出模板“本局.docx”用于哪一类"),
        (["部门1", "部门2"], "部门的模板有两个：“部门1.docx”和“部门2.docx”"),
    ],
)
def test_a_folder_that_leaves_a_choice_is_refused(
    files: list[str], words: str, handed_in: Path, tmp_path: Path, capsys: Output
) -> None:
    own = templates(tmp_path / "模板", **dict.fromkeys(files, SHIPPED))
    made, said = convert(handed_in, own, capsys)
    assert words in said
    assert not made


def test_a_faulty_template_in_a_folder_stops_the_run_before_the_first_report(
    handed_in: Path, tmp_path: Path, capsys: Output
) -> None:
    own = templates(tmp_path / "模板", 部门=SHIPPED, 县政府=marked("{{ 'x'|center(2000000000) }}"))
    made, said = convert(handed_in, own, capsys)
    assert "Word 模板“县政府.docx”有 1 处错误，没有转换" in said
    assert not made


def test_one_template_for_all_tells_what_it_does_not_say_of_other_kinds(
    handed_in: Path, tmp_path: Path, capsys: Output
) -> None:
    own = tmp_path / "本局.docx"
    own.write_bytes(marked("甲"))
    _, said = convert(handed_in, own, capsys)
    told = [line for line in said.split("\n") if "T-15" in line]
    assert len(told) == 2
    assert "“本局.docx”用于乡镇街道的报告（1 份）" in told[0]
    assert "“本局.docx”用于县政府的报告（1 份），没有这类报告自己的话" in told[1]
    assert "各部门、各乡镇（街道）数据的汇总”" in told[1]


def test_a_protected_template_is_told_with_every_run(handed_in: Path, tmp_path: Path, capsys: Output) -> None:
    end = b"</w:settings>"
    lock = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    own = tmp_path / "本局.docx"
    own.write_bytes(word.with_parts(SHIPPED, lambda name, part: part.replace(end, lock + end)))
    for _ in range(2):  # the second time it is known to be sound
        made, said = convert(handed_in, own, capsys)
        assert "T-13　" in said
        assert len(made) == 3


def losses(handed_in: Path, content: bytes) -> list[tuple[str, str]]:
    batch = convert_folder(handed_in, None, Job(WordTemplate.of(content, "本局.docx")))
    return [(f.variant, f.values["category"]) for f in batch.findings if f.code == "T-15"]


def test_the_template_of_the_county_says_of_departments_what_is_not_theirs(handed_in: Path) -> None:
    content = word_templates(FORM)["县级政府"].read_bytes()
    assert losses(handed_in, content) == [("instead", "部门"), ("", "乡镇街道")]


def test_a_template_with_conditions_for_each_kind_loses_nothing(handed_in: Path) -> None:
    statements = {
        "县级政府": "本报告所列数据为{{ 自称 }}各部门、各乡镇（街道）数据的汇总，",
        "乡镇街道": "本报告所列{{ 自称 }}数据的统计期限自{{ 统计起 }}起至{{ 统计止 }}止。",
    }
    county, town = (
        f"{{% if 机关类别 == '{category}' %}}{words}{{% endif %}}" for category, words in statements.items()
    )
    assert losses(handed_in, marked(county, marked(town))) == []


def test_an_office_may_word_the_opening_of_departments_as_it_likes(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    shutil.copy(next(SAMPLES.glob("01-*.xlsx")), folder)
    content = word.with_main(
        SHIPPED, lambda part: part.replace("本报告所列数据的统计期限自".encode(), "数据期限自".encode(), 1)
    )
    assert losses(folder, content) == []


def test_a_folder_of_templates_is_checked_as_a_whole(tmp_path: Path, capsys: Output) -> None:
    own = templates(tmp_path / "模板", 部门=SHIPPED, 县政府=b"")
    assert cli.main(["template-check", str(own)]) == 1
    said = capsys.readouterr().out
    assert "部门.docx：可以使用" in said
    assert "县政府.docx：有 1 处错误" in said
