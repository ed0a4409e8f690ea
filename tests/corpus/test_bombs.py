"""Files made to use up memory end as they say, within the declared limits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.build import KINDS
from tests.corpus.kind import Kind
from tests.corpus.measure import Meter, meter

MEMORY = 200
"""MB that a process may take to read any single file, Python and its libraries included."""

BOMBS = [kind for kind in KINDS if kind.big]


pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def scales() -> Iterator[Meter]:
    with meter() as started:
        yield started


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no getrusage")
@pytest.mark.parametrize("kind", BOMBS, ids=[kind.name for kind in BOMBS])
def test_a_bomb_is_met_within_the_limits(tmp_path: Path, kind: Kind, scales: Meter) -> None:
    _, peak, report, codes = scales.measured(kind, tmp_path)
    assert report == (kind.figures is not None)
    assert codes == [" ".join(tell.split(" ")[:2]) for tell in kind.tells]
    assert peak < MEMORY
