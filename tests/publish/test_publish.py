"""Further outputs of a folder: complete, and never older than the Word reports."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from converter.batch.folder import Job, convert_folder
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.publish import publish
from converter.report.report import Report
from converter.results import spool
from converter.results.outcome import Batch
from converter.results.paths import CHANGED, RETIRED
from converter.results.result import to_data, to_json
from converter.shipped.resources import word_template
from converter.system.errors import OutputError
from converter.system.files import write_whole
from converter.system.stamps import is_ours
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

TEMPLATE = WordTemplate.of(word_template(FORM).read_bytes())
SOUND = fill_workbook(report())
OTHER = fill_workbook(report(entries={"机关名称": "青禾县民政局"}))
FLAWED = fill_workbook(with_figure(report(entries={"机关名称": "青禾县教育局"}), "三.r04.c7", 9))
NAME, OTHER_NAME = (f"青禾县{name}2024年政府信息公开工作年度报告" for name in ("财政局", "民政局"))
WORD = f"Word报告/{NAME}.docx"
PAGES = [f"HTML/{NAME}.fragment.html", f"HTML/{NAME}.html"]
COMMON = ["HTML/data.csv", "HTML/data.json", "HTML/index.html"]


def run(
    tmp_path: Path,
    files: Mapping[str, bytes],
    *,
    pdf: bool = False,
    html: bool = False,
    draft: bool = False,
    proof: bool = True,
) -> Batch:
    """Convert and publish as the command does; the folder holds these files alone."""
    source, out = tmp_path / "报送", tmp_path / "out"
    source.mkdir(exist_ok=True)
    for old in source.iterdir():
        old.unlink()
    for name, content in files.items():
        (source / name).write_bytes(content)
    batch = convert_folder(source, out, Job(TEMPLATE, draft=draft))
    batch = publish(batch, out, pdf=pdf, html=html, proof=proof)
    write_whole(out / "result.json", to_json(batch))
    return batch


def written(tmp_path: Path, *but: str) -> list[str]:
    out = tmp_path / "out"
    names = (path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    return sorted(name for name in names if not name.startswith(("Word报告/", "草稿/", "result.json", *but)))


def codes(batch: Batch) -> list[str]:
    return [f.code for f in (*batch.unpublished, *(f for o in batch.outcomes for f in o.unpublished))]


def test_nothing_is_published_unless_asked_for(tmp_path: Path) -> None:
    batch = run(tmp_path, {"a.xlsx": SOUND})
    assert written(tmp_path) == []
    assert (batch.published, batch.outcomes[0].published, codes(batch)) == ((), (), [])


def test_every_delivered_report_has_a_page_a_fragment_and_an_index_row(tmp_path: Path) -> None:
    batch = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": FLAWED, "c.xlsx": OTHER, "d.xlsx": b""}, html=True)
    others = [name.replace(NAME, OTHER_NAME) for name in PAGES]
    assert written(tmp_path) == sorted([*COMMON, *PAGES, *others])
    assert [sorted(outcome.published) for outcome in batch.outcomes] == [PAGES, [], others, []]
    assert sorted(batch.published) == COMMON
    assert codes(batch) == []
    index = (tmp_path / "out/HTML/index.html").read_text(encoding="utf-8")
    assert index.index("青禾县财政局") < index.index("青禾县民政局")
    assert "青禾县教育局" not in index
    data = json.loads((tmp_path / "out/HTML/data.json").read_text(encoding="utf-8"))
    assert [item["agency"] for item in data["reports"]] == ["青禾县财政局", "青禾县民政局"]


def test_drafts_have_no_page_and_no_pdf(tmp_path: Path, office: Path) -> None:
    batch = run(tmp_path, {"b.xlsx": FLAWED}, html=True, pdf=True, draft=True)
    assert (tmp_path / "out/草稿").is_dir()
    assert written(tmp_path) == []
    assert codes(batch) == []


def test_result_json_names_what_was_published_and_what_was_not(tmp_path: Path) -> None:
    (tmp_path / f"out/HTML/{NAME}.html").mkdir(parents=True)
    batch = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER}, html=True)
    plain = to_data(batch)
    assert sorted(plain["published"]) == COMMON
    first, second = plain["outcomes"]
    assert first["status"] == "passed"  # not an error of the workbook
    assert (first["document"], first["published"]) == (WORD, [f"HTML/{NAME}.fragment.html"])
    assert [item["code"] for item in first["unpublished"]] == ["O-05"]
    assert len(second["published"]) == 2
    assert NAME not in (tmp_path / "out/HTML/index.html").read_text(encoding="utf-8")


def test_a_page_stays_where_the_next_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, {"a.xlsx": SOUND}, html=True)
    before = (tmp_path / "out" / PAGES[1]).read_bytes()

    def full(path: Path, content: object) -> None:
        if path.name == f"{NAME}.html":
            raise OutputError(f"“{path.name}”写不了：磁盘满了。")
        write_whole(path, content)  # type: ignore[arg-type]

    monkeypatch.setattr("converter.publish.outputs.write_whole", full)
    batch = run(tmp_path, {"a.xlsx": SOUND}, html=True)
    assert codes(batch) == ["O-05"]
    assert (tmp_path / "out" / PAGES[1]).read_bytes() == before
    assert PAGES[0] in written(tmp_path)
    assert not (tmp_path / "out" / RETIRED / f"{NAME}.html").exists()


def test_a_page_of_which_nobody_can_tell_whether_it_was_changed_is_left_alone(tmp_path: Path) -> None:
    run(tmp_path, {"a.xlsx": SOUND}, html=True)
    page = tmp_path / "out" / PAGES[1]
    page.unlink()
    page.symlink_to(page)  # which the system refuses to read
    batch = run(tmp_path, {"a.xlsx": SOUND}, html=True)
    (told,) = batch.outcomes[0].unpublished
    assert (told.code, told.values["detail"][:26]) == ("O-05", f"不知道“{PAGES[1]}”有没有人改动过"[:26])
    assert page.is_symlink()
    assert not (tmp_path / "out" / CHANGED).exists()


@pytest.mark.libreoffice
def test_pdfs_have_the_names_of_the_word_reports_and_retire_with_them(tmp_path: Path, office: Path) -> None:
    batch = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER}, pdf=True)
    assert codes(batch) == []
    assert written(tmp_path) == sorted([f"PDF/{NAME}.pdf", f"PDF/{OTHER_NAME}.pdf"])
    assert (tmp_path / f"out/PDF/{NAME}.pdf").read_bytes().startswith(b"%PDF-")
    assert not list((tmp_path / "out/Word报告").glob(".~lock*"))
    run(tmp_path, {"b.xlsx": OTHER}, pdf=True)
    assert written(tmp_path) == sorted([f"PDF/{OTHER_NAME}.pdf", f"已失效/{NAME}.docx", f"已失效/{NAME}.pdf"])


@pytest.fixture
def calls(tmp_path: Path, office: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often LibreOffice was started since this was last asked."""
    log, program = tmp_path / "calls", tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho >> '{log}'\nexec '{office}' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("XXGK_SOFFICE", str(program))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def since() -> int:
        number = len(log.read_text(encoding="utf-8")) if log.exists() else 0
        log.unlink(missing_ok=True)
        return number

    return since


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(os.name == "nt", reason="a shell script counts the calls of LibreOffice")
def test_a_pdf_that_still_holds_stays_and_any_other_is_printed_again(
    tmp_path: Path, calls: Callable[[], int]
) -> None:
    names = [f"PDF/{name}.pdf" for name in (NAME, OTHER_NAME)]
    files = {"a.xlsx": SOUND, "b.xlsx": OTHER}
    before: list[bytes] = []

    def made(batch: Batch) -> tuple[list[bool], int]:
        """Whether each PDF is there and stands from the run before; how often LibreOffice was started."""
        assert [outcome.published for outcome in batch.outcomes] == [(name,) for name in names]
        assert codes(batch) in ([], ["O-07"])
        now = [(tmp_path / "out" / name).read_bytes() for name in names]
        assert all(map(is_ours, now))
        same = [content in before for content in now]
        assert same == [bool(outcome.standing) for outcome in batch.outcomes]
        before[:] = now
        return same, calls()

    assert made(run(tmp_path, files, pdf=True)) == ([False, False], 1)
    assert made(run(tmp_path, files, pdf=True)) == ([True, True], 0)
    assert made(run(tmp_path, files, pdf=True, proof=False)) == ([True, True], 0)

    with (tmp_path / "out" / names[0]).open("ab") as pdf:  # somebody added to it
        pdf.write(b"%")
    assert made(run(tmp_path, files, pdf=True, proof=False)) == ([False, True], 1)
    assert (tmp_path / "out" / CHANGED / f"{NAME}.pdf").is_file()
    assert made(run(tmp_path, files, pdf=True)) == ([False, True], 1)  # it had not been compared

    files["b.xlsx"] = fill_workbook(report(entries={"机关名称": "青禾县民政局"}, figures={"二.r2.c1": 3}))
    assert made(run(tmp_path, files, pdf=True)) == ([True, False], 1)

    typefaces = tmp_path / "data/fonts"
    typefaces.mkdir(parents=True)
    (typefaces / "仿宋.ttf").write_bytes(b"any")
    assert made(run(tmp_path, files, pdf=True)) == ([False, False], 1)


