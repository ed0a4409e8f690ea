"""Reports of earlier years, matched to this year's by agency code and by every name the agency had."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from converter.form import Form, Ref
from converter.form.transfer import beside
from converter.report.compact import CompactValues, values_of
from converter.report.earlier_store import EarlierRow, EarlierStore
from converter.report.matching import match_name
from converter.report.report import AGENCY_CODE, ISSUED_TO, Report, Value
from converter.report.roster import Roster, RosterEntry
from converter.report.sums import add
from converter.report.unnamed import agency_key
from converter.system.texts import name_key


@dataclass(frozen=True, slots=True)
class LastReport:
    """Last year's report of the same agency.

    `figures`: as published, totals as typed there; an unknown figure has no key. `texts`: narratives by
    their keys, paragraphs separated by line breaks. `entries`: the fields of its opening that last.
    `source`: the file it was read from. `form`: the edition that it was filled in. `joint`: values that it
    has for several figures together, which this year's form counts one by one.
    """

    figures: Mapping[Ref, Value]
    texts: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    source: str = ""
    joint: Mapping[tuple[Ref, ...], Value] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(kw_only=True, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values alone: what dataclasses do by themselves looks up the fields each time."""
        values = (self.figures, self.texts, self.year, self.source, self.joint)
        return _restored, (self.form, *values)


def _restored(form: Form, *values: Any) -> LastReport:
    return LastReport(*values, form=form)


class EarlierReport(NamedTuple):
    """A report of an earlier year, made by `pack_earlier`.

    `code`: the agency's, "" where its workbook had none. `flawed`: it had errors, so its figures must not be
    filled in anywhere. `packed`: the report compressed (about 3.5 kB): a province has tens of thousands.
    """

    agency: str
    code: str
    year: int | None
    source: str
    flawed: bool
    packed: bytes

    @property
    def report(self) -> LastReport:
        """The report, unpacked at each access."""
        figures, texts, form, joint, entries = pickle.loads(zlib.decompress(self.packed))
        return LastReport(figures.as_dict(), texts, self.year, self.source, joint, entries, form=form)


def pack_earlier(agency: str, code: str, report: LastReport, *, flawed: bool = False) -> EarlierReport:
    """Pack a report of an earlier year."""
    figures = CompactValues(report.figures, report.source, report.form)
    content = figures, report.texts, report.form, report.joint, report.entries
    packed = zlib.compress(pickle.dumps(content, pickle.HIGHEST_PROTOCOL), 1)
    return EarlierReport(agency, code, report.year, report.source, flawed, packed)


class EarlierMatch(NamedTuple):
    """Last year's report of an agency; `why`: in Chinese without a full stop, why there is none."""

    earlier: EarlierReport | None
    why: str = ""


NO_REPORT = "上年没有这个机关的报告"


def known_figures(report: Report) -> dict[Ref, Value]:
    """The figures of a report that are known."""
    return {ref: value for ref, value in values_of(report).items() if value is not None}


def known_texts(report: Report) -> dict[str, str]:
    """The narratives of a report that are filled, paragraphs separated by line breaks."""
    passages = {key: "\n".join(p.text for p in passage) for key, passage in report.passages.items()}
    return {key: text for key, text in passages.items() if text}


def lasting_entries(entries: Mapping[str, str], form: Form) -> dict[str, str]:
    """Those fields of an opening that seldom change, of which something is filled in."""
    lasting = (item.key for item in form.fields if item.lasting)
    return {key: text for key in lasting if (text := entries.get(key, ""))}


def as_last_report(report: Report) -> LastReport:
    """A report in the form that next year's report is compared with."""
    opening = {key: entry.text for key, entry in report.entries.items()}
    return LastReport(
        known_figures(report),
        known_texts(report),
        report.year,
        report.source,
        entries=lasting_entries(opening, report.form),
        form=report.form,
    )


def in_form(last: LastReport, form: Form) -> LastReport:
    """A report of an earlier year with the figures of this year's form.

    A figure of another edition counts where its row and column are called the same; the rows that another
    edition has as one are `joint`. What has no counterpart has no key, so that nothing is compared with it.
    """
    if last.form.edition == form.edition:
        return last
    there, known = beside(form, last.form), last.figures
    figures = {
        ref: add([known[one] for one in refs])
        for ref, refs in there.single.items()
        if all(one in known for one in refs)
    }
    joint = {many: known[one] for one, many in there.merging.items() if one in known}
    return replace(last, figures=figures, joint=joint)


