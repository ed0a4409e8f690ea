"""LibreOffice for tests: they order files, and one process converts all that are of a kind.

Starting LibreOffice takes as long as converting three workbooks.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path

from converter.publish.pdf import EACH, START, Failure, printing

SAVED = {"xlsx": "xlsx", "xls": "xls:MS Excel 97", "ods": "ods", "docx": "docx", "odt": "odt", "pdf": "pdf",
         "txt": "txt:Text (encoded):UTF8"}  # fmt: skip
"""What LibreOffice is asked for, by the ending of the file that it saves."""

COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501
"""Settings of a profile: LibreOffice keeps stored values unless told to compute on load: 0 is always."""


@dataclass(frozen=True, eq=False)
class Order:
    """A file for LibreOffice to open and to save.

    `ending`: of the file to be saved, a key of `SAVED`, or what LibreOffice calls the filter.
    `source`: makes the file to be opened; or another order, whose file is opened.
    `kind`: the ending of the file to be opened. `computed`: whether formulas are computed anew.
    """

    ending: str
    source: Callable[[], bytes] | Order
    kind: str = "xlsx"
    computed: bool = False

    @property
    def batch(self) -> tuple[str, str, bool]:
        """Orders of which this is the same are converted together."""
        kind = self.source.ending if isinstance(self.source, Order) else self.kind
        return self.ending, kind, self.computed


class Conversions:
    """Files converted to order, by order."""

    def __init__(self, program: Path, home: Path) -> None:
        self._program, self._home = program, home
        self._numbers = count()
        self._made: dict[Order, bytes | Exception] = {}

    def run(self, orders: Iterable[Order]) -> None:
        """Convert all orders that are still open, first those that others are made from."""
        waiting = [order for order in dict.fromkeys(orders) if order not in self._made]
        sources = {order.source for order in waiting if isinstance(order.source, Order)}
        if sources:
            batches = {order.batch for order in sources}
            beside = [order for order in waiting if order.batch in batches and callable(order.source)]
            self.run([*sources, *beside])
            waiting = [order for order in waiting if order not in self._made]
        waiting.sort(key=lambda order: order.batch)
        for batch, group in groupby(waiting, key=lambda order: order.batch):
            self._convert([*group], *batch)

    def __getitem__(self, order: Order) -> bytes:
        """The content of the file; whatever went wrong in making it is raised here."""
        made = self._made[order]
        if isinstance(made, Exception):
            raise made
        return made

    def _convert(self, orders: list[Order], ending: str, kind: str, computed: bool) -> None:
        folder = self._home / str(next(self._numbers))
        folder.mkdir()
        sources = {}
        for number, order in enumerate(orders):
            try:
                content = self[order.source] if isinstance(order.source, Order) else order.source()
            except Exception as error:  # it belongs to the tests of this order alone
                self._made[order] = error
            else:
                sources[order] = folder / f"{number}.{kind}"
                sources[order].write_bytes(content)
        saved = convert(self._program, self._home, SAVED.get(ending, ending), [*sources.values()], computed)
        for order, source in sources.items():
            missing = AssertionError(f"LibreOffice made no {ending} of {source}")
            self._made[order] = saved.get(source, missing)


def convert(
    program: Path, home: Path, wanted: str, sources: list[Path], computed: bool = False
) -> Mapping[Path, bytes]:
    """Open files and save them below their folder: what came out, by file.

    `home`: where the profiles are kept. `wanted`: what --convert-to takes.
    """
    profile = home / ("computing" if computed else "profile")
    if computed and not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(COMPUTE, encoding="utf-8")
    if not sources:
        return {}
    target = sources[0].parent / "saved"
    command = [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run(
        [*command, "--convert-to", wanted, "--outdir", str(target), *map(str, sources)],
        check=True,
        timeout=120 + 5 * len(sources),
        capture_output=True,
    )
    found = {path.stem.split("-")[0]: path for path in target.iterdir()}  # a sheet is saved as stem-name.csv
    return {source: found[source.stem].read_bytes() for source in sources if source.stem in found}


def pdfs(
    program: Path, documents: Sequence[bytes], start: float = START, each: float = EACH
) -> list[bytes | Failure | OSError]:
    """The PDF of each Word document, in their order, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"报告{number}.docx") for number in range(len(documents))]
        for path, document in zip(paths, documents, strict=True):
            path.write_bytes(document)
        with printing(program, [*map(str, paths)], start, each) as printed:
            return [made for _, made in sorted(printed)]
