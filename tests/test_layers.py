"""The rooms: imports point downwards and in no circle, and each library has its doors.

Every test lists all offenders at once, each as path:line.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
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
        "system", "form", "report", "catalogue", "grid", "workbook checks document", "published", "results",
        "county", "batch", "desk rollup publish shipped", "compare", "doctor", "year", "page", "cli",
        "__main__ __init__",
    ),
    "document": (
        "template template_names expected readback", "render proof", "openings protection built_templates",
        "checking", "render_path", "template_cache", "__init__",
    ),
    "form": (
        "model around", "sections", "rules quotes claims wording variants printed", "refusals", "form",
        "transfer", "editions", "local", "__init__",
    ),
    "form/local": ("records", "default reading agreement", "deriving", "file", "__init__"),
    "workbook": ("layout", "read write", "marked roster", "__init__"),
    "workbook/marked": (
        "marks", "package", "styles sheets comments reasons", "listing", "book", "copying", "__init__",
    ),
    "workbook/layout": (
        "sheets checklist", "styles table_sheets other_sheets", "workbook_layout", "__init__",
    ),
    "workbook/write": (
        "formula", "filling previews", "input_references", "check_sheet", "annotation_checks rules",
        "line_checks", "live", "writer validation", "workbook", "refilled", "__init__",
    ),
    "workbook/roster": ("columns", "rows blank", "reading", "__init__"),
    "workbook/read": (
        "cells", "unmodified fields quotes grouping outside leftovers return_sheet",
        "sheet_choice extras totals editions", "structure contents", "reader", "__init__",
    ),
    "workbook/read/cells": (
        "unreadable", "package", "stored", "outside plain properties ods_styles",
        "plain_cells xls_outside ods_outside", "xls ods",
        "reading_process", "isolated xlsx", "formats", "__init__",
    ),
}  # fmt: skip
"""Rooms of a package, lowest first: a room imports from itself and from lower ones.

