import pytest

from converter.system.naming import safe_stem, unused


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("青禾县财政局", "青禾县财政局"),
        ("..", "未命名"),
        ("", "未命名"),
        ("\u200b", "未命名"),
        ("CON", "CON_"),
        ("nul", "nul_"),
        ("CLOCK$", "CLOCK$_"),
        ("甲/乙", "甲_乙"),
        ("局. ", "局"),
        ('甲<乙>|丙?*"', "甲_乙__丙___"),
        ("甲\x00乙\n丙", "甲乙丙"),
    ],
)
def test_a_stem_is_safe_on_every_system(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


def test_equal_names_in_other_code_points_give_one_stem() -> None:
    assert safe_stem("Café局") == safe_stem("Cafe\u0301局")


def test_a_taken_name_is_numbered_whatever_its_case() -> None:
    taken: set[str] = set()
    assert [unused(name, taken) for name in ("局A", "局a", "局A")] == ["局A", "局a（2）", "局A（3）"]
