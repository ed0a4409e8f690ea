"""The house: imports point downwards, each library comes in by its own door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "converter"

FLOORS = {
    "form": 0, "system": 0,
    "report": 1,
    "catalogue": 2,
    "grid": 3, "checks": 3,
    "document": 4, "results": 4, "workbook/layout": 4,
    "workbook/read": 5, "workbook/write": 5, "county": 5,
    "workbook": 6, "rollup": 6, "shipped": 6, "batch": 6,
    "publish": 7, "desk": 7,
    "cli": 8,
    "__main__": 9, "__init__": 9,
}  # fmt: skip
"""Rooms; those on one floor never import each other."""

APART = ("workbook", "checks", "document")
"""They meet only in `batch` and never import each other."""

DOORS = {
    "xlsxwriter": {"workbook/write/template.py", "workbook/roster.py", "rollup/book.py", "desk/book.py"},
    "openpyxl": {"workbook/write/marks.py"},
    "pandas": {"rollup/comparing.py"},
    "docxtpl": {"document/prepared.py", "document/reference.py"},
    "docx": {"document/template.py", "document/ooxml.py"},
    "jinja2": {
        "document/render.py", "document/reference.py", "document/checking/names.py", "publish/html.py",
        "document/prepared.py",
        "desk/page.py",
    },
    "lxml": {
        "workbook/read/cells.py", "workbook/read/cellvalues.py", "workbook/read/package.py",
        "workbook/read/ods.py",
        "document/render.py", "document/template.py", "document/ooxml.py", "document/readback/tree.py",
        "document/fitting.py", "document/words.py", "publish/html_proof.py",
        "document/reference.py", "document/ways.py", "document/prepared.py", "document/resizing.py",
        "document/checking/package.py", "document/checking/trial.py",
    },
    "pypdf": {"publish/pdf_proof.py"},
    "pathvalidate": {"system/naming.py"},
    "rich": {"cli/progress.py"},
    "xlrd": {"workbook/read/legacy.py"},
    "isal": {"system/inflating.py"},
    "markupsafe": {"document/render.py", "publish/html.py"},
    "rapidfuzz": {"report/matching.py", "checks/likeness.py"},
    "dask": {"batch/cluster.py"},
    "distributed": {"batch/cluster.py"},
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


def room(path: str) -> str:
    """The longest beginning of a path that has a floor of its own."""
    parts = path.removesuffix(".py").split("/")
    return next(name for n in range(len(parts), 0, -1) if (name := "/".join(parts[:n])) in FLOORS)


@pytest.mark.parametrize(("path", "module"), [pair for pair in IMPORTS if pair[1].startswith("converter.")])
def test_a_module_imports_from_its_own_room_or_below(path: str, module: str) -> None:
    own, other = room(path), room(module.removeprefix("converter.").replace(".", "/"))
    assert own == other or FLOORS[other] < FLOORS[own]
    whole = {own.split("/")[0], other.split("/")[0]}
    assert len(whole & {*APART}) < 2


def test_no_module_lies_outside_of_the_rooms() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == {"__init__", "__main__"}


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
