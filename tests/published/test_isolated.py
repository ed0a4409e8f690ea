"""Hostile published files: each costs one finding, whatever it does to the process that reads it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from converter.catalogue.messages import describe
from converter.cli import main
from converter.form import FORM
from converter.published import isolated
from converter.published.page import Kind, NotPublishedError
from converter.published.reader import read_published
from converter.system import isolated as processes
from tests.published.layouts import page, tables_of
from tests.reports import report

REPORT = report()
GOOD = page(tables_of(REPORT), REPORT)


def refusal(content: bytes, kind: Kind, seconds: float = 30) -> tuple[str, str]:
    with pytest.raises(NotPublishedError) as caught:
        isolated.read_page(content, kind, seconds)
    return str(caught.value), caught.value.detail


def word(body: bytes) -> bytes:
    """A Word document with a body, which is compressed."""
    saved = io.BytesIO()
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", b'<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (space, body)
        )
    return saved.getvalue()


def pdf(content: bytes, more: bytes = b"") -> bytes:
    """A PDF file of one page with a stream of drawing commands."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), more, content),
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\n" % table
    return made + b"startxref\n%d\n%%%%EOF" % start


RULES = b"".join(b"%d 9 m %d %d l S\n" % (n % 600, n * 7 % 600, n * 13 % 800) for n in range(40_000))


@cache
def expanding() -> bytes:
    """A PDF file of 5 MB whose page has 1.2 GB."""
    packer = zlib.compressobj(1)
    packed = b"".join([*(packer.compress(bytes(10_000_000)) for _ in range(120)), packer.flush()])
    return pdf(packed, b"/Filter/FlateDecode")


def test_a_page_comes_out_of_its_process_as_it_went_in() -> None:
    from converter.published.html_page import html_page

    assert isolated.read_page(GOOD, Kind.HTML) == html_page(GOOD)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "kind", "seconds", "told"),
    [
        (lambda: word(b"<w:p/>" * 3_000_000), Kind.DOCX, 30, "large"),
        (lambda: b"<html>" + b"<p>x</p>" * 30_000, Kind.HTML, 30, "large"),
        (lambda: b"<html>" + b" " * 25_000_000, Kind.HTML, 30, "large"),
        (expanding, Kind.PDF, 30, "memory"),
        (lambda: pdf(RULES), Kind.PDF, 1, "timeout"),
    ],
    ids=["a body", "paragraphs", "a page", "a stream", "rules"],
)
def test_a_file_that_takes_too_much_costs_itself_alone(
    content: Callable[[], bytes], kind: Kind, seconds: float, told: str
) -> None:
    assert refusal(content(), kind, seconds)[0] == told
    assert isolated.read_page(GOOD, Kind.HTML).blocks


def test_a_reader_that_breaks_down_is_one_finding_in_the_words_of_the_office(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "lxml.py").write_text("import os; os._exit(9)", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))  # where the other process looks first
    reading = read_published(GOOD, "a.html", FORM).reading
    assert reading.report is None
    (found,) = reading.findings
    assert (found.code, found.variant) == ("I-01", "crashed")
    assert "意外中止（9）" in describe(found)


def test_a_reader_that_cannot_be_started_is_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path(__file__).with_suffix(".missing")))
    assert refusal(GOOD, Kind.HTML) == ("crashed", "FileNotFoundError")


@pytest.mark.slow
def test_the_other_files_of_a_folder_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "公布"
    source.mkdir()
    (source / "一.html").write_bytes(GOOD)
    (source / "二.pdf").write_bytes(expanding())
    (source / "三.html").write_bytes(GOOD.replace(REPORT.agency.encode(), "青禾县民政局".encode()))
    assert main(["import", str(source), "-o", str(tmp_path / "上年")]) == 1
    said = capsys.readouterr().out
    assert "导入 2 份，1 份没有读出" in said
    assert said.count("I-01") == 1


def test_the_other_process_loads_neither_the_form_nor_the_catalogue() -> None:
    room = "converter.published"
    modules = ", ".join(
        f"{room}.{name}" for name in ("reading_process", "pdf_page", "html_page", "docx_page")
    )
    code = f"import sys, {modules}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {".".join(name.split(".")[:2]) for name in done.stdout.split() if name.startswith("converter.")}
    assert rooms == {"converter.grid", "converter.published", "converter.system"}


def test_one_process_reads_many_files() -> None:
    processes._reader.cache_clear()
    for _ in range(3):
        isolated.read_page(GOOD, Kind.HTML)
    assert processes._reader.cache_info().misses == 1
