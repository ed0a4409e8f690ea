"""Words beside numbers that say whose a number is and of what, as frozen records of lists.

The lists stand in the claim book of an edition; `checks/claims` puts them together with joints, numbers and
negations. Each is written for officials to read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Words that say whose a number is: the agency's, or another body's."""

    names: tuple[str, ...] = ()
    """Ends of names of bodies, two characters of the name before: 公安局, 城关镇."""
    courts: tuple[str, ...] = ()
    """Names of bodies that need nothing before: 法院."""
    area_governments: tuple[str, ...] = ()
    """Governments by the area alone: 县政府."""
    did: tuple[str, ...] = ()
    """What a body behind its name does with what it counts: 公安局收到."""
    before_did: tuple[str, ...] = ()
    """Words that may stand between a body and what it does: 公安局全年收到."""
    governments: tuple[str, ...] = ()
    """Ends of names of governments and of their offices: 县人民政府, 县政府办公室."""
    offices: tuple[str, ...] = ()
    """Ends of names of offices, of which that of a government speaks for it: 县府办."""
    above: tuple[str, ...] = ()
    """The government itself, in the report of one of its departments."""
    no_agencies: tuple[str, ...] = ()
    """Bodies that are no agencies, so the agency's own only where its name says so: 医院, 公司."""
    reviewing: str = ""
    """What a government and the reviewers decide for others: 复议."""
    reviewers: tuple[str, ...] = ()
    """Bodies that prepare the reviews of a government: 司法局."""
    each_body: tuple[str, ...] = ()
    """All bodies of an area: 各部门."""
    whole_area: tuple[str, ...] = ()
    """A whole area: 全县."""
    own_body: tuple[str, ...] = ()
    """The agency itself, by what bodies are: 本局, 我单位."""
    own_town: tuple[str, ...] = ()
    """The agency itself or its area: 本镇."""
    itself: tuple[str, ...] = ()
    """Behind a body, or alone, that it is meant without those below it: 自身."""
    own_level: tuple[str, ...] = ()
    """The government without those below it, where words for what came in follow: 本级收到."""
    took_in: tuple[str, ...] = ()
    """What the agency itself does with what comes in: 办公室自身收到."""
    government_offices: tuple[str, ...] = ()
    """Behind 政府, the part of it that speaks for itself: 县政府（办公室）31 件."""
    asks_government: tuple[str, ...] = ()
    """Behind a government, what is done with what it is asked: 向县政府提出."""
    below: tuple[str, ...] = ()
    """Before 自行, others than the agency: 各镇自行受理."""
    guiding: tuple[str, ...] = ()
    """What the agency does with the work of others: 指导."""
    guided: tuple[str, ...] = ()
    """Whose work that is: 指导各乡镇办理申请 86 件."""
    enforcers: tuple[str, ...] = ()
    """Those of a whole area who enforce the law: 全县执法单位."""
    of_enforcers: tuple[str, ...] = ()
    """Between a whole area and these: 全县各级执法单位."""
