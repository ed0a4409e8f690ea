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
    government_levels: tuple[str, ...] = ()
    """Before 政府, of which it is, where it was asked: 向县政府提出."""
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


@dataclass(frozen=True, slots=True)
class ThingWords:
    """Words that say of what a number is, or that it is of something else or of some only."""

    too_common: tuple[str, ...] = ()
    """Words of statements that say nothing where other words follow: 公开."""
    put_online: tuple[str, ...] = ()
    """What is done with what is put online: 发布."""
    online_places: tuple[str, ...] = ()
    """In a channel by which something may be put online, and not 书面: 平台."""
    put_somewhere: tuple[str, ...] = ()
    """In a list of what was put somewhere, not of what was decided: 归集."""
    no_decisions: tuple[str, ...] = ()
    """In a full sentence about documents or decisions, that it counts papers or kinds: 服务事项."""
    information: str = ""
    """What is put online, between a word and its number: 公开信息 1200 条."""
    posts: tuple[str, ...] = ()
    """Before a number of what was put online about documents: 规范性文件相关信息发布 21 条."""
    papers: tuple[str, ...] = ()
    """Before a number of papers by which applications were answered: 答复书 432 份."""
    planned: tuple[str, ...] = ()
    """Before a year and a number that is of what is planned: 拟于2025年废止 4 件."""
    fee: str = ""
    """A fee, and another one than those of the form: 水费."""
    own_fee: tuple[str, ...] = ()
    """Words with `fee` in them that name no other one: 处理费, 收费."""
    all_classes: tuple[str, ...] = ()
    """Before applications of every class; those of one class (自然资源类) are a part."""
    due_days: tuple[str, ...] = ()
    """Working days within which applications are to be answered; those answered in others are a part."""
    applications: tuple[str, ...] = ()
    """Names of what was carried in, between its number and what became of it."""
    done: tuple[str, ...] = ()
    """What became of those carried in: 上年结转 1 件已办结."""
    closing: tuple[str, ...] = ()
    """In the words of those carried in, what became of them: 办结上年结转 5 件."""
    names_of_closed: tuple[str, ...] = ()
    """Names of a number in which these say nothing of what became of it: 办理数量."""
    suits_apart: tuple[str, ...] = ()
    """Words of a text that tells kinds of suits apart: 直接."""
    of_new: tuple[str, ...] = ()
    """Before a number of which some are closed: 新收 31 件中 29 件办结."""
    new_ones: tuple[str, ...] = ()
    """In the words of a number of closed ones that leaves out those carried in: 办结当年申请 90 件."""
    newly: str = ""
    """In the words of what came in this year: 新收到."""
    carried_over: tuple[str, ...] = ()
    """What an earlier year did with what it left open: 结转2023年."""
    left_over: tuple[str, ...] = ()
    """Further words of what an earlier year left: 2023年无遗留."""
    what_became: str = ""
    """Behind the name of cases, that their outcomes follow: 复议结果为 2 件维持."""
    any_body: tuple[str, ...] = ()
    """Words for applicants that mean any body where they stand far from a number: 单位."""
    not_content: tuple[str, ...] = ()
    """Behind an answer, that applicants were not content with it: 1 件申请人对答复不服."""
    channel_took_in: tuple[str, ...] = ()
    """Behind a channel, what the agency did: 通过当面递交收到 2 件."""
    ways: tuple[str, ...] = ()
    """In a name that no list of channels has, that it is one: 送达."""
    answered: tuple[str, ...] = ()
    """In the cause of a dispute, that it is about information: 因答复引发的复议."""
    decided: tuple[str, ...] = ()
    """Before a list of decisions by their short names: 作出许可 4 件、处罚 5 件."""
    in_force: tuple[str, ...] = ()
    """What is said of documents in force, in a text that lists a table."""
    decisions: tuple[str, ...] = ()
    """The kinds of decisions that such a text has together: 许可."""
    decision_names: tuple[str, ...] = ()
    """Between a kind of decisions and its number: 许可事项 4 件."""
    totals: tuple[str, ...] = ()
    """Begins the words of a number of all that its sentence gave before: 合计 14 件."""
    kinds_of_applicants: tuple[str, ...] = ()
    """In a denial of applications, that it may be of these alone: 未收到企业的申请."""
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """`people`, `bodies`: a denial that names both is one of all: 未收到公民、法人的申请."""
    applicants: tuple[str, ...] = ()
    """What a later full sentence has as its subject to say something of all: 申请人均为自然人."""
    of_applicants: tuple[str, ...] = ()
    """Behind a kind of applicants, that it is of them: 均为自然人提出."""
    cases_named: tuple[str, ...] = ()
    """Names of cases before what becomes of them: 目前案件正在审理."""
    before_reasons: tuple[str, ...] = ()
    """Between a number and the reason that its next clause gives: 不予公开 3 件, 因所申请的信息属于……."""
    of_some: tuple[str, ...] = ()
    """In a clause that says why, that it says so of some only: 部分."""
    not_so: tuple[str, ...] = ()
    """Before a word for how all were answered, that they were not: 不宜全部公开."""
    unclear: str = ""
    asked_again: str = ""
    """`unclear` is no answer where the applicant was asked again: 因内容不明确, 经补正后……."""
    asked_others: str = ""
    """In a sentence that tells what was weighed before the answer: 征求意见后予以公开."""
    changes: tuple[str, ...] = ()
    """Before 到 and the number at which a change ends: 增加到 7 件."""
    about: str = ""
    """In a clause of a list, that it says what an application was about: 涉及."""
    decided_why: tuple[str, ...] = ()
    """In such a clause, that it says why it was decided so: 因涉及……不予公开."""
    counted: tuple[str, ...] = ()
    """What a list is of, before the first number of it: 申请中 4 件."""
    lost: str = ""
    """An outcome that only suits have: 败诉."""
    answers: str = ""
    """In a denial of disputes in narratives about applications, that it is of those about answers: 答复."""
    asked: tuple[str, ...] = ()
    """Ends what applicants do, in a denial: 没有公民提出."""
    in_time: tuple[str, ...] = ()
    """Begins what speaks of all only beside a number of them: 按期答复."""
    runs_on: tuple[tuple[str, str], ...] = ()
    """A word that ends in the first does not end there before the second: 法人申请公开信息."""
