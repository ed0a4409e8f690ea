"""Input that is meant to do harm: nothing is asked for, nothing outside is touched, nothing runs.

Every command runs in a process of its own that notes each socket, program and file (audit hooks).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from converter.cli import VERBS
from converter.form import FORM
from tests import word
from tests.document.office_templates import SHIPPED
from tests.published.layouts import page as web_page
from tests.published.layouts import tables_of
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


ADDRESS = "http://127.0.0.1:9/"
WATCH = """
import os, sys
log = open(sys.argv[1], "a", encoding="utf-8")
TWO = ("os.rename", "os.link", "os.symlink")
PATHS = ("open", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", *TWO)
CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def told(event, given):
    if event.startswith("socket."):
        print("socket", event, file=log, flush=True)
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.startfile", "os.posix_spawn"):
        print("program", given[0], file=log, flush=True)
    elif event in PATHS and not isinstance(given[0], int) and given[0] is not log.name:
        writes = event != "open" or (isinstance(given[2], int) and given[2] & CHANGING)
        for path in given[:2] if event in TWO else given[:1]:
            print("write" if writes else "read", os.path.abspath(os.fsdecode(path)), file=log, flush=True)
sys.addaudithook(told)
from converter.cli import main
sys.exit(main(sys.argv[2:]))
"""
"""Runs a command and notes what it asks of the system."""

ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///%s">]>'
RELATION = (
    '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="rId77" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"{mode}/>'
)
EXTERNAL = ' TargetMode="External"'


def quine(depth: int = 6) -> bytes:
    """A zip archive in a zip archive, and so on."""
    content = b"PK"
    for number in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(f"{number}.zip", content)
        content = made.getvalue()
    return content


def archive_that_climbs() -> bytes:
    """An archive whose members have paths that lead out of any folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("../../climbed.xlsx", "/climbed.xlsx", "C:\\climbed.xlsx", "..\\..\\climbed.xlsx"):
            archive.writestr(name, fill_workbook(report(entries={"机关名称": "../../climbed"})))
    return made.getvalue()


def with_part(workbook: bytes, name: str, part: bytes) -> bytes:
    """A workbook with a part replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w") as new:
        for each in {*old.namelist(), name}:
            new.writestr(each, part if each == name else old.read(each))
    return made.getvalue()


def with_entity(workbook: bytes, secret: Path) -> bytes:
    """A workbook whose texts are those of a file outside."""
    head = ENTITY % str(secret).lstrip("/").encode()
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return with_part(workbook, "xl/sharedStrings.xml", head + b"<sst %s><si><t>&x;</t></si></sst>" % space)


def linking_out(workbook: bytes) -> bytes:
    """A workbook with a link to a workbook elsewhere, a DDE formula and a web picture."""
    relations = "".join(
        RELATION.format(kind=kind, target=ADDRESS, mode=EXTERNAL).replace("rId77", f"rId7{number}")
        for number, kind in enumerate(("externalLinkPath", "image", "oleObject", "hyperlink"))
    )
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        part = archive.read("xl/_rels/workbook.xml.rels")
    return with_part(
        workbook,
        "xl/_rels/workbook.xml.rels",
        part.replace(b"</Relationships>", relations.encode() + b"</Relationships>"),
    )


def roster_file(path: Path, *names: str) -> Path:
    """A roster with these agencies."""
    book = Workbook()
    assert book.active is not None
    for row in (("机关名称", "类别", "联系人"), *((name, "县级部门", "=1+1") for name in names)):
        book.active.append(row)
    for line in book.active.iter_rows():
        for cell in line:
            cell.data_type = "s"
    book.save(path)
    return path


class County:
    """The folder of a county with hostile input, and what each command asked of the system."""

    def __init__(self, home: Path) -> None:
        self.home, self.log = home, home / "asked.txt"
        self.tried = set[str]()
        self.secret = home / "elsewhere" / "secret.txt"
        self.given, self.out, self.own = home / "报送", home / "out", home / "own"
        for folder in (self.secret.parent, self.given, self.own):
            folder.mkdir()
        self.secret.write_text("密件", encoding="utf-8")
        sound = fill_workbook(report())
        files = {
            "a #%41 & ?.xlsx": fill_workbook(report(entries={"机关名称": "青禾县#1局 & 50%41"})),
            "b.xlsx": fill_workbook(with_figure(report(entries={"机关名称": "=1+1"}), "三.r04.c7", 9)),
            "c.xlsx": linking_out(fill_workbook(report(entries={"机关名称": "青禾县教育局"}))),
            "d.xlsx": with_entity(sound, self.secret),
            "e.xlsx": with_part(sound, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
            "quine.zip": quine(),
            "climbing.zip": archive_that_climbs(),
        }
        for name, content in files.items():
            (self.given / name.replace("?", "" if os.name == "nt" else "?")).write_bytes(content)
        self.roster = roster_file(home / "名单.xlsx", "青禾县#1局 & 50%41", "=1+1", "青禾县教育局")
        self.rules = home / "规则.toml"
        self.rules.write_text(f'[[关闭]]\n编号 = "{ADDRESS}"\n', encoding="utf-8")
        self.record = home / "县里记录.jsonl"
        self.record.write_text('{"agency": "../../x"}\n' + "[" * 9_000 + "\n", encoding="utf-8")
        self.last = home / "上年"
        self.last.mkdir()
        (self.last / "a.xlsx").write_bytes(fill_workbook(report(entries={"年度": "2023"})))
        (self.last / "b.xlsx").write_bytes(with_entity(sound, self.secret))

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
        """Run a command; what it asked is added to the log."""
        self.tried.add(str(words[0]))
        environment = {
            **os.environ, "TMPDIR": str(self.own), "TEMP": str(self.own), "TMP": str(self.own),
            "XDG_CACHE_HOME": str(self.own), "LOCALAPPDATA": str(self.own), "HOME": str(self.own),
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", WATCH, str(self.log), *map(str, words)],
            capture_output=True, env=environment, cwd=self.own, check=False,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    def asked(self, what: str) -> set[str]:
        """What was asked of the system, of one kind."""
        lines = (line.partition(" ") for line in self.log.read_text(encoding="utf-8").splitlines())
        return {rest for kind, _, rest in lines if kind == what}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """The county after every command, each with all the hostile input that it takes."""
    county = County(tmp_path_factory.mktemp("county"))
    home, out = county.home, county.out
    everything = ("--roster", county.roster, "--last-year", county.last, "--year", "2024")
    county.run("template", "--year", "2024", "-o", out / "表.xlsx")
    county.run("roster", "-o", out / "名单.xlsx")
    county.run("rules", "-o", out / "规则.toml")
    county.run("word-template", "-o", out / "模板")
    county.run("issue", county.roster, "--year", "2024", "--last-year", county.last, "-o", out / "下发")
    county.run("convert", county.given, "-o", out / "结果", "--html", *everything)
    county.run("convert", county.given, "-o", out / "结果", "--rules", county.rules)
    county.run("convert", county.given, "-o", out / "结果", "--record", county.record)
    hostile = home / "模板.docx"
    hostile.write_bytes(with_relation("attachedTemplate", ADDRESS))
    county.run("convert", county.given, "-o", out / "结果", "--template", hostile)
    county.run("template-check", hostile)
    county.run("check", county.given, *everything, "--format", "json")
    result = home / "别人的结果"
    result.mkdir()
    (result / "result.json").write_text(
        json.dumps({"schema": 1, "outcomes": [{"source": "../../x", "document": str(county.secret)}]}),
        encoding="utf-8",
    )
    county.run("check", county.given, "--last-year", result)
    county.run("status", result)
    county.run("status", out / "结果")
    county.run(
        "accept", "=1+1", "D-07", "--reason", "x", "--by", "y", "-o", result, "--record", out / "记录.jsonl"
    )
    county.run(
        "rollup", county.given, "--name", "=1+1", "-o", out / "汇总", "--include-returned", *everything
    )
    published = home / "公布"
    published.mkdir()
    (published / "a #%41.html").write_bytes(
        f"<html><head><base href='{ADDRESS}'><link rel=stylesheet href='{ADDRESS}'></head><body>"
        f"<img src='{ADDRESS}'><iframe src='file://{county.secret}'></iframe>{'<div>' * 9_000}".encode()
        + web_page(tables_of(report()), report(entries={"机关名称": "../../climbed"}))
    )
    (published / "b.docx").write_bytes(hostile.read_bytes())
    (published / "c.docx").write_bytes(quine())
    (published / "d.pdf").write_bytes(b"%PDF-1.7\n1 0 obj<</URI(" + ADDRESS.encode() + b")>>endobj")
    county.run("import", published, "-o", out / "读回")
    county.run("observe", published, "-o", out / "看", "--roster", county.roster)
    county.run("compare", county.given, published, county.last, "-o", out / "比较.xlsx")
    county.run("local", "-o", out / "地方要求.toml")
    county.run("init", out / "年报2024", "--year", "2024", "--name", "=1+1")
    county.run("close", "-C", out / "年报2024", "--reason", "x")
    return county


BY_ITS_OWN_TESTS = {"serve", "doctor"}
"""What listens to a socket: the page has its own suite of requests that must be refused; the doctor
reads nothing that others made, and asks this computer alone whether the page could listen (tests/doctor)."""


def test_no_command_opens_a_socket(county: County) -> None:
    assert county.asked("socket") == set()


def test_every_command_was_tried(county: County) -> None:
    assert county.tried | BY_ITS_OWN_TESTS == {*VERBS}


def test_no_command_starts_another_program(county: County) -> None:
    assert {Path(name).resolve() for name in county.asked("program")} <= {Path(sys.executable).resolve()}


def test_no_command_writes_outside_its_output_folder(county: County) -> None:
    own = (county.out, county.own, county.log, Path(os.devnull))
    assert str(county.out / "结果/Word报告") in {str(Path(path).parent) for path in county.asked("write")}
    assert [
        path for path in county.asked("write") if not any(Path(path).is_relative_to(o) for o in own)
    ] == []
    assert not list(county.home.rglob("climbed*"))
    assert not list(county.home.parent.glob("climbed*"))


def test_no_command_reads_a_file_that_was_not_given(county: County) -> None:
    read = {path for path in county.asked("read") if Path(path).is_relative_to(county.home)}
    given = (
        county.given, county.last, county.out, county.own, county.roster, county.rules, county.record,
        county.home / "模板.docx", county.home / "别人的结果", county.home / "公布", county.log,
    )  # fmt: skip
    assert [path for path in read if not any(Path(path).is_relative_to(each) for each in given)] == []
    assert str(county.secret) not in read


def test_nothing_of_a_file_elsewhere_gets_into_an_output(county: County) -> None:
    for path in county.out.rglob("*"):
        if path.is_file():
            assert "密件".encode() not in everything_in(path), path


def everything_in(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is a package."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_every_hostile_file_is_told(county: County) -> None:
    result = json.loads((county.out / "结果/result.json").read_text(encoding="utf-8"))
    statuses = {outcome["source"]: outcome["status"] for outcome in result["outcomes"]}
    assert statuses["d.xlsx"] == "unreadable"
    assert any(name.startswith("quine.zip") for name in result["ignored"])


# --- what Excel would run --------------------------------------------------------------------------


def test_no_text_in_a_workbook_for_the_county_is_a_formula(county: County) -> None:
    for path in (county.out / "结果/校验结果.xlsx", county.out / "汇总/汇总表.xlsx"):
        texts = 0
        for sheet in load_workbook(path).worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.data_type == "f":
                    assert re.fullmatch(r"=SUM\([A-Z0-9:,$]+\)", str(cell.value)), (
                        sheet.title,
                        cell.coordinate,
                    )
                elif str(cell.value or "").startswith(("=", "+", "-", "@")):
                    texts += 1
                    assert cell.data_type == "s"
                    assert cell.quotePrefix, (sheet.title, cell.coordinate)
        assert texts, path


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t="])
def test_no_text_in_data_csv_is_a_formula(begin: str) -> None:
    from converter.publish import data

    hostile = with_figure(report(entries={"机关名称": f"{begin}1+1"}), "二.r3.c1", 345, f"{begin}cmd")
    lines = list(
        csv.reader(io.StringIO(b"".join(data.csv_pieces([hostile])).decode("utf-8-sig"), newline=""))
    )
    assert not [
        text
        for line in lines
        for text in line
        if text.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"))
    ]


# --- pages and links ------------------------------------------------------------------------------


def pages(county: County) -> Iterator[Path]:
    yield from (path for path in (county.out / "结果").rglob("*.html") if ".fragment" not in path.name)


def test_every_page_forbids_all_but_its_own_style_sheet(county: County) -> None:
    import base64
    import hashlib

    shown = list(pages(county))
    assert len(shown) >= 3
    for path in shown:
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        (policy,) = [m.get("content") for m in page.iter("meta") if m.get("http-equiv")]
        (style,) = page.iter("style")
        digest = base64.b64encode(hashlib.sha256("".join(style.itertext()).encode()).digest()).decode()
        assert (
            policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
        elements = list(page.iter())
        assert not [
            e for e in elements if e.tag in ("script", "iframe", "object", "embed", "img", "link", "base")
        ]
        attributes = [name for e in elements for name in e.attrib]
        assert not [name for name in attributes if name.startswith("on") or name == "style" or name == "src"]


def test_every_link_of_the_pages_leads_to_its_file(county: County) -> None:
    found = 0
    for path in pages(county):
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        for link in page.iter("a"):
            address = urlsplit(urljoin(path.as_uri(), link.get("href", "")))
            assert (address.scheme, address.query, address.fragment) == ("file", "", "")
            assert Path(
                unquote(address.path).lstrip("/") if os.name == "nt" else unquote(address.path)
            ).is_file()
            found += 1
    assert found >= 5


def test_every_link_of_the_board_leads_to_its_file(county: County) -> None:
    folder, found = county.out / "结果", 0
    with zipfile.ZipFile(folder / "校验结果.xlsx") as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/_rels/"):
                for relation in etree.fromstring(archive.read(name)):
                    target = relation.get("Target", "")
                    assert not re.search("[#? ]", target)
                    assert (folder / unquote(target).replace("\\", "/")).is_file(), target
                    found += 1
            elif name.startswith("xl/worksheets/"):
                assert b"location=" not in archive.read(name)  # nothing of a name became a place in the file
    assert found >= 3


# --- templates ------------------------------------------------------------------------------------


def with_relation(kind: str, target: str, mode: str = EXTERNAL) -> bytes:
    """The shipped template with a relation of its main part more."""

    def change(name: str, part: bytes) -> bytes:
        if name != "word/_rels/document.xml.rels":
            return part
        relation = RELATION.format(kind=kind, target=target, mode=mode)
        return part.replace(b"</Relationships>", relation.encode() + b"</Relationships>")

    return word.with_parts(SHIPPED, change)


def with_field(*pieces: str) -> bytes:
    """The shipped template with a field whose instruction is in so many runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    field = f"<w:p>{begin}{runs}{end}</w:p>"
    return word.with_main(SHIPPED, lambda part: part.replace(b"<w:body>", b"<w:body>" + field.encode(), 1))


def told(template: bytes) -> list[tuple[str, str, str]]:
    """Code, variant and severity of what is found at a template, but for how it prints."""
    from converter.document.checking import check_template

    return [
        (f.code, f.variant, f.severity.value)
        for f in check_template(template, "本局.docx", FORM)
        if f.code in ("T-01", "T-02")
    ]


@pytest.mark.parametrize(
    ("kind", "target", "mode", "variant"),
    [
        ("attachedTemplate", "http://127.0.0.1:9/a.dotm", EXTERNAL, "remote"),
        ("attachedTemplate", "\\\\server\\share\\a.dotm", EXTERNAL, "remote"),
        ("attachedTemplate", "file://server/share/a.dotm", EXTERNAL, "remote"),
        ("attachedTemplate", "file:///C:/Users/a/Normal.dotm", EXTERNAL, "attached"),
        ("image", "http://127.0.0.1:9/a.png", EXTERNAL, "linked"),
        ("oleObject", "file:///C:/a.xlsx", EXTERNAL, "linked"),
        ("subDocument", "other.docx", EXTERNAL, "linked"),
        ("hyperlink", "file://server/a", EXTERNAL, "hyperlink"),
        ("hyperlink", "\\\\server\\a", EXTERNAL, "hyperlink"),
        ("hyperlink", "C:\\a.docx", EXTERNAL, "hyperlink"),
        ("hyperlink", "javascript:alert(1)", EXTERNAL, "hyperlink"),
        ("oleObject", "embeddings/oleObject1.bin", "", "embedded"),
        ("aFChunk", "a.html", "", "embedded"),
        ("control", "activeX/activeX1.xml", "", "embedded"),
    ],
)
def test_a_template_that_leads_out_or_carries_something_is_told(
    kind: str, target: str, mode: str, variant: str
) -> None:
    severity = "warning" if variant == "attached" else "error"
    assert told(with_relation(kind, target, mode)) == [("T-02", variant, severity)]


@pytest.mark.parametrize(
    "target", ["http://www.gov.example/", "https://a.example/#b", "mailto:a@b.example", "#_Toc1"]
)
def test_a_template_may_link_to_web_pages_and_mail(target: str) -> None:
    assert told(with_relation("hyperlink", target)) == []


@pytest.mark.parametrize(
    "pieces",
    [
        (' DDEAUTO c:\\windows\\cmd.exe "/k x" ',),
        (" D", "DE", ' excel "a" '),
        (' INCLUDEPICTURE "http://127.0.0.1:9/a.png" ',),
        ("includetext C:\\a.docx",),
        (' HYPERLINK "\\\\\\\\server\\\\a" ',),
    ],
    ids=["dde", "in pieces", "picture", "text", "hyperlink"],
)
def test_a_field_that_asks_elsewhere_is_told(pieces: tuple[str, ...]) -> None:
    ((code, variant, severity),) = told(with_field(*pieces))
    assert (code, severity) == ("T-02", "error")
    assert variant == ("hyperlink" if "HYPERLINK" in pieces[0] else "field")


@pytest.mark.parametrize(
    "instruction", [" PAGE ", ' HYPERLINK "http://a.example/link" ', " DATE ", " NUMPAGES "]
)
def test_fields_of_pages_dates_and_web_links_are_silent(instruction: str) -> None:
    assert told(with_field(instruction)) == []


def test_a_template_with_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'

    def change(part: bytes) -> bytes:
        return part.replace(b"<w:document", bomb + b"<w:document", 1)

    assert told(word.with_main(SHIPPED, change)) == [("T-01", "damaged", "error")]


def test_a_template_with_mail_merge_is_refused() -> None:
    def change(name: str, part: bytes) -> bytes:
        merge = b"<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge></w:settings>"
        return part.replace(b"</w:settings>", merge) if name == "word/settings.xml" else part

    assert told(word.with_parts(SHIPPED, change)) == [("T-02", "merge", "error")]
