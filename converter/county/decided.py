"""Which of several workbooks counts by the office's own decision, whatever times and findings say.

A decision holds among the workbooks that it was made among: one that comes later competes with the chosen one
like any other version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from converter.county.corrections import Candidate
from converter.county.versions import VersionChoice, version_finding
from converter.results.outcome import Outcome


def decided_by(candidates: Iterable[Candidate], preferred: Mapping[str, str]) -> dict[int, int]:
    """By index of each workbook that is passed over, the index of the one that counts instead.

    `preferred`: by digest, as `OfficeRecord` has it. A decision for a workbook that is not there any more, or
    that is of another agency or year by now, does not hold.
    """
    if not preferred:
        return {}
    known = [*candidates]
    by_digest = {each.digest: each for each in reversed(known) if each.digest}
    found = {}
    for each in known:
        digest = each.digest
        while digest in preferred:  # which leads to no circle: a choice is passed over by a later one alone
            digest = preferred[digest]
        chosen = by_digest.get(digest)
        is_rival = chosen is not None and digest != each.digest and each.agency
        if chosen is not None and is_rival and (chosen.agency, chosen.year) == (each.agency, each.year):
            found[each.number] = chosen.number
    return found


def decisions(
    decided: Mapping[int, int], outcomes: Sequence[Outcome], chosen: Mapping[int, VersionChoice]
) -> dict[int, VersionChoice]:
    """The choices of workbooks that were decided about. `chosen`: what was found of all others."""
    found: dict[int, VersionChoice] = {}
    over: dict[int, list[int]] = {}
    for index, winner in decided.items():
        over.setdefault(winner, []).append(index)
    for winner, losers in over.items():
        names = "、".join(outcomes[index].source for index in losers)
        found[winner] = VersionChoice(version_finding(outcomes[winner], "decided", names))
        counting = chosen[winner].superseded_by if winner in chosen else ""
        for index in losers:
            told = version_finding(outcomes[index], "passed_over", outcomes[winner].source)
            found[index] = VersionChoice(told, counting or outcomes[winner].source)
    return found
