"""A, D and F: workbooks that are read with findings, files that cannot be read or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from converter.batch.folder import Job, convert_folder, convert_workbook
from converter.catalogue.model import Day
from converter.checks.settings import Settings
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.report.finding import Finding
from converter.results.outcome import Outcome
from converter.shipped.resources import word_template
from tests.catalogue.examples.shown import Case, Shown, once
from tests.corpus.build import KINDS
from tests.corpus.harm import Edit, edited, sound, without_sheet, words
from tests.folders import folder

BY_NAME = {kind.name: kind for kind in KINDS}
TITLE = "青禾县财政局2024年政府信息公开工作年度报告"


def found(make: Callable[[], bytes], file: str = "青禾县财政局.xlsx") -> Case:
    """What is found in a workbook, from its bytes to its reasons."""
    return lambda _: convert_workbook(make(), file, Job(None)).findings


def kind(name: str) -> Case:
    """What is found in a file of the corpus."""
    return found(BY_NAME[name].make, BY_NAME[name].file)


SOUND = once(found(sound))


REMARK = words("C23", "其中修订2件")
"""The text of a remark; the cell before it says which figure it is about."""


def after(*edits: Edit) -> Case:
    """What is found in the sound workbook after some edits."""
    return found(edited(*edits))


def of_folder(
    path: Path,
    job: Job | None = None,
    on_done: Callable[[int, int, Outcome], None] = lambda *_: None,
    output: Path | None = None,
) -> Iterable[Finding]:
    """What is found in a folder of two sound workbooks."""
    source = folder(path / "报送", dict.fromkeys(("a.xlsx", "b.xlsx"), sound()))
    batch = convert_folder(source, output, job or Job(None), on_done)
    return [*batch.notices, *(finding for outcome in batch.outcomes for finding in outcome.findings)]


def taken_away(path: Path) -> Iterable[Finding]:
    """A workbook that is gone when its turn comes."""
    return of_folder(path, on_done=lambda *_: (path / "报送/b.xlsx").unlink(missing_ok=True))


def written(path: Path) -> Iterable[Finding]:
    """Reports written to an empty folder."""
    return of_folder(path, Job(WordTemplate.of(word_template(FORM).read_bytes())), output=path / "out")


def in_the_way(path: Path) -> Iterable[Finding]:
    """A folder stands where the report is to be written."""
    (path / "out/Word报告" / f"{TITLE}.docx").mkdir(parents=True)
    return written(path)


def our_mistake(path: Path) -> Iterable[Finding]:
    """A limit in number of characters that is a day: no rules file gives that, so nothing expects it."""
    return of_folder(path, Job(None, settings=Settings(limits={("D-07", "length"): Day(1, 31)})))


EXAMPLES: Mapping[str, Shown] = {
    "A-07": Shown(SOUND, after(words("B9", "规范文件"))),
    "A-08": Shown(SOUND, kind("template-2019")),
    "A-12": Shown(after(words("B23", "C9"), REMARK), after(REMARK)),
    "A-13": Shown(SOUND, kind("reasons-odd")),
    "A-14": Shown(SOUND, kind("text-private-use")),
    "D-01": Shown(SOUND, after(without_sheet("六、其他事项"))),
    "D-12": Shown(SOUND, after(words("E7", "现行有效数目"))),
    "F-01": Shown(SOUND, kind("file-empty")),
    "F-02": Shown(of_folder, taken_away),
    "F-03": Shown(SOUND, kind("file-other-workbook")),
    "F-04": Shown(SOUND, kind("sheet-deleted")),
    "F-05": Shown(SOUND, kind("keys-column-deleted")),
    "F-06": Shown(SOUND, kind("row-copied-below")),
    "F-07": Shown(SOUND, kind("xml-dup-cell")),
    "F-08": Shown(written, in_the_way),
    "F-09": Shown(SOUND, kind("template-last-year")),
    "F-99": Shown(of_folder, our_mistake),
}
