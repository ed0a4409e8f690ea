"""The rules file of an office: its default changes nothing, its choices are kept, its mistakes reported."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.batch.folder import Job, convert_workbook
from converter.catalogue.records import records
from converter.checks.rules_file import adjustable, default_rules, parse_rules, read_rules
from converter.checks.settings import DEFAULT, Settings, is_binding
from converter.form import FORM
from converter.report.finding import Severity
from converter.results.outcome import Outcome
from converter.system.errors import UsageError
from tests.reports import FIGURES, report, with_figure
from tests.workbooks import fill_workbook

ADJUSTABLE, RECORDS = adjustable(FORM), records(FORM)


def rules(text: str) -> Settings:
    return parse_rules(text.encode(), "规则.toml", FORM)


def mistakes(text: str) -> list[str]:
    """The lines of the refusal, without its head."""
    with pytest.raises(UsageError) as refused:
        rules(text)
    return [line.strip() for line in str(refused.value).splitlines()[1:]]


def checked(settings: Settings, **changes: int) -> Outcome:
    """A correct report with figures changed, checked by an office's rules."""
    figures = {**FIGURES, **{key.replace("_", "."): value for key, value in changes.items()}}
    return convert_workbook(fill_workbook(report(figures)), "a.xlsx", Job(None, settings=settings))


def test_the_default_lists_every_code_and_changes_nothing() -> None:
    text = default_rules(FORM)
    for record in ADJUSTABLE.values():
        assert record.code in text
        assert record.title in text
    assert {r.code for r in RECORDS.values() if r.scope == "report" and r.messages} <= set(ADJUSTABLE)
    settings = rules(text)
    assert (settings.levels, settings.off, settings.limits) == ({}, {}, {})


def test_every_choice_of_the_default_may_be_taken_as_it_stands() -> None:
    taken = re.sub(r"(?m)^# (?=[a-z]+ = )", "", default_rules(FORM))
    taken = re.sub(r"(?m)^off = .*$", "", taken)
    settings = rules(taken)
    assert {(limit.code, limit.key) for record in ADJUSTABLE.values() for limit in record.limits} == set(
        settings.limits
    )
    for record in ADJUSTABLE.values():
        for limit in record.limits:
            assert settings.limits[limit.code, limit.key] == limit.default
    # a level is only a change where findings of a code weigh differently
    assert {code for code, _ in settings.levels} == {
        code
        for code in ADJUSTABLE
        if sum(
            not is_binding(code, level) for level in RECORDS[code].severities if level is not Severity.ERROR
        )
        > 1
    }


@pytest.mark.parametrize(
    "content",
    [
        b"[D-07]\nlength = 80\n",
        "[D-07]\r\nlength = 80 # 字\r\n".encode("utf-8-sig"),
        "[D-07]\r\nlength = 80 # 字\r\n".encode("gb18030"),
        "[D-07]\r\nlength = 80 # 字\r\n".encode("utf-16"),
    ],
    ids=["utf-8", "utf-8 with a mark", "gb18030", "utf-16"],
)
def test_a_file_is_read_in_any_encoding_of_a_chinese_windows(content: bytes) -> None:
    assert parse_rules(content, "规则.toml", FORM).limits == {("D-07", "length"): Decimal(80)}


@pytest.mark.parametrize(
    ("level", "status"), [("错误", "returned"), ("提醒", "to_confirm"), ("提示", "passed")]
)
def test_a_warning_is_raised_or_lowered(level: str, status: str) -> None:
    outcome = checked(rules(f'[B-06]\nlevel = "{level}"'), 二_r2_c3=1)
    assert outcome.status == status
    assert [found.code for found in outcome.findings] == ["B-06"]


def test_a_check_is_switched_off_with_its_reason() -> None:
    outcome = checked(rules('[B-06]\noff = "上级统一清理，另行核对"'), 二_r2_c3=1)
    assert outcome.status == "passed"
    assert outcome.findings == ()
    assert [(v.code, v.why) for v in outcome.verdicts_with("off")] == [("B-06", "上级统一清理，另行核对")]


def test_an_error_of_the_same_code_stays_when_its_warnings_are_lowered() -> None:
    settings = rules('[B-07]\nlevel = "提示"')
    wrong = checked(settings, 二_r1_c3=6)
    assert [(found.code, found.severity) for found in wrong.findings] == [("B-07", Severity.ERROR)]