Those named together never import each other.
"""

DOORS = {
    "xlsxwriter": {
        "workbook/write/workbook.py", "workbook/roster/blank.py", "rollup/book.py", "desk/book.py",
        "desk/table_book.py", "compare/book.py",
    },
    "pandas": {"rollup/comparing.py", "compare/table.py", "compare/book.py"},
    "docxtpl": {"document/render/compiling.py", "document/render/reference.py"},
    "docx": {"document/template/build.py", "document/template/ooxml.py"},
    "jinja2": {
        "system/web_templates.py",
        "document/render/rendering.py", "document/render/compiling.py", "document/render/language.py",
        "document/render/expressions.py", "document/render/explaining.py", "document/checking/names.py",
        "document/checking/permitted.py", "publish/html.py", "page/rendering.py",
        "compare/page.py",
    },
    "lxml": {
        "workbook/read/cells/xlsx.py", "workbook/read/cells/stored.py", "workbook/read/cells/package.py",
        "workbook/read/cells/ods.py", "workbook/read/cells/ods_styles.py", "workbook/read/cells/outside.py",
        "workbook/read/cells/ods_outside.py",
        "document/render/rendering.py", "document/render/reference.py", "document/render/compiling.py",
        "document/render/fitting.py", "document/render/page_breaks.py", "document/render/resizing.py",
        "document/render_path.py", "document/readback/tree.py",
        "document/checking/package.py", "document/checking/outside.py",
        "document/checking/paragraphs.py", "document/checking/trial.py",
        "document/protection.py",
        "workbook/marked/package.py", "workbook/marked/styles.py", "workbook/marked/sheets.py",
        "workbook/marked/comments.py", "workbook/marked/book.py", "workbook/marked/reasons.py",
        "publish/html_proof.py",
        "published/html_page.py", "published/docx_page.py",
    },
    "pdfplumber": {"published/pdf_page.py"},
    "fastparquet": {"compare/parquet.py"},
    "pypdf": {"publish/pdf_proof.py"},
    "pathvalidate": {"system/naming.py"},
    "rich": {"cli/progress.py"},
    "starlette": {
        "page/app.py", "page/rendering.py", "page/security.py", "page/site.py", "page/screens/board.py",
        "page/screens/intake.py", "page/screens/reports.py", "page/screens/start.py", "page/screens/unit.py",
        "page/screens/work.py", "page/screens/roster.py", "page/screens/rollup.py",
        "page/screens/settings.py", "page/screens/rules.py",
        "page/screens/last_year.py", "page/screens/original.py", "page/screens/comparing.py",
        "page/screens/deciding.py",
        "page/screens/tables.py", "page/screens/together.py",
    },
    "uvicorn": {"page/server.py"},
    "xlrd": {"workbook/read/cells/xls.py"},
    "markupsafe": {"document/render/rendering.py", "publish/html.py"},
    "rapidfuzz": {
        "report/matching.py", "checks/similarity.py", "grid/likeness.py", "published/texts.py",
    },
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


MODULES: Mapping[str, Path] = {dotted(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def path(module: str) -> str:
    """The path of a module below `converter/`."""
    return MODULES[module].relative_to(PACKAGE).as_posix()


@cache
def tree(module: str) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, inside functions too; `from package import module` names the module."""
    found = set()
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Import):
                found |= {Import(module, node.lineno, alias.name) for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.module, f"converter/{path(module)}:{node.lineno} is a relative import"
                below = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= {Import(module, node.lineno, name) for name in below & {*MODULES}}
                if below - {*MODULES}:
                    found.add(Import(module, node.lineno, node.module))
    return tuple(sorted(found))


def inner() -> list[Import]:
    """Imports of the package's own modules."""
    return [found for found in imports() if found.name.split(".")[0] == "converter"]


def none(offenders: Iterable[object]) -> None:
    """Fail with a line for each offender."""
    lines = [str(offender) for offender in offenders]
    assert not lines, "\n".join(["", *lines])


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
    none(found for found in inner() if goes_up(found))


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: {found.name for found in inner() if found.importer == module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        steps = {*pairwise(error.args[1][::-1])}
        none(found for found in inner() if (found.importer, found.name) in steps)


def test_every_room_has_its_place_in_the_order() -> None:
    for package, order in DIRECTIONS.items():
        rooms = {room(module, package) for module in MODULES} - {""}
        assert rooms == {name for names in order for name in names.split()}


def test_the_proof_shares_no_code_with_what_it_proves() -> None:
    def witness(module: str) -> bool:
        return room(module, "document") in WITNESSES

    assert {room(module, "document") for module in MODULES if witness(module)} == {*WITNESSES}
    none(
        found
        for found in inner()
        if witness(found.importer) and room(found.name, "document") and not witness(found.name)
    )


def test_a_library_comes_in_by_its_own_doors() -> None:
    own = {"converter", *sys.stdlib_module_names}
    outer = [(found, library) for found in imports() if (library := found.name.split(".")[0]) not in own]
    none(found for found, library in outer if path(found.importer) not in DOORS.get(library, ()))
    used = {(library, path(found.importer)) for found, library in outer}
    idle = {(library, door) for library, doors in DOORS.items() for door in doors} - used
    none(f"converter/{door} is a door of {library} and does not import it" for library, door in sorted(idle))


def test_a_module_is_small_enough_to_hold_in_the_head() -> None:
    lengths = {module: len(file.read_text(encoding="utf-8").splitlines()) for module, file in MODULES.items()}
    none(
        f"converter/{path(module)}:{LONGEST + 1} has {length} lines"
        for module, length in lengths.items()
        if length > LONGEST
    )


def test_only_the_command_line_prints() -> None:
    prints = [
        f"converter/{path(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints
    none(f"{place} prints" for place in prints if not place.startswith("converter/cli/"))


CHOOSERS = ("cli/", "form/", "shipped/build.py", "checks/manual.py", "__init__.py")
"""Who chooses an edition of the form; all others are given one."""


def test_the_form_is_passed_and_not_imported() -> None:
    none(
        f"converter/{path(module)}:{node.lineno} takes the form in force by itself"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom)
        and any(alias.name == "FORM" for alias in node.names)
        and not path(module).startswith(CHOOSERS)
    )


def test_no_module_asks_for_the_form_in_force_while_it_is_imported() -> None:
    named = {"edition", "edition_of_year", "form_in_force"}
    none(
        f"converter/{path(module)}:{node.lineno} asks for a form at import"
        for module in MODULES
        if not path(module).startswith("form/")
        for node in at_import(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in named
    )


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What of a module runs when it is imported: everything but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield child
            yield from at_import(child)