def test_pages_of_an_earlier_run_retire_where_this_run_writes_none(tmp_path: Path) -> None:
    run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER}, html=True)
    run(tmp_path, {"a.xlsx": SOUND}, html=True)
    left = [f"已失效/{OTHER_NAME}.{end}" for end in ("docx", "fragment.html", "html")]
    assert written(tmp_path) == sorted([*COMMON, *PAGES, *left])
    run(tmp_path, {"a.xlsx": SOUND})  # the Word report is new, so the pages are not of it
    assert not (tmp_path / "out/HTML/index.html").exists()
    assert (tmp_path / "out/已失效/index.html").is_file()


def test_a_file_that_cannot_retire_has_a_finding(tmp_path: Path) -> None:
    run(tmp_path, {"a.xlsx": SOUND}, html=True)
    (tmp_path / "out/已失效").write_bytes(b"a file stands here")
    batch = run(tmp_path, {"a.xlsx": SOUND})
    assert codes(batch) == ["O-06"] * 5
    assert (tmp_path / "out/HTML/index.html").is_file()


def test_a_report_that_cannot_retire_has_a_finding(tmp_path: Path) -> None:
    run(tmp_path, {"a.xlsx": SOUND})
    (tmp_path / "out/已失效").write_bytes(b"a file stands here")
    batch = run(tmp_path, {"b.xlsx": OTHER}, html=True)
    assert [(f.code, f.variant) for f in batch.notices] == [("F-08", "unmoved")]