def test_a_limit_is_set() -> None:
    assert [f.code for f in checked(DEFAULT, 三_r05_c1=2, 三_r03_c1=1).findings] == []
    stricter = checked(rules("[B-10]\nsecret = 2"), 三_r05_c1=2, 三_r03_c1=1)
    assert [f.code for f in stricter.findings] == ["B-10"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[D07]\noff = "不用"', "[D07]：没有这一条核对。是否要写 D-07？"),
        ('[d-07]\noff = "不用"', "[d-07]：没有这一条核对。是否要写 D-07？"),
        ("[D-07]\nlenght = 80", "[D-07] lenght：没有这一项。是否要写 length？"),
        ("[D-07]\nmuch = 80", "[D-07] much：没有这一项。可以写：level、off、length。"),
        ('level = "提示"', "level：要写在某一条核对下面，如 [D-07] 的下一行。"),
        ('[B-06]\nlevel = "警告"', "[B-06] level：写的是“警告”，只能写错误、提醒、提示，两边用英文引号。"),
        ("[B-06]\nlevel = true", "[B-06] level：写的是 true，只能写错误、提醒、提示，两边用英文引号。"),
        ('[B-03]\nlevel = "提示"', "[B-03] level：这一条必须更正，不能改变级别。"),
        ('[F-06]\nlevel = "提示"', "[F-06] level：这一条必须更正，不能改变级别。"),
        ('[B-03]\noff = "数据特殊"', "[B-03] off：这一条有必须更正的错误，不能停用。"),
        ('[B-07]\noff = "数据特殊"', "[B-07] off：这一条有必须更正的错误，不能停用。"),
        ('[F-01]\noff = "数据特殊"', "[F-01] off：这一条有必须更正的错误，不能停用。"),
        ('[D-09]\noff = ""', "[D-09] off：停用要写明理由，写在英文引号里。"),
        ("[D-09]\noff = true", "[D-09] off：停用要写明理由，写在英文引号里。"),
        ('[D-09]\noff = "在此写明理由"', "[D-09] off：停用要写明理由，写在英文引号里。"),
        (
            '[D-07]\nlength = "80"',
            "[D-07] length（第一、五部分少于这么多字时提醒）：写的是“80”，应为大于 0 的数，如 60，不加引号。",
        ),
        (
            "[D-07]\nlength = -1",
            "[D-07] length（第一、五部分少于这么多字时提醒）：写的是 -1，应为大于 0 的数，如 60，不加引号。",
        ),
    ],
)
def test_a_mistake_is_reported_by_its_key(text: str, said: str) -> None:
    assert mistakes(text) == [said]


def test_all_mistakes_are_reported_at_once() -> None:
    reported = mistakes('[B-03]\noff = "x"\n[D-70]\n[D-07]\nlength = 0\nlevel = 1')
    assert [line.split("：")[0] for line in reported] == [
        "[B-03] off", "[D-70]", "[D-07] length（第一、五部分少于这么多字时提醒）", "[D-07] level",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[D-07]\nlevel = “提示”".encode(), "第 2 行的写法不对"),
        (b"[D-07]\n[D-07]", "第 2 行的写法不对"),
        (b"[D-07", "末尾的写法不对"),
        (b"\xff\xff\x80", "不是文本文件"),
    ],
)
def test_a_file_that_cannot_be_read_is_misuse_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_rules(content, "规则.toml", FORM)


def test_a_missing_file_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="打不开"):
        read_rules(tmp_path / "没有.toml", FORM)


def test_the_file_says_when_it_is_used_by_itself() -> None:
    head = default_rules(FORM)[:300]
    assert "年度文件夹里的“规则.toml”自动使用" in head
    assert "加上 --rules" in head


def test_a_wrong_total_cannot_be_explained_by_rules_of_warnings() -> None:
    settings = rules('[X-01]\nlevel = "提示"\n[B-06]\noff = "另行核对"')
    content = fill_workbook(with_figure(report(), "三.r04.c7", 9))
    outcome = convert_workbook(content, "a.xlsx", Job(None, settings=settings))
    assert outcome.status == "returned"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 100_000, "括号太多"),
        ("[D-07]\nlevel = " + "9" * 10_000, "太长"),
        ("[A-06]\nfee = nan", "应为大于 0 的数"),
        ("[A-06]\nfee = 1e999999", "应为大于 0 的数"),
        ('[D-07]\nlevel = """' + "长\n" * 5000 + '"""', "长 长"),
        ("\n".join(f"[Z-{number}]" for number in range(3000)), "有 50 处以上要改"),
        ("#" * 600_000, "太大"),
    ],
    ids=["deep", "digits", "nan", "exponent", "long", "many", "large"],
)
def test_a_spoilt_file_is_misuse_in_words_that_can_be_read(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        parse_rules(text.encode(), "规则.toml", FORM)
    assert len(str(raised.value)) < 4000


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_file_with_anything_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    content = re.sub(rb"(?m)^# (\w+ = )", rb"\1", default_rules(FORM).encode())
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 60)) | st.just(len(content)))
    marks = st.sampled_from([b"[", b"]", b'"""', b"=", b"nan", b"-inf", b"{a=1}", b"1979-05-27", b"\xff\xfe"])
    with suppress(UsageError):
        parse_rules(
            content[:start] + data.draw(marks | st.binary(max_size=8)) + content[end:], "规则.toml", FORM
        )
