"""What the office decides about files: whose one is, which of several counts; files that cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from converter.batch.folder import Job
from converter.catalogue.messages import describe
from converter.checks.acceptances import OfficeRecord
from converter.report.report import Report
from tests.folders import checked, of, roster, saved, statuses, told
from tests.reports import FIGURES
from tests.workbooks import fill_workbook

FINANCE, CIVIL = "青禾县财政局", "青禾县民政局"
MORNING, NOON = "2025-01-06T01:00:00Z", "2025-01-06T04:00:00Z"
OLD = saved(of(FINANCE), MORNING)
NEW = saved(of(FINANCE, {**FIGURES, "二.r3.c1": 346}), NOON)
NEWEST = saved(of(FINANCE, {**FIGURES, "二.r3.c1": 347}), "2025-01-06T10:00:00Z")


def digest(content: bytes | Report) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else fill_workbook(content)).hexdigest()


def job(
    *agencies: str, assigned: dict[str, str] | None = None, preferred: dict[str, str] | None = None
) -> Job:
    record = OfficeRecord(assigned=assigned or {}, preferred=preferred or {})
    return Job(None, roster=roster(*agencies) if agencies else None, record=record)


def test_the_office_s_choice_counts_before_the_newest(tmp_path: Path) -> None:
    files = {"a.xlsx": OLD, "b.xlsx": NEW}
    assert statuses(checked(tmp_path, files)) == {"a.xlsx": "superseded", "b.xlsx": "to_confirm"}
    batch = checked(tmp_path, files, job(preferred={digest(NEW): digest(OLD)}))
    assert statuses(batch) == {"a.xlsx": "passed", "b.xlsx": "superseded"}
    assert {
        source: describe(found[0]).partition("，见")[0] for source, found in told(batch, "G-01").items()
    } == {
        "a.xlsx": "县里定的以这一份为准，没有采用：b.xlsx",
        "b.xlsx": "县里定的以 a.xlsx 为准，这一份没有采用",
    }
    assert batch.outcomes[1].superseded_by == "a.xlsx"


def test_a_version_that_comes_later_competes_with_the_chosen_one(tmp_path: Path) -> None:
    files = {"a.xlsx": OLD, "b.xlsx": NEW, "c.xlsx": NEWEST}
    batch = checked(tmp_path, files, job(preferred={digest(NEW): digest(OLD)}))
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "superseded", "c.xlsx": "to_confirm"}
    assert [outcome.superseded_by for outcome in batch.outcomes] == ["c.xlsx", "c.xlsx", ""]


def test_a_choice_holds_as_long_as_the_chosen_one_is_there_and_of_that_agency(tmp_path: Path) -> None:
    gone = checked(tmp_path / "1", {"b.xlsx": NEW}, job(preferred={digest(NEW): digest(OLD)}))
    assert statuses(gone) == {"b.xlsx": "passed"}
    other = of(CIVIL)
    apart = checked(
        tmp_path / "2", {"b.xlsx": NEW, "c.xlsx": other}, job(preferred={digest(NEW): digest(other)})
    )
    assert statuses(apart) == {"b.xlsx": "passed", "c.xlsx": "passed"}


def test_versions_of_which_nobody_knows_the_order_are_settled_by_the_office(tmp_path: Path) -> None:
    files = {"a.xlsx": saved(of(FINANCE), NOON), "b.xlsx": NEW}
    assert set(statuses(checked(tmp_path, files)).values()) == {"returned"}
    batch = checked(tmp_path, files, job(preferred={digest(files["a.xlsx"]): digest(NEW)}))
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "passed"}


def test_a_file_is_of_the_agency_that_the_office_said(tmp_path: Path) -> None:
    strange = of("老龄办公室")
    before = checked(tmp_path, {"a.xlsx": strange}, job(FINANCE, CIVIL))
    assert [entry.name for entry in before.missing] == [FINANCE, CIVIL]
    batch = checked(tmp_path, {"a.xlsx": strange}, job(FINANCE, CIVIL, assigned={digest(strange): CIVIL}))
    assert [outcome.agency for outcome in batch.outcomes] == [CIVIL]
    assert [entry.name for entry in batch.missing] == [FINANCE]
    assert not told(batch, ("G-11", "G-12"))
    (name,) = told(batch, "D-05")["a.xlsx"]  # what it calls itself is still to be put right
    assert (name.found, name.expected) == ("老龄办公室", CIVIL)


def test_an_assignment_to_an_agency_that_is_not_listed_any_more_does_nothing(tmp_path: Path) -> None:
    strange = of("老龄办公室")
    batch = checked(tmp_path, {"a.xlsx": strange}, job(FINANCE, assigned={digest(strange): CIVIL}))
    assert told(batch, "G-11")


def test_who_sent_what_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"财政局-年报.xlsx": b"PK", "扫描.xlsx": b"PK\1"}, job(FINANCE, CIVIL))
    assert {outcome.source: (outcome.agency, outcome.status) for outcome in batch.outcomes} == {
        "财政局-年报.xlsx": (FINANCE, "unreadable"), "扫描.xlsx": ("", "unreadable"),
    }  # fmt: skip
    assert [entry.name for entry in batch.missing] == [CIVIL]


def test_the_name_of_a_file_that_cannot_be_read_says_nothing_of_who_sent_another(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of(FINANCE), "财政局-年报.xlsx": b"PK"}, job(FINANCE, CIVIL))
    assert {o.source: o.agency for o in batch.outcomes} == {"a.xlsx": FINANCE, "财政局-年报.xlsx": ""}


def test_a_file_that_cannot_be_read_is_assigned_and_gives_way_to_one_that_can(tmp_path: Path) -> None:
    ruined = b"PK\3\4"
    assigned = {digest(ruined): CIVIL}
    batch = checked(tmp_path / "1", {"扫描.xlsx": ruined}, job(FINANCE, CIVIL, assigned=assigned))
    assert {o.source: (o.agency, o.status) for o in batch.outcomes} == {"扫描.xlsx": (CIVIL, "unreadable")}
    assert [entry.name for entry in batch.missing] == [FINANCE]
    files: dict[str, bytes | Report] = {"扫描.xlsx": ruined, "a.xlsx": of(CIVIL)}
    batch = checked(tmp_path / "2", files, job(FINANCE, CIVIL, assigned=assigned))
    assert statuses(batch) == {"a.xlsx": "passed", "扫描.xlsx": "superseded"}
