"""What a run says: a line per file as it goes, what needs a person, what one walk counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from converter.catalogue.words import SEVERITY_WORDS, STATUS_WORDS
from converter.cli.options import FOUND, OK
from converter.results.paths import HTML, PDF

if TYPE_CHECKING:
    from collections import Counter

    from converter.desk import AgencyChange
    from converter.report.finding import Finding
    from converter.results.outcome import Batch, Outcome


_COUNTED = ("passed", "to_confirm", "returned", "unreadable", "superseded")
"""Statuses of workbooks in the order in which they are counted."""


class Unjudged(NamedTuple):
    """Checks that were not made for the same reason."""

    why: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts of a batch.

    `statuses`: of its workbooks. `hints`: infos. `reports`: those that count and were checked. `documents`:
    Word files, of which `reused` are those of the last run; `verified` were read back, with so many
    `figures`, and `mismatched` not handed out. `published`: reports with files in a folder. `unpublished`:
    why others have none. `listed`: workbooks of agencies on the roster. `letters`: workbooks that go back.
    `unjudged`: checks not made, with how many reports and the first file.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    hints: int = 0
    reports: int = 0
    documents: int = 0
    reused: int = 0
    verified: int = 0
    figures: int = 0
    mismatched: int = 0
    published: Counter[str] = field(default_factory=Counter)
    unpublished: list[Finding] = field(default_factory=list)
    listed: int = 0
    letters: int = 0
    unjudged: dict[Unjudged, tuple[int, str]] = field(default_factory=dict)


def tally(batch: Batch) -> Tally:
    """Count a batch."""
    counted = Tally(unpublished=list(batch.unpublished))
    for outcome in batch.outcomes:
        _count(counted, outcome)
    return counted


def _count(counted: Tally, outcome: Outcome) -> None:
    counted.statuses[outcome.status] += 1
    counted.hints += sum(finding.severity == "info" for finding in outcome.findings)
    counted.documents += outcome.document is not None
    counted.reused += bool(outcome.reused)
    counted.mismatched += outcome.mismatched
    if outcome.verified is not None:
        counted.verified += 1
        counted.figures += outcome.verified
    for folder in (PDF, HTML):
        counted.published[folder] += any(name.startswith(f"{folder}/") for name in outcome.published)
    counted.unpublished += outcome.unpublished
    counted.listed += bool(outcome.match and outcome.match.entry)
    counted.letters += bool(outcome.letters)
    if outcome.superseded_by:
        return
    counted.reports += bool(outcome.verdicts)
    reasons: dict[str, set[str]] = {}
    for verdict in outcome.verdicts_with("not_assessable"):
        reasons.setdefault(verdict.why, set()).add(verdict.code)
    for why, codes in reasons.items():
        key = Unjudged(why, tuple(sorted(codes)))
        number, first = counted.unjudged.get(key, (0, outcome.source))
        counted.unjudged[key] = number + 1, first


def tell(done: int, total: int, outcome: Outcome) -> None:
    """One line per file as it is done."""
    print(f"[{done}/{total}] {outcome.source}　{STATUS_WORDS[outcome.status]}{_counted(outcome)}", flush=True)


def _counted(outcome: Outcome) -> str:
    """How many checks were made and passed, in words; "" where there is no report to check."""
    if not outcome.verdicts:
        return ""
    passed, skipped = len(outcome.verdicts_with("passed")), len(outcome.verdicts_with("not_assessable"))
    words = f"（共核对 {outcome.checks_made} 项，{passed} 项没有问题"
    return words + (f"；{skipped} 项无法核对）" if skipped else "）")


def summary(batch: Batch, counted: Tally) -> None:
    """What needs a person, file by file, then the count."""
    from converter.catalogue.messages import describe

    for outcome in batch.outcomes:
        open_findings = [finding for finding in outcome.findings if _is_told(outcome, finding)]
        if open_findings:
            print(f"\n{outcome.source}　{STATUS_WORDS[outcome.status]}")
        for finding in open_findings:
            answered = f"（单位说明：{finding.reason}）" if finding.reason else ""
            print(f"  {SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}{answered}")
    for finding in batch.findings:
        print(f"\n{SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}")
    counts = counted.statuses
    words = "，".join(f"{word} {counts[status]}" for status, word in _counts_of(counts))
    print(f"\n共 {len(batch.outcomes)} 份：{words}。")
    if counted.hints:
        print(f"另有提示 {counted.hints} 条，不影响结论，见 result.json（或加 --format json 检查）。")
    if batch.missing:
        print(f"未报送 {len(batch.missing)} 个单位：{'、'.join(entry.name for entry in batch.missing)}")
    for line in _unjudged(batch, counted):
        print(line)
    if batch.ignored:
        print(f"未处理的文件 {len(batch.ignored)} 个：{'、'.join(batch.ignored)}")


def proof_summary(counted: Tally) -> str:
    """What reading the documents back came to; "" where no document was made."""
    words = f"{counted.verified} 份报告，{counted.figures:,} 个表内数字全部核对一致"
    if counted.mismatched:
        return f"{words}；{counted.mismatched} 份核对不一致，没有交付。"
    return f"{words}。" if counted.verified else ""


def published(counted: Tally, output: Path, *, verified: bool) -> Iterator[str]:
    """What was made of the Word reports, and what could not be."""
    from converter.catalogue.messages import describe
    from converter.results.paths import HTML, PDF

    for folder, words in ((PDF, " PDF"), (HTML, "网页和供粘贴的片段")):
        if made := counted.published[folder]:
            yield f"生成{words} {made} 份{'，均已核对一致' if verified else ''}，在文件夹：{output / folder}"
    for finding in counted.unpublished:
        where = f"{finding.places[0].file}　" if finding.places[0].file else ""
        yield f"{SEVERITY_WORDS[finding.severity]} {finding.code}　{where}{describe(finding)}"


def since_last_run(told: Sequence[AgencyChange] | None) -> Iterator[str]:
    """What changed since the last run into the same folder; nothing at the first."""
    if told is None:
        return
    yield f"\n与上次运行相比，有 {len(told)} 处变化{'：' if told else '。'}"
    for item in told:
        before, now = (_word(status) for status in (item.before, item.now))
        words = {
            "new": f"新收到，{now}",
            "again": f"重新报送，{before} → {now}",
            "state": f"{before} → {now}",
            "gone": "原来的填报表不在文件夹里了",
        }
        yield f"  {item.agency}：{words[item.kind]}"


def _word(status: str) -> str:
    return STATUS_WORDS.get(status, "")


def what_next(batch: Batch, counted: Tally, output: Path) -> Iterator[str]:
    """The last lines: what needs a person, and which file to open."""
    from converter.results.paths import PAGE, RETURNED

    counts = counted.statuses
    asks = [f"{_word(status)} {counts[status]} 份" for status in ("returned", "unreadable", "to_confirm")
            if counts[status]]  # fmt: skip
    asks += [f"未报送 {len(batch.missing)} 个单位"] if batch.missing else []
    if asks:
        yield f"需要处理：{'，'.join(asks)}。"
    if batch.roster is not None and not counted.listed:
        yield "名单和文件夹对不上：没有一份文件是名单上单位的，请检查 --roster 和文件夹。"
    if counted.letters:
        yield f"退回件和说明文字已备好，可直接发给单位：{output / RETURNED}"
    yield f"请先打开：{output / PAGE}"


def _counts_of(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """The statuses to count; superseded ones where there are any."""
    told = (status for status in _COUNTED if status != "superseded" or counts[status])
    yield from ((status, STATUS_WORDS[status]) for status in told)


def _is_told(outcome: Outcome, finding: Finding) -> bool:
    """True for what needs a person, and for sums that wait for agencies.

    Of a workbook that does not count, only why it does not.
    """
    if outcome.status == "superseded":
        return finding.code == "G-01"
    return finding.severity != "info" or finding.variant == "incomplete"


def _unjudged(batch: Batch, counted: Tally) -> Iterator[str]:
    """Which checks were not made and why, each reason once; which are switched off, with the reason."""
    for (why, codes), (number, first) in counted.unjudged.items():
        where = "" if number == counted.reports else f"{first}{_and_more(number)}："
        yield f"无法核对：{where}{'、'.join(codes)}（{why}）"
    if batch.settings.source:
        yield f"核对规则：{batch.settings.source}"
    for code, reason in batch.settings.off.items():
        yield f"已停用：{code}（理由：{reason}）"


def _and_more(count: int) -> str:
    return f" 等 {count} 份" if count > 1 else ""


def exit_status(counted: Tally) -> int:
    """The status with which a run over a batch ends; an output that was asked for and failed counts."""
    flawed = counted.statuses["returned"] or counted.statuses["unreadable"]
    return FOUND if flawed or counted.unpublished else OK
