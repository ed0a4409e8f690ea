"""The console text after a run: open findings, counts, changes, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from converter.catalogue.words import ACCEPTED, NOTICES, NOTICES_NOTE, SEVERITY_WORDS, STATUS_WORDS
from converter.checks.model import NO_LAST_YEAR
from converter.cli.findings import finding_lines
from converter.cli.shared_options import FOUND, OK
from converter.results.paths import HTML, PAGE, PDF, RETURNED

if TYPE_CHECKING:
    from converter.desk import AgencyChange
    from converter.report.finding import Finding
    from converter.results.outcome import Batch, Outcome


_GIVE_LAST_YEAR = "要核对的，用 --last-year 指明上年的填报表或结果；在年度文件夹里，放进“上年”就行。"
_COUNTED_STATUSES = (
    *("passed", "to_confirm", "returned", "unreadable", "unprocessed"),
    *("superseded", "other_year"),
)
"""Statuses of workbooks, in the order of the line of counts."""


class Unassessed(NamedTuple):
    """Checks that could not be made, with the reason that they share."""

    why: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class Summary:
    """Counts of a batch, taken in one pass over its outcomes.

    `statuses`: workbooks by status. `hints`: infos. `reports`: reports that were checked and not superseded.
    `documents`: Word files, of which `reused` are those of the last run. `documents_verified`: documents read
    back, with `figures_verified` in all; `mismatched`: documents not delivered. `published`: reports with
    files, by folder, of which `standing` are those of an earlier run. `kept`: workbooks that could not be
    opened, for which the last run's result holds. `listed`: workbooks of agencies on the roster. `returned`:
    workbooks that go back, with a letter; `copies_kept`: marked copies of an earlier run that still hold.
    `unassessed`: checks that could not be made, with the number of reports and the first file.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    hints: int = 0
    reports: int = 0
    documents: int = 0
    reused: int = 0
    documents_verified: int = 0
    figures_verified: int = 0
    mismatched: int = 0
    published: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    listed: int = 0
    returned: int = 0
    copies_kept: int = 0
    unassessed: dict[Unassessed, tuple[int, str]] = field(default_factory=dict)


def summarize(batch: Batch) -> Summary:
    """The counts of a batch."""
    summary = Summary()
    for outcome in batch.outcomes:
        _count(summary, outcome)
    return summary


def _count(summary: Summary, outcome: Outcome) -> None:
    summary.statuses[outcome.status] += 1
    summary.hints += sum(finding.severity == "info" for finding in outcome.findings)
    summary.documents += outcome.document is not None and outcome.kept is None
    summary.kept += outcome.kept is not None
    summary.reused += bool(outcome.reused)
    summary.mismatched += outcome.mismatched
    if outcome.figures_verified is not None:
        summary.documents_verified += 1
        summary.figures_verified += outcome.figures_verified
    for folder in (PDF, HTML):
        names = {name for name in outcome.published if name.startswith(f"{folder}/")}
        summary.published[folder] += bool(names)
        summary.standing[folder] += bool(names) and names.issubset(outcome.standing)
    summary.listed += bool(outcome.match and outcome.match.entry)
    summary.returned += bool(outcome.returned_files)
    summary.copies_kept += outcome.copy_kept
    if not outcome.counts:
        return
    summary.reports += bool(outcome.verdicts)
    reasons: dict[str, set[str]] = {}
    for verdict in outcome.verdicts_with("not_assessable"):
        reasons.setdefault(verdict.why, set()).add(verdict.code)
    for why, codes in reasons.items():
        key = Unassessed(why, tuple(sorted(codes)))
        number, first = summary.unassessed.get(key, (0, outcome.source))
        summary.unassessed[key] = number + 1, first


def print_findings(batch: Batch, summary: Summary, *, hints: bool = False) -> None:
    """Print the open findings by file, then the counts; `hints`: the infos as well."""
    from converter.catalogue.messages import describe

    for outcome in batch.outcomes:
        open_findings = [finding for finding in outcome.findings if _is_shown(outcome, finding, hints=hints)]
        if open_findings:
            print(f"\n{outcome.source}　{STATUS_WORDS[outcome.status]}")
        for finding in open_findings:
            answered = f"（单位说明：{finding.reason}）" if finding.reason else ""
            answered += ACCEPTED.format(**finding.accepted._asdict()) if finding.accepted else ""
            print(f"  {SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}{answered}")
    for finding in batch.findings:
        print(f"\n{SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}")
    counts = summary.statuses
    words = "，".join(f"{word} {counts[status]}" for status, word in _counts_of(counts))
    print(f"\n共 {len(batch.outcomes)} 份：{words}。")
    if summary.kept:
        print(f"其中 {summary.kept} 份这次没能打开，沿用上次的结果。")
    if summary.hints and not hints:
        print(f"另有提示 {summary.hints} 条，只供参考，不用处理；要逐条看的，加 --hints。")
    if batch.missing:
        print(f"未报送 {len(batch.missing)} 个单位：{'、'.join(entry.name for entry in batch.missing)}")
    for line in _unassessed(batch, summary):
        print(line)
    if batch.ignored:
        print(f"未处理的文件 {len(batch.ignored)} 个：{'、'.join(batch.ignored)}")


