"""The template cache between runs; documents rendered by docxtpl where needed or asked for."""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.document import template_cache
from converter.document.render import WordTemplate
from converter.document.template_cache import (
    COMPILED_FILES,
    MAX_COMPILED,
    VERIFIED_FILE,
    _compiled_file,
    _key,
    render_path_findings,
    verified_templates,
)
from converter.form import FORM
from converter.results.outcome import Batch
from converter.results.paths import REPORTS
from converter.results.result import to_json
from converter.shipped.resources import word_template
from tests import word
from tests.document import office_templates
from tests.reports import report
from tests.workbooks import fill_workbook

OFFICE = office_templates.repacked()


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that lists the verified templates, in a cache folder of this test."""
    monkeypatch.setenv("XXGK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / VERIFIED_FILE


def verified(template: WordTemplate) -> bool:
    found = verified_templates(template, FORM)
    assert isinstance(found, WordTemplate)
    return found.verified


def test_a_template_that_renders_equally_is_verified(cached: Path) -> None:
    assert verified(OFFICE)
    assert json.loads(cached.read_text())["verified"] == [_key(OFFICE)]
    assert render_path_findings(OFFICE, FORM) == ()


@pytest.mark.slow
def test_a_verified_template_is_not_compared_again(cached: Path) -> None:
    unequal = office_templates.changed(office_templates.idle_column)
    assert not verified(unequal)
    assert not cached.exists()
    cached.parent.mkdir()
    cached.write_text(json.dumps({"verified": [_key(unequal)]}))
    assert verified(unequal)


def test_the_shipped_templates_are_not_listed(cached: Path) -> None:
    verified_templates(WordTemplate.of(word_template(FORM).read_bytes()), FORM)
    assert not cached.exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"verified": 3}', b"\xff\xfe", b'{"verified": [1, null]}', b"[" * 99_999]
)
def test_a_damaged_list_is_no_error(cached: Path, content: bytes) -> None:
    cached.parent.mkdir()
    cached.write_bytes(content)
    assert verified(OFFICE)
    assert json.loads(cached.read_text())["verified"] == [_key(OFFICE)]


def test_a_cache_that_cannot_be_written_is_no_error(cached: Path) -> None:
    cached.parent.write_bytes(b"a file where the folder should be")
    assert verified(OFFICE)


def compiled_files(cached: Path) -> list[Path]:
    return sorted(cached.parent.glob(COMPILED_FILES))


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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "variant"), [(office_templates.COLUMNS, "marked"), (office_templates.idle_column, "unequal")]
)
def test_a_run_has_one_finding_for_a_template_that_docxtpl_renders(
    folder: Path, change: office_templates.Change, variant: str
) -> None:
    template = office_templates.changed(change)
    batch = run(folder, template)
    assert [(f.code, f.variant, f.subject) for f in batch.findings] == [("T-12", variant, "本局.docx")]
    assert [o.figures_verified for o in batch.outcomes] == [200] * 3
    (told,) = json.loads(to_json(batch))["findings"]
    assert told["message"].startswith("模板“本局.docx”")
    made = documents(folder)
    assert len(made) == 3
    assert [bool(o.reused) for o in run(folder, template).outcomes] == [
        True
    ] * 3  # by what the documents state
    assert documents(folder) == made


@pytest.mark.slow
def test_several_processes_render_the_same_by_docxtpl(folder: Path) -> None:
    template = office_templates.changed(office_templates.COLUMNS)
    one, two = (run(folder, template, out, jobs) for out, jobs in (("one", 1), ("two", 2)))
    assert documents(folder, "one") == documents(folder, "two")
    assert one.findings == two.findings


@pytest.mark.slow
def test_a_reference_run_reports_it_and_renders_every_document(
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


@pytest.mark.slow
def test_the_console_reports_a_template_that_docxtpl_renders(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = folder / "本局.docx"
    own.write_bytes(office_templates.changed(office_templates.COLUMNS).content)
    words = ["convert", str(folder / "in"), "-o", str(folder / "out"), "--word-template", str(own)]
    assert cli.main(words) == cli.OK
    assert capsys.readouterr().out.count("用了较慢的方式生成") == 1
    assert os.environ["XXGK_CACHE"]


@pytest.mark.slow
def test_a_job_asked_for_reference_needs_no_comparison(folder: Path, cached: Path) -> None:
    job = replace(Job(OFFICE), by_docxtpl=True)
    assert convert_folder(folder / "in", folder / "out", job).findings == ()
    assert not cached.exists()


# --- compiled templates ---------------------------------------------------------------------------

SHIPPED = WordTemplate.of(word_template(FORM).read_bytes())


def test_a_compiled_template_is_cached_and_renders_the_same_documents(folder: Path, cached: Path) -> None:
    run(folder, SHIPPED)
    (kept,) = compiled_files(cached)
    found = verified_templates(SHIPPED, FORM)
    assert isinstance(found, WordTemplate)
    assert found.compiled == kept.read_bytes()
    run(folder, SHIPPED, "again")
    assert documents(folder, "again") == documents(folder)
    assert compiled_files(cached) == [kept]


@pytest.mark.slow
def test_a_run_with_a_cached_template_imports_neither_docxtpl_nor_checking(
    folder: Path, cached: Path
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


@pytest.mark.slow
def test_an_office_template_is_cached_once_it_is_verified(folder: Path, cached: Path) -> None:
    run(folder, office_templates.changed(office_templates.idle_column))
    assert compiled_files(cached) == []
    run(folder, OFFICE)
    assert len(compiled_files(cached)) == 1


@pytest.mark.parametrize("damage", [lambda kept: b"", lambda kept: kept[:-1], lambda kept: b"x" + kept[1:]])
def test_a_damaged_cached_template_is_compiled_again(
    folder: Path, cached: Path, damage: Callable[[bytes], bytes]
) -> None:
    run(folder, SHIPPED)
    (kept,) = compiled_files(cached)
    kept.write_bytes(damage(kept.read_bytes()))
    run(folder, SHIPPED, "again")
    assert documents(folder, "again") == documents(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners here")
def test_a_file_that_others_may_have_written_is_not_used(folder: Path, cached: Path) -> None:
    run(folder, SHIPPED)
    (kept,) = compiled_files(cached)
    kept.chmod(0o666)
    found = verified_templates(SHIPPED, FORM)
    assert isinstance(found, WordTemplate)
    assert found.compiled == b""


def test_only_the_newest_compiled_templates_are_kept(folder: Path, cached: Path) -> None:
    cached.parent.mkdir()
    for number in range(MAX_COMPILED + 3):
        old = cached.parent / COMPILED_FILES.replace("*", f"{number:02}")
        old.write_bytes(b"")
        os.utime(old, (number, number))
    run(folder, SHIPPED)
    assert len(compiled_files(cached)) == MAX_COMPILED
    assert not (cached.parent / COMPILED_FILES.replace("*", "00")).exists()


def test_a_file_of_another_compiler_is_not_used(
    folder: Path, cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_cache, "_compiler_source", lambda: b"an older version of this code")
    older = cached.parent / _compiled_file(SHIPPED)
    older.parent.mkdir()
    older.write_bytes(b"the layout of that version")
    monkeypatch.undo()
    monkeypatch.setenv("XXGK_CACHE", str(cached.parent))
    run(folder, SHIPPED)
    assert len(compiled_files(cached)) == 2
    assert older.read_bytes() == b"the layout of that version"


@pytest.mark.parametrize(
    "content", [b"", b"not marshal", marshal.dumps((1, 2)), marshal.dumps(([(3,)], {}, 0))]
)
def test_a_whole_file_of_another_layout_is_compiled_again(folder: Path, cached: Path, content: bytes) -> None:
    run(folder, SHIPPED)
    (file,) = compiled_files(cached)
    file.write_bytes(hashlib.sha256(content).digest() + content)
    run(folder, SHIPPED, "again")
    assert documents(folder, "again") == documents(folder)
