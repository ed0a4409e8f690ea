"""The house: imports point downwards, each library comes in by its own door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "converter"

FLOORS = {
    "errors": 0, "files": 0, "indented": 0, "inflating": 0, "memo": 0, "plainxml": 0, "records": 0,
    "spool": 0, "versions": 0, "workers": 0,
    "identity": 0, "cluster": 0,
    "form": 0, "naming": 0, "places": 0, "words": 0, "resources": 0, "arrivals": 0,
    "report": 1, "finding": 1, "messages": 1, "catalogue": 1, "grid": 1, "sums": 1, "reasons": 1, "roster": 1,
    "matching": 1, "likeness": 1,
    "settings": 1,
    "workbook": 2, "checks": 2, "document": 2,
    "slim": 1, "outcome": 2, "past": 2, "county": 2,
    "last_run": 3, "delivery": 3, "standing": 3, "trusted": 3, "waiting": 3,
    "conversion": 3, "batch": 3, "result": 3, "shipping": 3,
    "rollup": 3, "rulebook": 3, "manual": 3, "last_year": 4, "issue": 4,
    "publish": 4, "desk": 4, "cli": 5, "__main__": 6, "__init__": 6,
}  # fmt: skip
APART = ("workbook", "checks", "document")
"""They meet only in `conversion` and never import each other."""

DOORS = {
    "xlsxwriter": {"workbook/template.py", "workbook/roster.py", "rollup/book.py", "desk/book.py"},
    "openpyxl": {"workbook/marks.py"},
    "pandas": {"rollup/comparing.py"},
    "docxtpl": {"document/prepared.py", "document/reference.py"},
    "docx": {"document/template.py", "document/ooxml.py"},
    "jinja2": {
        "document/render.py", "document/reference.py", "document/checking/names.py", "publish/html.py",
        "document/prepared.py",
        "desk/page.py",
    },
    "lxml": {
        "workbook/cells.py", "workbook/cellstyles.py", "workbook/package.py", "workbook/ods.py",
        "document/render.py", "document/template.py", "document/ooxml.py", "document/readback/tree.py",
        "document/fitting.py", "document/words.py", "publish/html_proof.py",
        "document/reference.py", "document/ways.py", "document/prepared.py", "document/resizing.py",
        "document/checking/package.py", "document/checking/trial.py",
    },
    "pypdf": {"publish/pdf_proof.py"},
    "pathvalidate": {"naming.py"},
    "rich": {"cli/progress.py"},
    "xlrd": {"workbook/legacy.py"},
    "isal": {"inflating.py"},
    "markupsafe": {"document/render.py", "publish/html.py"},
    "rapidfuzz": {"matching.py", "likeness.py"},
    "dask": {"cluster.py"},
    "distributed": {"cluster.py"},
}  # fmt: skip


def modules() -> Iterator[tuple[str, str]]:
    """Every import of every module: its path, what it imports."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield path.relative_to(PACKAGE).as_posix(), node.module
            elif isinstance(node, ast.Import):
                for name in node.names:
                    yield path.relative_to(PACKAGE).as_posix(), name.name


IMPORTS = sorted(set(modules()))


def part(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


@pytest.mark.parametrize(("path", "module"), [pair for pair in IMPORTS if pair[1].startswith("converter.")])
def test_a_module_imports_from_its_floor_or_below(path: str, module: str) -> None:
    own, other = part(path), module.split(".")[1]
    assert FLOORS[other] <= FLOORS[own]
    if own in APART and other in APART:
        assert own == other


@pytest.mark.parametrize("witness", ["expected", "readback", "proof"])
def test_the_proof_shares_no_code_with_what_it_proves(witness: str) -> None:
    allowed = {f"converter.document.{part}" for part in ("expected", "readback")}
    own = {
        m for p, m in IMPORTS if p.startswith(f"document/{witness}") and m.startswith("converter.document")
    }
    inner = ("converter.document.proof", "converter.document.readback.")
    assert {m for m in own if not m.startswith(inner)} <= allowed


@pytest.mark.parametrize(("path", "module"), [p for p in IMPORTS if p[1].split(".")[0] in DOORS])
def test_a_library_comes_in_by_its_own_door(path: str, module: str) -> None:
    assert path in DOORS[module.split(".")[0]]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_a_module_is_small_enough_to_hold_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_only_the_command_line_prints() -> None:
    prints = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert prints
    assert all(path.startswith("cli/") for path in prints)