def test_foreign_files_in_the_folders_stay(tmp_path: Path) -> None:
    foreign = tmp_path / "out/PDF/别的.pdf"
    write_whole(foreign, b"x")
    write_whole(tmp_path / "out/result.json", b'{"outcomes": [{"published": ["PDF/../PDF/x.pdf", "a/b"]}]}')
    run(tmp_path, {"a.xlsx": SOUND}, html=True)
    assert foreign.read_bytes() == b"x"


def test_a_missing_libreoffice_has_one_finding_and_affects_only_the_pdfs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XXGK_SOFFICE", str(tmp_path / "没有"))
    batch = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER}, pdf=True, html=True)
    assert codes(batch) == ["O-01"]
    assert written(tmp_path, "HTML/") == []
    assert (tmp_path / "out" / WORD).is_file()
    assert (tmp_path / "out/HTML/index.html").is_file()


def test_a_page_that_differs_is_not_delivered_and_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from converter.publish import html

    honest = html.render_page

    def lying(*words: object) -> bytes:
        return honest(*words).replace("青禾县财政局".encode(), "青禾县财政厅".encode())  # type: ignore[arg-type]

    monkeypatch.setattr(html, "render_page", lying)
    batch = run(tmp_path, {"a.xlsx": SOUND, "b.xlsx": OTHER}, html=True)
    assert {f.code for f in batch.outcomes[0].unpublished} == {"O-04"}
    assert batch.outcomes[0].published == (PAGES[0],)
    assert len(batch.outcomes[1].published) == 2
    unproved = run(tmp_path, {"a.xlsx": SOUND}, html=True, proof=False)
    assert sorted(unproved.outcomes[0].published) == PAGES


def test_the_same_folder_gives_the_same_pages(tmp_path: Path) -> None:
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        run(tmp_path / name, {"a.xlsx": SOUND}, html=True)
    for name in (*COMMON, *PAGES):
        assert (tmp_path / "1/out" / name).read_bytes() == (tmp_path / "2/out" / name).read_bytes()


def test_index_and_open_data_of_many_reports_never_hold_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from converter.publish import data, html

    alive: list[int] = []
    monkeypatch.setattr(spool, "AT_HAND", 2)

    def counting(make: Callable[..., Iterator[bytes]]) -> Callable[..., Iterator[bytes]]:
        def pieces(*given: Any) -> Iterator[bytes]:
            for piece in make(*given):
                alive.append(sum(isinstance(each, Report) for each in gc.get_objects()) - before)
                yield piece

        return pieces

    files = {f"{n:02d}.xlsx": fill_workbook(report(entries={"机关名称": f"青禾县{n}局"})) for n in range(12)}
    gc.collect()
    before = sum(isinstance(each, Report) for each in gc.get_objects())
    for module, name in ((data, "csv_pieces"), (data, "json_pieces"), (html, "index_pieces")):
        monkeypatch.setattr(module, name, counting(getattr(module, name)))
    batch = run(tmp_path, files, html=True)
    assert len(batch.outcomes) == 12
    assert len(alive) > 24
    assert max(alive) <= 6  # two of each report: as it is stored, and expanded