class LastYear:
    """Reports of earlier years, on disk (`EarlierStore`). `unread_files`: files that could not be read."""

    def __init__(self, reports: Iterable[EarlierReport], unread_files: int = 0) -> None:
        """Store the reports; those without a year are never matched."""
        self.unread_files = unread_files
        self._store = EarlierStore(_row(report) for report in reports)

    def __iter__(self) -> Iterator[EarlierReport]:
        """Every report, in the order given."""
        for values in self._store.all():
            yield EarlierReport(*values)

    def __len__(self) -> int:
        return len(self._store)

    def digest(self) -> str:
        """A digest of all of them: another one for whatever a report may be matched or compared with."""
        digest = hashlib.sha256(str(self.unread_files).encode())
        for report in self:
            *named, packed = report
            digest.update(repr((named, len(packed))).encode("utf-8", "surrogatepass") + packed)
        return digest.hexdigest()

    def match_report(self, report: Report, entry: RosterEntry | None, roster: Roster | None) -> EarlierMatch:
        """Last year's report of the agency of a report; `entry`: its line on the roster, if any.

        Without a roster the code decides only as long as the workbook has the name that it was issued to.
        No report is matched where several fit (a body that absorbed another): a person has to decide.
        """
        if report.year is None:
            return EarlierMatch(None, "报告没有年度，不知道上年是哪一年")
        if entry is not None and roster is not None:
            return self.match_entry(entry, roster, report.year)
        issued_to, code = report.identity.get(ISSUED_TO, ""), report.identity.get(AGENCY_CODE, "")
        if issued_to and name_key(issued_to) != name_key(report.agency):
            code = ""  # a neighbour's workbook, or a new name: the code is no evidence
        found = self._only_match(report.year - 1, [report.agency], [code], report.form)
        if found.earlier is not None or found.why != NO_REPORT:
            return found
        key = name_key(report.agency)
        alike = (values[0] for values in self._store.with_characters(report.year - 1, key))
        names = Roster(
            tuple(RosterEntry(name, "", (), "") for name in {name_key(n): n for n in alike}.values()),
            form=report.form,
        )
        meant = match_name(names, report.agency).entry if names.entries else None
        if meant is None:
            return self._no_report()
        return self._only_match(report.year - 1, [meant.name], [], report.form)

    def match_entry(self, entry: RosterEntry, roster: Roster, year: int) -> EarlierMatch:
        """The report on the year before `year` under the agency's code or any name that only it has."""
        own = [name for name in entry.names if roster.find(name) is entry]
        found = self._only_match(year - 1, own, [entry.identity], roster.form)
        return found if found.why != NO_REPORT else self._no_report()

    def _only_match(self, year: int, names: Iterable[str], codes: Iterable[str], form: Form) -> EarlierMatch:
        """The report of a year under any of the names or codes, if it is the only one."""
        keys = dict.fromkeys(agency_key(name, form) for name in names)
        found = [EarlierReport(*v) for key in keys if key for v in self._store.named(year, key)]
        coded = (EarlierReport(*v) for code in codes if code for v in self._store.coded(year, code))
        found += [earlier for earlier in dict.fromkeys(coded) if earlier not in found]
        if len(found) > 1:
            files = "、".join(earlier.source or earlier.agency for earlier in found)
            why = f"上年有 {len(found)} 份报告都可能是这个机关的（{files}），无法判断以哪份为准"
            return EarlierMatch(None, why)
        return EarlierMatch(found[0]) if found else EarlierMatch(None, NO_REPORT)

    def _no_report(self) -> EarlierMatch:
        unread = self.unread_files
        more = f"（另有 {unread} 个文件没有读到，可能是 2019 年试行格式）" if unread else ""
        return EarlierMatch(None, NO_REPORT + more)


def _row(report: EarlierReport) -> EarlierRow:
    return EarlierRow(name_key(report.agency), *report)
