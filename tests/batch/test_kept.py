"""What a person made in the output folder is never lost, through the whole of `xxgk convert`."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from converter import cli
from converter.system.stamps import is_same_but_for_stamp
from tests.folders import folder
from tests.libreoffice import Conversions, Order
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


NAME = "青禾县财政局2024年政府信息公开工作年度报告"
FILES = {
    "a.xlsx": fill_workbook(report()),
    "b.xlsx": fill_workbook(with_figure(report(entries={"机关名称": "青禾县民政局"}), "三.r04.c7", 9)),
}
Output = pytest.CaptureFixture[str]


def convert(tmp_path: Path, *more: str) -> int:
    source = folder(tmp_path / "报送", FILES)
    return cli.main(["convert", str(source), "-o", str(tmp_path / "out"), "--html", *more])


def by_openpyxl(content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    book.worksheets[-1]["H40"] = "记一笔"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def by_python_docx(content: bytes) -> bytes:
    document = docx.Document(io.BytesIO(content))
    document.add_paragraph("补一段。")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def by_editor(content: bytes) -> bytes:
    return content + "补充".encode()


EDITED: dict[str, Callable[[bytes], bytes]] = {
    f"Word报告/{NAME}.docx": by_python_docx,
    "退回修改/青禾县民政局-退回修改.xlsx": by_openpyxl,
    "退回修改/青禾县民政局-退回说明.txt": by_editor,
    "校验结果.xlsx": by_openpyxl,
    "校验结果.html": by_editor,
    f"HTML/{NAME}.html": by_editor,
    "HTML/data.csv": by_editor,
    "HTML/data.json": by_editor,
}


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_run_over_what_nobody_touched_sets_nothing_aside(tmp_path: Path, capsys: Output) -> None:
    convert(tmp_path)
    convert(tmp_path)
    assert not (tmp_path / "out/已改动").exists()
    assert "O-07" not in capsys.readouterr().out


def test_whatever_somebody_changed_is_set_aside_whole_and_told(tmp_path: Path, capsys: Output) -> None:
    convert(tmp_path)
    out = tmp_path / "out"
    first = contents(out)
    assert set(EDITED) < set(first)
    changed = {name: change(first[name]) for name, change in EDITED.items()}
    for name, content in changed.items():
        (out / name).write_bytes(content)
    capsys.readouterr()
    assert convert(tmp_path) == cli.FOUND
    said = capsys.readouterr().out
    after = contents(out)
    for name, content in changed.items():
        assert after[f"已改动/{Path(name).name}"] == content, name
        assert f"“{name}”" in said, name
        assert after[name] != content, name
    assert [name for name in changed if after[name] != first[name]] == ["校验结果.xlsx", "校验结果.html"]
    assert (
        "“退回修改/青禾县民政局-退回说明.txt”、“退回修改/青禾县民政局-退回修改.xlsx”有人改动过，或者不是本程序生成的，没有覆盖"
        in said
    )
    assert f"“Word报告/{NAME}.docx”有人改动过" in after["校验结果.html"].decode()
    assert "沿用" not in said
    capsys.readouterr()
    convert(tmp_path)
    assert "O-07" not in capsys.readouterr().out
    assert {name for name in contents(out) if name.startswith("已改动/")} == {
        name for name in after if name.startswith("已改动/")
    }


def test_a_strangers_files_of_the_same_names_are_set_aside_in_the_first_run(
    tmp_path: Path, capsys: Output
) -> None:
    out = tmp_path / "out"
    for name in (*EDITED, "result.json"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(name.encode())
    convert(tmp_path)
    after = contents(out)
    for name in EDITED:
        assert after[f"已改动/{Path(name).name}"] == name.encode()
        assert after[name] != name.encode()
    assert after["result（已损坏）.json"] == b"result.json"
    said = capsys.readouterr().out
    assert "O-07" in said
    assert "O-08" in said


def test_what_was_set_aside_is_never_read_as_input(tmp_path: Path) -> None:
    convert(tmp_path)
    (tmp_path / "out/退回修改/青禾县民政局-退回修改.xlsx").write_bytes(by_openpyxl(FILES["b.xlsx"]))
    source = folder(tmp_path / "out", FILES)  # the office put the workbooks into its output folder
    assert cli.main(["convert", str(source), "-o", str(source)]) == cli.FOUND
    assert (source / "已改动/青禾县民政局-退回修改.xlsx").is_file()
    result = (source / "result.json").read_text(encoding="utf-8")
    assert '"source": "已改动' not in result
    assert '"ignored": []' in result


REPORT = Order("docx", lambda: docx_of(), "docx")


def docx_of() -> bytes:
    from converter.document.render import WordTemplate, render
    from converter.document.template_names import template_names
    from converter.form import FORM
    from converter.shipped.resources import word_template

    template = WordTemplate.of(word_template(FORM).read_bytes())
    return render(template, template_names(report(), FORM), title=NAME, author="青禾县财政局")


@pytest.mark.slow
@pytest.mark.libreoffice(REPORT)
def test_a_report_that_libreoffice_saved_is_not_taken_for_our_own(
    converted: Conversions, tmp_path: Path, capsys: Output
) -> None:
    convert(tmp_path)
    path = tmp_path / f"out/Word报告/{NAME}.docx"
    written = path.read_bytes()
    assert is_same_but_for_stamp(docx_of(), written)
    path.write_bytes(converted[REPORT])  # every figure is still right
    capsys.readouterr()
    convert(tmp_path)
    assert "核对后沿用" not in capsys.readouterr().out
    assert path.read_bytes() == written
    assert (tmp_path / f"out/已改动/{NAME}.docx").read_bytes() == converted[REPORT]
