"""Templates compared once and remembered; documents by docxtpl where they must be or were asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.document.render import WordTemplate
from converter.document.template_cache import KEPT_READY, MEMORY, READY, _key, told_ways, trusted
from converter.results.outcome import Batch
from converter.results.paths import REPORTS
from converter.results.result import to_json
from converter.shipped.resources import word_template
from tests import word
from tests.document import marked
from tests.reports import report
from tests.workbooks import fill_workbook

OFFICE = marked.repacked()


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XXGK_CACHE", str(tmp_path / "memory"))
    return tmp_path / "memory" / MEMORY


def verified(template: WordTemplate) -> bool:
    found = trusted(template)
    assert isinstance(found, WordTemplate)
    return found.verified


def test_a_template_found_equal_is_remembered(memory: Path) -> None:
    assert verified(OFFICE)
    assert json.loads(memory.read_text())["verified"] == [_key(OFFICE)]
    assert told_ways(OFFICE) == ()


def test_what_is_remembered_is_not_compared_again(memory: Path) -> None:
    unequal = marked.changed(marked.idle_column)
    assert not verified(unequal)
    assert not memory.exists()
    memory.parent.mkdir()
    memory.write_text(json.dumps({"verified": [_key(unequal)]}))
    assert verified(unequal)


def test_the_shipped_templates_need_no_memory(memory: Path) -> None:
    trusted(WordTemplate.of(word_template().read_bytes()))
    assert not memory.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"verified": 3}', b"\xff\xfe", b'{"verified": [1, null]}'])
def test_a_spoilt_memory_is_no_error(memory: Path, content: bytes) -> None:
    memory.parent.mkdir()
    memory.write_bytes(content)
    assert verified(OFFICE)
    assert json.loads(memory.read_text())["verified"] == [_key(OFFICE)]


def test_a_memory_that_cannot_be_written_is_no_error(memory: Path) -> None:
    memory.parent.write_bytes(b"a file where the folder should be")
    assert verified(OFFICE)


def ready(memory: Path) -> list[Path]:
    return sorted(memory.parent.glob(READY))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("青禾县财政局", "青禾县民政局", "青禾县水利局"):
        content = fill_workbook(report(entries={"机关名称": name, "邮编": "272200"}))
        (tmp_path / "in" / f"{name}.xlsx").write_bytes(content)
    return tmp_path


def run(folder: Path, template: WordTemplate, out: str = "out", jobs: int = 1) -> Batch:
    return convert_folder(folder / "in", folder / out, Job(template), jobs=jobs)


def documents(folder: Path, out: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / out / REPORTS).glob("*.docx"))}


@pytest.mark.parametrize(("change", "variant"), [(marked.COLUMNS, "marked"), (marked.idle_column, "unequal")])
def test_a_run_tells_once_why_it_was_slow_and_proves_all_the_same(
    folder: Path, change: marked.Change, variant: str
) -> None:
    template = marked.changed(change)
    batch = run(folder, template)
    assert [(f.code, f.variant, f.subject) for f in batch.findings] == [("T-12", variant, "本局.docx")]
    assert [o.verified for o in batch.outcomes] == [200] * 3
    (told,) = json.loads(to_json(batch))["findings"]
    assert told["message"].startswith("模板“本局.docx”")
    made = documents(folder)
    assert len(made) == 3
    assert [bool(o.reused) for o in run(folder, template).outcomes] == [False] * 3  # no result.json yet
    assert documents(folder) == made


def test_several_processes_make_the_same_by_docxtpl(folder: Path) -> None:
    template = marked.changed(marked.COLUMNS)
    one, two = (run(folder, template, out, jobs) for out, jobs in (("one", 1), ("two", 2)))
    assert documents(folder, "one") == documents(folder, "two")
    assert one.findings == two.findings


def test_a_reference_run_says_so_and_makes_every_document_anew(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["convert", str(folder / "in"), "-o", str(folder / "out")]
    assert cli.main(words) == cli.OK
    quick = documents(folder)
    capsys.readouterr()
    assert cli.main([*words, "--reference"]) == cli.OK
    said = capsys.readouterr().out
    assert "全部用标准方式（docxtpl）生成（--reference）。" in said
    assert "与上次相同" not in said
    slow = documents(folder)
    assert all(slow[name] != quick[name] for name in quick)
    assert [word.paragraphs(slow[name]) for name in quick] == [word.paragraphs(d) for d in quick.values()]
    assert cli.main([*words, "--reference"]) == cli.OK
    assert "其中 3 份与上次相同" in capsys.readouterr().out


def test_a_slow_template_is_said_on_the_console(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder / "本局.docx"
    own.write_bytes(marked.changed(marked.COLUMNS).content)
    words = ["convert", str(folder / "in"), "-o", str(folder / "out"), "--word-template", str(own)]
    assert cli.main(words) == cli.OK
    assert capsys.readouterr().out.count("用了较慢的方式生成") == 1
    assert os.environ["XXGK_CACHE"]


def test_a_job_asked_for_reference_needs_no_comparison(folder: Path, memory: Path) -> None:
    job = replace(Job(OFFICE), reference=True)
    assert convert_folder(folder / "in", folder / "out", job).findings == ()
    assert not memory.exists()


# --- templates made ready -------------------------------------------------------------------------

SHIPPED = WordTemplate.of(word_template().read_bytes())


def test_what_was_made_of_a_template_is_kept_and_makes_the_same_documents(folder: Path, memory: Path) -> None:
    run(folder, SHIPPED)
    (kept,) = ready(memory)
    found = trusted(SHIPPED)
    assert isinstance(found, WordTemplate)
    assert found.ready == kept.read_bytes()
    run(folder, SHIPPED, "again")
    assert documents(folder, "again") == documents(folder)
    assert ready(memory) == [kept]


def test_a_run_that_finds_it_needs_neither_docxtpl_nor_the_check_of_templates(
    folder: Path, memory: Path
) -> None:
    probe = (
        "import sys; from converter.cli import main; main(sys.argv[1:]); "
        "print({'docxtpl', 'docx', 'converter.document.checking', 'importlib.metadata', 'multiprocessing', "
        "'rapidfuzz', 'openpyxl', 'pandas', 'rich'} & set(sys.modules))"
    )
    brought = []
    for out in ("one", "two"):
        words = ["convert", str(folder / "in"), "-o", str(folder / out)]
        done = subprocess.run(
            [sys.executable, "-c", probe, *words], capture_output=True, text=True, check=True
        )
        brought.append(done.stdout.splitlines()[-1])
    assert "docxtpl" in brought[0]
    assert brought[1] == "set()"
    assert documents(folder, "one") == documents(folder, "two")


def test_what_an_office_template_was_made_into_is_kept_once_it_is_proved(folder: Path, memory: Path) -> None:
    run(folder, marked.changed(marked.idle_column))
    assert ready(memory) == []
    run(folder, OFFICE)
    assert len(ready(memory)) == 1


@pytest.mark.parametrize("spoil", [lambda kept: b"", lambda kept: kept[:-1], lambda kept: b"x" + kept[1:]])
def test_what_was_kept_and_is_spoilt_is_made_anew(
    folder: Path, memory: Path, spoil: Callable[[bytes], bytes]
) -> None:
    run(folder, SHIPPED)
    (kept,) = ready(memory)
    kept.write_bytes(spoil(kept.read_bytes()))
    run(folder, SHIPPED, "again")
    assert documents(folder, "again") == documents(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners here")
def test_what_others_may_have_written_is_not_used(folder: Path, memory: Path) -> None:
    run(folder, SHIPPED)
    (kept,) = ready(memory)
    kept.chmod(0o666)
    found = trusted(SHIPPED)
    assert isinstance(found, WordTemplate)
    assert found.ready == b""


def test_only_so_many_templates_are_kept_ready(folder: Path, memory: Path) -> None:
    memory.parent.mkdir()
    for number in range(KEPT_READY + 3):
        old = memory.parent / READY.replace("*", f"{number:02}")
        old.write_bytes(b"")
        os.utime(old, (number, number))
    run(folder, SHIPPED)
    assert len(ready(memory)) == KEPT_READY
    assert not (memory.parent / READY.replace("*", "00")).exists()
