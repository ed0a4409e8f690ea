"""The loop that is meant to be: convert, correct the returned copy, put it anywhere, convert again."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from converter.batch.folder import Job, convert_folder
from converter.catalogue.messages import describe
from converter.desk import AgencyChange, returned_copy, write_outputs
from converter.desk.history import read as read_history
from converter.form import FORM
from converter.grid.cells import address
from converter.results.outcome import Batch
from converter.results.paths import RETIRED, RETURNED
from converter.workbook.layout.workbook_layout import RETURN_SHEET, figure_addresses
from converter.workbook.read.reader import read_workbook
from tests.folders import checked, entry, folder, named, of, roster, saved, statuses, told
from tests.libreoffice import Conversions, Order
from tests.reports import FIGURES, REFS, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


NAME, TABLE = "青禾县财政局", "三、依申请公开"
FLAWED = with_figure(with_figure(of(NAME), "三.r04.c7", 9), "三.r25.c2", 4)
"""A wrong total (K12), and a column out of balance (F33)."""

NOW = datetime(2025, 1, 20, tzinfo=UTC)
CORRECTIONS: Mapping[str, str | int] = {"K12": "=SUM(E12:J12)", "F33": 0}
COPY = f"{NAME}-退回修改.xlsx"


def run(home: Path, job: Job | None = None) -> tuple[Batch, tuple[AgencyChange, ...] | None]:
    batch = convert_folder(home / "收", home / "out", job or Job(None))
    return write_outputs(batch, home / "out", NOW)


def typed(content: bytes, cells: Mapping[str, str | int], sheet: str = TABLE, *, delete: str = "") -> bytes:
    """A workbook with values typed into cells, saved again by openpyxl."""
    book = load_workbook(io.BytesIO(content))
    for at, value in cells.items():
        book[sheet][at] = value
    if delete:
        del book[delete]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@cache
def sent_back(content: bytes) -> bytes:
    """The copy that goes back for a workbook."""
    (outcome,) = convert_one(content).outcomes
    made = returned_copy(content, outcome)
    assert made is not None
    return made[0]


def convert_one(content: bytes) -> Batch:
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        return checked(Path(home), {"a.xlsx": content})


def original() -> bytes:
    return saved(FLAWED, "2025-01-06T01:00:00Z")


@cache
def corrected() -> bytes:
    return typed(sent_back(original()), CORRECTIONS)


PLACES = ("改后的.xlsx", "1月18日收/青禾县财政局.xlsx", "0/青禾县财政局 (1).xlsx", "zz/副本.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_the_copy_from_the_output_corrected_and_put_anywhere_passes_quietly(
    tmp_path: Path, place: str
) -> None:
    first = folder(tmp_path / "收", {"财政局.xlsx": original()})
    run(tmp_path)
    copy = tmp_path / "out" / RETURNED / COPY
    again = first / place
    again.parent.mkdir(exist_ok=True)
    again.write_bytes(typed(copy.read_bytes(), CORRECTIONS))
    batch, changes = run(tmp_path)
    assert statuses(batch) == {place: "passed", "财政局.xlsx": "superseded"}
    assert [f for o in batch.outcomes for f in o.findings if f.code == "G-01" and f.severity != "info"] == []
    assert not list((tmp_path / "out" / RETURNED).glob("*"))
    assert (tmp_path / "out" / RETIRED / COPY).is_file()
    assert changes is not None
    assert [(c.kind, c.before, c.now) for c in changes] == [("again", "returned", "passed")]
    event = read_history(tmp_path / "out")[-1]
    assert (event["event"], event["before"], event["now"]) == ("重新报送", "退回", "通过")
    assert {(c["before"], c["after"]) for c in event["changes"]} == {("9", "2"), ("4", "0")}


def test_a_copy_that_comes_back_as_it_went_out_is_told_to_be_unchanged(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"财政局.xlsx": original(), "b.xlsx": sent_back(original())})
    assert statuses(batch) == {"b.xlsx": "returned", "财政局.xlsx": "superseded"}
    versions = {o.source: [f.variant for f in o.findings if f.code == "G-01"] for o in batch.outcomes}
    assert versions == {"b.xlsx": ["unchanged"], "财政局.xlsx": ["corrected"]}


AS_XLSX = Order("xlsx", corrected)
AS_XLS = Order("xls", corrected)
AS_ODS = Order("ods", corrected)


@pytest.mark.libreoffice(AS_XLSX, AS_XLS, AS_ODS)
@pytest.mark.parametrize(("order", "ending"), [(AS_XLSX, "xlsx"), (AS_XLS, "xls"), (AS_ODS, "ods")])
def test_a_copy_that_another_program_saved_is_known_again(
    tmp_path: Path, converted: Conversions, order: Order, ending: str
) -> None:
    files = {"财政局.xlsx": original(), f"b.{ending}": converted[order]}
    assert statuses(checked(tmp_path, files)) == {f"b.{ending}": "passed", "财政局.xlsx": "superseded"}


RESAVED = Order("xlsx", original)


@pytest.mark.libreoffice(RESAVED)
def test_an_original_that_was_only_saved_again_is_superseded(tmp_path: Path, converted: Conversions) -> None:
    batch = checked(tmp_path, {"财政局.xlsx": converted[RESAVED], "b.xlsx": corrected()})
    assert statuses(batch) == {"b.xlsx": "passed", "财政局.xlsx": "superseded"}


def test_without_the_sheet_the_name_in_the_workbook_tells_what_it_corrects(tmp_path: Path) -> None:
    without = typed(corrected(), {}, delete=RETURN_SHEET)
    batch = checked(tmp_path, {"a.xlsx": original(), "b.xlsx": without})
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "passed"}


def test_a_copy_without_a_code_corrects_what_still_has_the_listed_findings(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(corrected()))
    book.defined_names.clear()
    book[RETURN_SHEET]["A3"] = None
    target = io.BytesIO()
    book.save(target)
    files = {"a.xlsx": original(), "b.xlsx": target.getvalue()}
    assert statuses(checked(tmp_path, files)) == {"a.xlsx": "superseded", "b.xlsx": "passed"}
    sound = {
        "a.xlsx": saved(of(NAME, {**FIGURES, "二.r3.c1": 346}), "2025-01-06T01:00:00Z"),
        "b.xlsx": files["b.xlsx"],
    }
    shutil.rmtree(tmp_path)
    assert told(checked(tmp_path, sound), "G-01") != {}


def test_a_copy_may_correct_the_name_and_the_year(tmp_path: Path) -> None:
    nameless = saved(named(of(NAME), ""), "2025-01-06T01:00:00Z")
    copy = typed(sent_back(nameless), {"C6": NAME}, "填报首页")
    batch = checked(tmp_path, {"a.xlsx": nameless, "b.xlsx": copy})
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "passed"}


def test_a_neighbour_that_fills_in_anothers_copy_replaces_nothing(tmp_path: Path) -> None:
    neighbour = typed(corrected(), {"C6": "青禾县民政局"}, "填报首页")
    batch = checked(tmp_path, {"a.xlsx": original(), "b.xlsx": neighbour})
    assert statuses(batch)["a.xlsx"] == "returned"


def test_a_copy_that_corrects_nothing_comes_back_and_counts(tmp_path: Path) -> None:
    untouched = typed(sent_back(original()), {"K12": 8})
    batch = checked(tmp_path, {"a.xlsx": original(), "b.xlsx": untouched})
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "returned"}
    unchanged = checked(tmp_path / "2", {"a.xlsx": original(), "b.xlsx": sent_back(original())})
    assert statuses(unchanged) == {"a.xlsx": "superseded", "b.xlsx": "returned"}


@pytest.mark.parametrize("without", ["", "a.xlsx", "b.xlsx"])
def test_a_workbook_that_was_returned_twice_supersedes_both(tmp_path: Path, without: str) -> None:
    half = typed(sent_back(original()), {"K12": "=SUM(E12:J12)"})
    whole = typed(sent_back(half), {"F33": 0})
    files = {"a.xlsx": original(), "b.xlsx": half, "c.xlsx": whole}
    batch = checked(tmp_path, {name: data for name, data in files.items() if name != without})
    found = statuses(batch)
    assert found.pop("c.xlsx") == "passed"
    assert set(found.values()) == {"superseded"}
    assert {o.superseded_by for o in batch.outcomes} == {"", "c.xlsx"}


def test_two_different_corrections_of_one_workbook_are_told(tmp_path: Path) -> None:
    sheet, at = figure_addresses(FORM)[REFS["二.r3.c1"]]
    other = typed(corrected(), {address(at): 346}, sheet)
    noon, later = "2025-01-08T04:00:00Z", "2025-01-08T05:00:00Z"
    files = {"a.xlsx": original(), "b.xlsx": saved(corrected(), noon), "c.xlsx": saved(other, noon)}
    batch = checked(tmp_path, files)
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "returned", "c.xlsx": "returned"}
    assert {f.variant for f in told(batch, "G-01")["b.xlsx"]} == {"twice"}
    batch = checked(tmp_path, {**files, "c.xlsx": saved(other, later)})
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "superseded", "c.xlsx": "to_confirm"}
    assert {o.superseded_by for o in batch.outcomes} == {"", "c.xlsx"}


def test_an_original_that_was_changed_afterwards_competes_and_it_is_told(tmp_path: Path) -> None:
    changed = saved(with_figure(FLAWED, "二.r3.c1", 400), "2025-01-07T01:00:00Z")
    batch = checked(tmp_path, {"a.xlsx": changed, "b.xlsx": saved(corrected(), "2025-01-08T01:00:00Z")})
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "to_confirm"}
    (warning,) = told(batch, "G-01")["b.xlsx"]
    assert "都不是它所改的那一份" in describe(warning)


def test_a_corrected_copy_is_read_as_if_it_had_no_marks() -> None:
    reading = read_workbook(corrected(), "a.xlsx")
    assert reading.corrects is not None
    assert len(reading.corrects.codes) == 1
    assert {line.code for line in reading.corrects.listed} == {"B-01", "B-03"}
    assert read_workbook(original(), "a.xlsx").corrects is None


# --- names of copies ------------------------------------------------------------------------------


@pytest.mark.slow
def test_copies_are_named_by_agency_each_under_its_own_name(tmp_path: Path) -> None:
    here = roster(
        entry(NAME, short="财政局"),
        entry("青禾县城关镇财政所", short="财政所"),
        entry("青禾县南山镇财政所", short="财政所"),
    )
    third = with_figure(FLAWED, "三.r04.c7", 8)
    files = {
        "x.xlsx": FLAWED,
        "y.xlsx": third,
        "z.xlsx": named(FLAWED, "青禾县城关镇财政所"),
        "w.xlsx": named(FLAWED, "青禾县南山镇财政所"),
    }
    folder(tmp_path / "收", files)
    run(tmp_path, Job(None, roster=here))
    names = sorted(path.name for path in (tmp_path / "out" / RETURNED).glob("*.xlsx"))
    assert names == [
        "财政局-退回修改.xlsx",
        "财政局（2）-退回修改.xlsx",
        "青禾县南山镇财政所-退回修改.xlsx",
        "青禾县城关镇财政所-退回修改.xlsx",
    ]


@pytest.mark.slow
def test_letters_hold_only_what_the_agency_can_do_errors_first(tmp_path: Path) -> None:
    asked = with_figure(FLAWED, "二.r2.c3", 1)
    folder(tmp_path / "收", {"x.xlsx": asked, "y.xlsx": with_figure(asked, "三.r04.c7", 8)})
    batch, _ = run(tmp_path, Job(None, roster=roster("白鹭镇人民政府")))
    codes = {f.code for o in batch.outcomes for f in o.findings}
    assert {"G-01", "G-11", "B-06"} <= codes
    for letter in (tmp_path / "out" / RETURNED).glob("*.txt"):
        text = letter.read_text("utf-8-sig")
        assert "G-01" not in text
        assert "G-11" not in text
        assert text.index("错误，须改正") < text.index("请核实】")
    record = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))["outcomes"][1]
    assert record["returned"] in (f"{RETURNED}/{COPY}", f"{RETURNED}/{NAME}（2）-退回修改.xlsx")


@pytest.mark.parametrize(
    "untidy",
    ["财政局 (1).xlsx", "财政局（2）.xlsx", "财政局 - 副本.xlsx", "财政局.xlsx.tmp", "复件 财政局.xlsx",
     "备份/财政局.xlsx",
     "WeChat Files/wxid_ab12/FileStorage/File/2025-01/财政局.xlsx", "8f14e45fceea167a5a36dedd4bea2543.xlsx",
     "1736300000123.xlsx", "财政局.xlsm"],
)  # fmt: skip
def test_of_alike_workbooks_that_with_the_clean_name_counts(tmp_path: Path, untidy: str) -> None:
    path = tmp_path / untidy
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(saved(of(NAME), "2025-01-09T01:00:00Z"))
    batch = checked(tmp_path, {"财政局.xlsx": saved(of(NAME), "2025-01-06T01:00:00Z")})
    assert statuses(batch) == {"财政局.xlsx": "passed", untidy: "superseded"}


def test_a_filled_workbook_stays_what_it_is(tmp_path: Path) -> None:
    assert statuses(checked(tmp_path, {"a.xlsx": fill_workbook(of(NAME))})) == {"a.xlsx": "passed"}
