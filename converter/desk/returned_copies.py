"""What goes back to an agency for correction: its own file with cells marked, and a letter as text."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePosixPath

from converter.catalogue.files import HELD_VARIANTS
from converter.catalogue.messages import describe, finding
from converter.catalogue.words import REQUEST_WORDS
from converter.desk.kept_copies import copy_recipe, is_kept
from converter.form import Form
from converter.grid.cells import position
from converter.report.correction import mark_of
from converter.report.finding import Finding, Severity
from converter.report.report import Place, Report
from converter.results.aside import Aside, set_aside
from converter.results.outcome import Outcome
from converter.results.paths import RETURNED
from converter.system.errors import OutputError, UsageError
from converter.system.files import failure_reason, write_whole
from converter.system.naming import safe_stem, unused
from converter.system.sharing import content_of
from converter.system.stamps import stamped
from converter.system.text_stamps import stamped_letter
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.reader import read_workbook

BACK = ("returned", "to_confirm")
"""Statuses whose workbook goes back; for an unreadable one there is only a letter."""

OFFICE_CODES = frozenset(("G-01", "G-11", "F-08", "F-99"))
OFFICE_VARIANTS = frozenset(("F-02", variant) for variant in HELD_VARIANTS)
"""Findings about which only the office can do something: its folder, its roster, this program."""

_OTHERWISE = (
    "原文件（{name}）不是按现在的要求做的，已按读到的内容重新填入现在的填报表，增加的项目请补填；"
    "现在不用的内容，请看原文件。"
)
_REFILLED = "原文件（{name}）的格式不能直接标注，已按读到的内容重新填入新的填报表；没能读出的格留空，请补填。"


def return_copies(
    outcomes: Sequence[Outcome],
    read: Callable[[Outcome], bytes],
    output: Path,
    aside: Aside,
    deadline: str = "",
) -> Iterator[tuple[Outcome, tuple[Finding, ...]]]:
    """Write a marked copy and a letter for every workbook that goes back.

    Yields each outcome with its paths, and notices (F-08) of what could not be written; the rest is written.
    `read`: returns the bytes of an outcome's file as received. `deadline`: until when corrections are due, in
    words (1月20日). `aside`: gets copies and letters that a person changed (`results.aside`).
    """
    taken, shared = set[str](), _shared_names(outcomes)
    for outcome in outcomes:
        if outcome.status in (*BACK, "unreadable") and _agency_findings(outcome):
            stem = unused(safe_stem(_name(outcome, shared)), taken)
            yield _return(outcome, read, output, aside, deadline, stem)
        else:
            yield outcome, ()


def _return(
    outcome: Outcome,
    read: Callable[[Outcome], bytes],
    output: Path,
    aside: Aside,
    deadline: str,
    stem: str,
) -> tuple[Outcome, tuple[Finding, ...]]:
    text = letter_text(outcome, deadline).encode("utf-8-sig")  # with the byte order mark that Notepad needs
    letter, copy, failures = f"{RETURNED}/{stem}-退回说明.txt", "", list[str]()
    if not _written(output, letter, stamped_letter(text), aside, failures):
        letter = ""
    if outcome.status in BACK:
        try:
            copy, is_kept = _copied(
                outcome, read, output, aside, deadline, f"{RETURNED}/{stem}-退回修改", failures
            )
            outcome = replace(outcome, copy_kept=is_kept)
        except OSError as error:  # held by another program meanwhile
            failures.append(f"“{outcome.source}”读不出来：{failure_reason(error)}")
    notices = tuple(
        finding("F-08", Place(outcome.source), variant="copy", detail=text.rstrip("。")) for text in failures
    )
    files = tuple(filter(None, (copy, letter)))
    done = replace(outcome, marked_copy=copy or None, returned_files=files)
    return replace(done, notices=(*outcome.notices, *notices)), notices


def _copied(
    outcome: Outcome,
    read: Callable[[Outcome], bytes],
    output: Path,
    aside: Aside,
    deadline: str,
    stem: str,
    failures: list[str],
) -> tuple[str, bool]:
    """The path of the marked copy, "" where there is none, and whether it is that of an earlier run.

    `stem`: the path without its suffix. OSError: the workbook cannot be read.
    """
    suffix = PurePosixPath(outcome.source).suffix.lower()
    suffix = suffix if suffix in (".xlsx", ".xlsm") else ".xlsx"
    made_from = copy_recipe(outcome, _agency_findings(outcome), request_sentence(outcome, deadline))
    for name in dict.fromkeys((f"{stem}{suffix}", f"{stem}.xlsx")):  # refilled ones are .xlsx
        if is_kept(output / name, made_from):
            return name, True
    made = returned_copy(read(outcome), outcome, deadline)
    if made is None:
        return "", False
    content, is_refilled = made
    name = f"{stem}{'.xlsx' if is_refilled else suffix}"
    content = stamped(content, source=outcome.digest, recipe=made_from)
    return (name if _written(output, name, content, aside, failures) else ""), False


def _written(output: Path, name: str, content: bytes, aside: Aside, failures: list[str]) -> bool:
    """Write a file; True where it is there then, also where it is open elsewhere and does not change."""
    try:
        set_aside(output, name, aside, lambda: content)
        write_whole(output / name, content)
    except OutputError as error:
        if _holds(output / name, content):
            return True
        failures.append(str(error))
        return False
    return True


def _holds(path: Path, content: bytes) -> bool:
    try:
        return content_of(path) == content
    except OSError:
        return False


def _name(outcome: Outcome, shared: Container[str]) -> str:
    """The agency's 简称 on the roster, else its name; the file's name where it is not known.

    `shared`: 简称 that several agencies have.
    """
    short = _short(outcome)
    return (short if short not in shared else "") or outcome.agency or PurePosixPath(outcome.source).stem


def _short(outcome: Outcome) -> str:
    return outcome.match.entry.short if outcome.match and outcome.match.entry else ""


def _shared_names(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """The 简称 that several agencies have."""
    agencies: dict[str, str] = {}
    names = ((_short(outcome), outcome.agency) for outcome in outcomes)
    return frozenset(short for short, name in names if short and agencies.setdefault(short, name) != name)


def _agency_findings(outcome: Outcome) -> tuple[Finding, ...]:
    """The findings that an agency can act on: no infos, nothing accepted, nothing that is the office's.

    Errors first, then warnings, each in the order of the sheets.
    """
    sheets = _sheet_numbers(outcome.report.form) if outcome.report else {}
    return tuple(sorted(filter(_is_its_own, outcome.findings), key=partial(_reading_order, sheets)))


@cache
def _sheet_numbers(form: Form) -> Mapping[str, int]:
    """The sheets of a form's workbook by name, in their order."""
    return {sheet.name: number for number, sheet in enumerate(layout(form))}


