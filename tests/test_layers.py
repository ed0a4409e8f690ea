"""The rooms: imports point downwards and in no circle, and each library has its doors.

Every test lists all offenders at once, each as path:line.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "converter"
LONGEST = 300
"""Lines of a module."""

DIRECTIONS = {
    "": (
        "system", "form", "report", "catalogue", "grid", "workbook checks document", "results", "county",
        "batch", "desk rollup publish shipped", "cli", "__main__ __init__",
    ),
    "document": (
        "template context expected readback", "render proof", "checking", "render_path", "template_cache",
        "__init__",
    ),
    "workbook": ("layout", "read write", "roster_rows", "roster __init__"),
}  # fmt: skip
"""Rooms of a package, lowest first: a room imports from itself and from lower ones.

Those named together never import each other.
"""

DOORS = {
    "xlsxwriter": {"workbook/write/template.py", "workbook/roster.py", "rollup/book.py", "desk/book.py"},
    "openpyxl": {"workbook/write/marks.py"},
    "pandas": {"rollup/comparing.py"},
    "docxtpl": {"document/render/compiling.py", "document/render/reference.py"},
    "docx": {"document/template/build.py", "document/template/ooxml.py"},
    "jinja2": {
        "document/render/rendering.py", "document/render/reference.py", "document/render/compiling.py",
        "document/checking/names.py", "publish/html.py",
        "desk/page.py",
    },
    "lxml": {
        "workbook/read/cells.py", "workbook/read/cellvalues.py", "workbook/read/package.py",
        "workbook/read/ods.py",
        "document/render/rendering.py", "document/render/reference.py", "document/render/compiling.py",
        "document/render/fitting.py", "document/render/resizing.py", "document/render_path.py",
        "document/readback/tree.py",
        "document/checking/package.py", "document/checking/paragraphs.py", "document/checking/trial.py",
        "publish/html_proof.py",
    },
    "pypdf": {"publish/pdf_proof.py"},
    "pathvalidate": {"system/naming.py"},
    "rich": {"cli/progress.py"},
    "xlrd": {"workbook/read/legacy.py"},
    "isal": {"system/zips.py"},
    "markupsafe": {"document/render/rendering.py", "publish/html.py"},
    "rapidfuzz": {"report/matching.py", "checks/likeness.py"},
    "dask": {"batch/cluster.py"},
    "distributed": {"batch/cluster.py"},
}  # fmt: skip

WITNESSES = ("expected", "readback", "proof")
"""What of `document/` proves a document: the proof shares no code with rendering."""


class Import(NamedTuple):
    """One import: the module that it stands in and its line, and the module that it names."""

    importer: str
    line: int
    name: str

    def __str__(self) -> str:
        """Path and line, as editors open them."""
        return f"converter/{path(self.importer)}:{self.line} imports {self.name}"


def dotted(file: Path) -> str:
    """The name of a module: `converter.form`, `converter.form.model`."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


TREES: Mapping[str, tuple[Path, ast.Module]] = {
    dotted(file): (file, ast.parse(file.read_text(encoding="utf-8")))
    for file in sorted(PACKAGE.rglob("*.py"))
}


def path(module: str) -> str:
    """The path of a module below `converter/`."""
    return TREES[module][0].relative_to(PACKAGE).as_posix()


def imports() -> Iterator[Import]:
    """Every import of every module, inside functions too; `from package import module` names the module."""
    for module, (_, tree) in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (Import(module, node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.module, f"converter/{path(module)}:{node.lineno} is a relative import"
                for alias in node.names:
                    below = f"{node.module}.{alias.name}"
                    yield Import(module, node.lineno, below if below in TREES else node.module)


IMPORTS = sorted(set(imports()))
INNER = [found for found in IMPORTS if found.name.split(".")[0] == "converter"]


def room(module: str, package: str) -> str:
    """The room of a package that a module lies in; empty where it lies outside of the package."""
    own = path(module).removesuffix(".py").split("/")
    above = package.split("/") if package else []
    return own[len(above)] if own[: len(above)] == above else ""


def goes_up(found: Import) -> bool:
    """Whether an import goes to a higher room, or to one beside."""
    for package, order in DIRECTIONS.items():
        own, other = room(found.importer, package), room(found.name, package)
        if own and other and own != other:
            floors = {name: floor for floor, names in enumerate(order) for name in names.split()}
            if floors[other] >= floors[own]:
                return True
    return False


def test_a_module_imports_from_its_own_room_or_from_lower_ones() -> None:
    assert [str(found) for found in INNER if goes_up(found)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: {found.name for found in INNER if found.importer == module} for module in TREES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        steps = [
            str(found) for pair in pairwise(circle) for found in INNER if (found.importer, found.name) == pair
        ]
        assert steps == []  # lists the imports of the circle


def test_every_module_lies_in_a_room_that_has_its_place() -> None:
    for package, order in DIRECTIONS.items():
        rooms = {room(module, package) for module in TREES} - {""}
        assert rooms == {name for names in order for name in names.split()}


def test_the_proof_shares_no_code_with_what_it_proves() -> None:
    def witness(module: str) -> bool:
        return path(module).removeprefix("document/").split("/")[0].removesuffix(".py") in WITNESSES

    shared = [
        str(found)
        for found in INNER
        if room(found.importer, "document") and witness(found.importer)
        if room(found.name, "document") and not witness(found.name)
    ]
    assert shared == []


def test_a_library_comes_in_by_its_own_doors() -> None:
    libraries = [
        (found, library)
        for found in IMPORTS
        if (library := found.name.split(".")[0]) not in {"converter", *sys.stdlib_module_names}
    ]
    strangers = [
        str(found) for found, library in libraries if path(found.importer) not in DOORS.get(library, ())
    ]
    assert strangers == []
    used = {(library, path(found.importer)) for found, library in libraries}
    assert {(library, door) for library, doors in DOORS.items() for door in doors} - used == set()


def test_a_module_is_small_enough_to_hold_in_the_head() -> None:
    long = []
    for file, _ in TREES.values():
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST:
            long.append(f"{file.relative_to(ROOT).as_posix()}:{LONGEST + 1} is one of {lines} lines")
    assert long == []


def test_only_the_command_line_prints() -> None:
    prints = [
        f"converter/{path(module)}:{node.lineno}"
        for module, (_, tree) in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints
    assert [line for line in prints if not line.startswith("converter/cli/")] == []
