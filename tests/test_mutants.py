import pytest

from tests.mutants import prove


@pytest.mark.slow
def test_no_mutant_goes_wrong_in_silence() -> None:
    """A smaller set of `python -m tests.mutants`."""
    ends, wrong = prove(200)
    assert wrong == []
    assert {"passed", "returned", "unreadable"} <= set(ends)