def _is_its_own(found: Finding) -> bool:
    is_of_office = found.code in OFFICE_CODES or (found.code, found.variant) in OFFICE_VARIANTS
    return found.severity is not Severity.INFO and found.accepted is None and not is_of_office


def _reading_order(sheets: Mapping[str, int], found: Finding) -> tuple[int, int, int, int]:
    """Errors, then warnings; those about the whole file, then by sheet, row and column."""
    row, column = position(found.places[0].cell.partition(":")[0]) or (-1, -1) if found.places else (-1, -1)
    return list(Severity).index(found.severity), sheets.get(found.sheet, -1), row, column


def returned_copy(content: bytes, outcome: Outcome, deadline: str = "") -> tuple[bytes, bool] | None:
    """The marked copy of a workbook, and whether it is refilled; None where neither can be made.

    Pure: bytes in, bytes out. A file of an old format, one that cannot be marked, or one without a place for
    what the county adds comes back refilled: our template with what was read from it, and a remark that says
    so.
    """
    if outcome.report is None:
        return None
    from converter.workbook.marked.copying import marked_copy
    from converter.workbook.marked.listing import ReturnSheetHead
    from converter.workbook.marked.marks import Unmarkable
    from converter.workbook.write.refilled import refilled_copy

    mark = mark_of(outcome.digest, outcome.report, outcome.corrects)
    head = ReturnSheetHead(outcome.report.agency, request_sentence(outcome, deadline), mark=mark)
    otherwise = any((found.code, found.variant) == ("F-09", "local") for found in outcome.findings)
    if content.startswith(b"PK") and not otherwise:
        try:
            copy = marked_copy(content, _agency_findings(outcome), head, outcome.report.form)
        except Unmarkable:
            copy = b""  # refilled below
        if copy and _reads_the_same(copy, outcome.report):
            return copy, False
    try:
        filled, findings = refilled_copy(outcome.report, _agency_findings(outcome))
        remark = (_OTHERWISE if otherwise else _REFILLED).format(name=PurePosixPath(outcome.source).name)
        return marked_copy(filled, findings, head._replace(remark=remark), outcome.report.form), True
    except UsageError:  # a text too long for a cell: the letter has to do
        return None


def _reads_the_same(copy: bytes, report: Report) -> bool:
    """True where the copy reads as the original did; anything else never leaves the office."""
    again = read_workbook(copy, report.source, report.form).report
    if again is None:
        return False
    return (
        {ref: figure.value for ref, figure in again.figures.items()}
        == {ref: figure.value for ref, figure in report.figures.items()}
        and {key: [p.text for p in passage] for key, passage in again.passages.items()}
        == {key: [p.text for p in passage] for key, passage in report.passages.items()}
        and {key: entry.text for key, entry in again.entries.items()}
        == {key: entry.text for key, entry in report.entries.items()}
    )


def request_sentence(outcome: Outcome, deadline: str = "") -> str:
    """A sentence that says how many corrections a workbook needs, and until when."""
    errors = sum(found.severity is Severity.ERROR for found in _agency_findings(outcome))
    asks = sum(found.severity is Severity.WARNING and not found.reason for found in _agency_findings(outcome))
    counts = [f"{errors} 处错误须改正"] if errors else []
    counts += [f"{asks} 处请核实"] if asks else []
    until = f"请于{deadline}前" if deadline else "请"
    return (
        f"有 {'，'.join(counts)}。{until}直接在这份表上改好，保存后重新报送，文件名不限。"
        "标红的格须改正；标黄的格请核实，属实的在“情况说明”中写明理由，不属实的请改正。"
    )


def letter_text(outcome: Outcome, deadline: str = "") -> str:
    """The text to paste into a chat with the agency."""
    name = PurePosixPath(outcome.source).name
    who = f"{outcome.report.agency}：" if outcome.report and outcome.report.agency else ""
    unanswered = [found for found in _agency_findings(outcome) if found.is_open]
    lines = [f"{who}贵单位报送的“{name}”{_first_sentence(outcome, deadline)}", ""]
    for number, found in enumerate(unanswered, start=1):
        said = f"贵单位的说明“{found.reason}”已收到，但错误不能用说明代替更正。" if found.reason else ""
        sentence = describe(found).replace("请让报送单位", "请") + said
        lines.append(f"{number}. 【{REQUEST_WORDS[found.severity]}】{sentence}（编号 {found.code}）")
    return "\r\n".join((*lines, ""))


def _first_sentence(outcome: Outcome, deadline: str) -> str:
    if outcome.status == "unreadable":
        until = f"请于{deadline}前" if deadline else "请"
        return f"无法读取，{until}按下面的说明重新报送。"
    return request_sentence(outcome, deadline)