def proof_text(summary: Summary) -> str:
    """The result of reading the documents back, in words; "" where no document was made."""
    words = f"{summary.documents_verified} 份报告，{summary.figures_verified:,} 个表内数字全部核对一致"
    if summary.mismatched:
        return f"{words}；{summary.mismatched} 份核对不一致，没有交付。"
    return f"{words}。" if summary.documents_verified else ""


def published_lines(summary: Summary, output: Path, *, verified: bool) -> Iterator[str]:
    """The further outputs that were made of the Word reports."""
    for folder, words in ((PDF, " PDF"), (HTML, "网页和供粘贴的片段")):
        if made := summary.published[folder]:
            standing = summary.standing[folder]
            same = f"（其中 {standing} 份与上次相同，沿用）" if standing else ""
            proved = "，均已核对一致" if verified else ""
            yield f"生成{words} {made} 份{same}{proved}，在文件夹：{output / folder}"


def notice_lines(batch: Batch) -> Iterator[str]:
    """What went wrong here and is no agency's fault; of many alike the first few."""
    if batch.notices:
        yield f"\n{NOTICES}（{NOTICES_NOTE.rstrip('。')}）："
    yield from (f"  {line}" for line in finding_lines(batch.notices, f"，见“{PAGE}”", files=True))


def change_lines(changes: Sequence[AgencyChange] | None) -> Iterator[str]:
    """The changes since the last run into the same folder; nothing for the first run (None)."""
    if changes is None:
        return
    yield f"\n与上次运行相比，{f'有 {len(changes)} 处变化：' if changes else '没有变化。'}"
    for item in changes:
        before, now = (_word(status) for status in (item.before, item.now))
        words = {
            "new": f"新收到，{now}",
            "again": f"重新报送，{before} → {now}",
            "state": f"{before} → {now}",
            "gone": "原来的填报表不在文件夹里了",
        }
        yield f"  {item.agency}：{words[item.kind]}"


def _word(status: str) -> str:
    """A status in Chinese; "" for none."""
    return STATUS_WORDS.get(status, "")


def next_step_lines(batch: Batch, summary: Summary, output: Path) -> Iterator[str]:
    """The last lines: what needs to be done, and which file to open first."""
    counts = summary.statuses
    urgent = ("returned", "unreadable", "to_confirm", "unprocessed")
    asks = [f"{_word(status)} {counts[status]} 份" for status in urgent if counts[status]]
    asks += [f"未报送 {len(batch.missing)} 个单位"] if batch.missing else []
    if asks:
        yield f"需要处理：{'，'.join(asks)}。"
    if batch.roster is not None and not summary.listed:
        yield "名单和文件夹对不上：没有一份文件是名单上单位的，请检查 --roster 和文件夹。"
    if summary.returned:
        same = f"（{summary.copies_kept} 份退回件与上次相同，沿用）" if summary.copies_kept else ""
        yield f"退回件和说明文字已备好{same}，可直接发给单位：{output / RETURNED}"
    yield f"请先打开：{output / PAGE}"


def _counts_of(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """The statuses to show with their words; those that are rare only where there are any."""
    always = ("passed", "to_confirm", "returned", "unreadable")
    shown = (status for status in _COUNTED_STATUSES if status in always or counts[status])
    yield from ((status, STATUS_WORDS[status]) for status in shown)


def _is_shown(outcome: Outcome, finding: Finding, *, hints: bool) -> bool:
    """True for errors, warnings and incomplete sums; of one that does not count only why."""
    if not outcome.counts:
        return finding.code == "G-01"
    return hints or finding.severity != "info" or finding.variant == "incomplete"


def _unassessed(batch: Batch, summary: Summary) -> Iterator[str]:
    """The checks that could not be made, each reason once; the checks switched off, with their reasons."""
    for (why, codes), (number, first) in summary.unassessed.items():
        where = "" if number == summary.reports else f"{first}{_and_more(number)}"
        todo = _GIVE_LAST_YEAR if why == NO_LAST_YEAR else ""
        yield f"{where}有 {len(codes)} 项没有核对：{why}。{todo}"
    if batch.settings.source:
        yield f"核对规则：{batch.settings.source}"
    for code, reason in batch.settings.off.items():
        yield f"已停用：{code}（理由：{reason}）"


def _and_more(count: int) -> str:
    return f" 等 {count} 份" if count > 1 else ""


def exit_status(batch: Batch, summary: Summary) -> int:
    """The exit status of a run: FOUND where something is returned or unreadable, or something failed here."""
    flawed = summary.statuses["returned"] or summary.statuses["unreadable"]
    return FOUND if flawed or batch.notices else OK
