"""Texts that two agencies share: copies are found, standard sentences are not copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.catalogue.messages import describe
from converter.checks.settings import DEFAULT
from converter.county.copied import check_copied
from converter.form import FORM
from converter.results.outcome import Outcome
from tests.folders import checked, of, told

STORY = (
    "围绕春耕备耕、农机购置补贴和高标准农田建设，编发政策明白纸五期，送到二十三个村的便民服务站。",
    "针对群众询问较多的土地流转问题，请农经站的老同志录制方言讲解，放在村口大喇叭里循环播放。",
    "对三年前的旧文件逐件过堂，能公开的一律转为公开，不能公开的注明理由，并请法律顾问复核签字。",
)
OTHER = (
    "牵头修订行政处罚裁量基准，把听证笔录和复议结果一并挂网，当事人可凭案号自助查询办理进度。",
    "结合普法宣传月走进学校和厂区，现场解答欠薪维权、邻里纠纷等咨询，收集意见建议并逐条回复。",
    "律师值班窗口全年无休，预约系统接入政务热线，夜间来电次日上午回访，满意率连续保持高位运行。",
)
AGENCIES = ("青禾县农业农村局", "青禾县水利局", "青禾县司法局")


def story(lines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"总述": lines, "存在的主要问题": ("问题。",), "改进情况": ("改进。",)}


def test_a_copied_text_is_reported_on_both_sides_and_quoted(tmp_path: Path) -> None:
    copied = tuple(line.replace("五期", "八期").replace("二十三", "17") for line in STORY)
    files = {
        "a.xlsx": of(AGENCIES[0], texts=story(("青禾县农业农村局工作平稳。", *STORY))),
        "b.xlsx": of(AGENCIES[1], texts=story(("青禾县水利局工作平稳。", *copied))),
        "c.xlsx": of(AGENCIES[2], texts=story(OTHER)),
    }
    found = told(checked(tmp_path, files), "G-08")
    assert {source: [f.values["other"] for f in told_of] for source, told_of in found.items()} == {
        "a.xlsx": [AGENCIES[1]],
        "b.xlsx": [AGENCIES[0]],
    }
    (finding,) = found["b.xlsx"]
    assert finding.subject == "一、总体情况"
    assert finding.values["detail"] in "".join(copied)
    assert finding.cell in ("C7", "C8", "C9")
    assert AGENCIES[0] in describe(finding)


def test_of_many_with_the_same_text_a_few_are_named_and_all_are_counted(tmp_path: Path) -> None:
    own = {
        f"{number}.xlsx": of(f"青禾县第{number}局", texts=story((f"{words(number)}。",)))
        for number in range(15)
    }
    same = {
        f"s{name}.xlsx": of(f"青禾县{name}局", texts=story((f"青禾县{name}局工作平稳。", *STORY)))
        for name in NAMES[:6]
    }
    found = told(checked(tmp_path, own | same), "G-08")
    assert found.keys() == same.keys()
    assert all(f.values["other"].endswith("局等 5 个单位") for told_of in found.values() for f in told_of)


def test_two_stories_of_their_own_are_no_copies(tmp_path: Path) -> None:
    files = {
        "a.xlsx": of(AGENCIES[0], texts=story(STORY)),
        "b.xlsx": of(AGENCIES[1], texts=story((*OTHER, STORY[0]))),
    }
    assert told(checked(tmp_path, files), "G-08") == {}


def test_two_versions_of_one_report_are_no_copies(tmp_path: Path) -> None:
    files = {
        "a.xlsx": of(AGENCIES[0], texts=story(STORY)),
        "b.xlsx": of(AGENCIES[0], texts=story((*STORY, "工作平稳。"))),
        "c.xlsx": of(AGENCIES[2], texts=story(OTHER)),
    }
    batch = checked(tmp_path, files)
    assert told(batch, "G-01").keys() == {"a.xlsx", "b.xlsx"}
    assert told(batch, "G-08") == {}


@pytest.mark.slow
def test_what_more_than_a_third_of_the_agencies_say_is_a_standard_sentence(tmp_path: Path) -> None:
    files = {
        f"{number}.xlsx": of(f"青禾县{name}局", texts=story((*STORY, f"{name}工作另有安排。")))
        for number, name in enumerate(("农业", "水利", "司法", "教育", "卫生", "交通"))
    }
    assert told(checked(tmp_path, files), "G-08") == {}


NAMES = ("农业农村", "水利", "司法", "教育", "卫生健康", "交通运输", "民政", "财政", "文化", "林业")


@pytest.mark.parametrize(("alike", "told_of"), [(10, 10), (5, 5), (3, None), (0, None)])
def test_what_most_agencies_copied_from_one_text_is_one_hint_for_the_county(
    tmp_path: Path, alike: int, told_of: int | None
) -> None:
    """Ten agencies, so many of which have the same sentences, each with its own name and figures in them."""
    files = {}
    for number, name in enumerate(NAMES):
        own = (f"{words(number)}。", f"{words(number + 50)}。")
        copied = (*(line.replace("五期", f"{number + 2}期") for line in STORY), "逐条登记销号，按季通报。")
        lines = copied if number < alike else own
        files[f"{number}.xlsx"] = of(f"青禾县{name}局", texts=story((f"青禾县{name}局工作平稳。", *lines)))
    batch = checked(tmp_path, files)
    hints = [f for f in batch.findings if f.code == "G-08"]
    assert [(f.subject, f.found, f.expected) for f in hints] == (
        [] if told_of is None else [("一、总体情况", str(told_of), "10")]
    )
    pairs_told = told(batch, "G-08")
    if told_of:
        assert f"10 个单位中有 {told_of} 个" in describe(hints[0])
        assert hints[0].values["detail"] in "".join(STORY)
        assert pairs_told == {}
    else:
        assert len(pairs_told) == alike  # too few to be a hint for all: each is told, with all others
        others = [f.values["other"].count("局") for found in pairs_told.values() for f in found]
        assert others == [alike - 1] * alike


def words(number: int) -> str:
    """Twelve clauses that nobody else has, as characters of the number's own."""
    return "，".join(
        "".join(chr(0x4E00 + (number * 7919 + clause * 997 + place * 31) % 20000) for place in range(14))
        for clause in range(12)
    )


@pytest.mark.slow
@pytest.mark.parametrize("agencies", [50, 400])
def test_the_copy_among_many_is_found(agencies: int) -> None:
    shared = "全县统一印发的一句话每个单位都照抄下来了"
    outcomes = [
        Outcome(f"{n}.xlsx", of(f"青禾县第{n}局", texts=story((shared, words(n % (agencies - 1))))), ())
        for n in range(agencies)
    ]
    found = check_copied(outcomes, FORM, None, DEFAULT)
    assert sorted(found) == [0, agencies - 1]


def test_short_clauses_lead_to_no_pair(tmp_path: Path) -> None:
    short = "，".join(("全县动员", "人人参与", "层层落实", "处处督促", "天天调度") * 8)
    files = {
        f"{number}.xlsx": of(name, texts=story((short + f"，{name[3:]}另有安排。", *lines)))
        for number, (name, lines) in enumerate(zip(AGENCIES, (STORY, OTHER, ()), strict=True))
    }
    assert told(checked(tmp_path, files), "G-08") == {}
