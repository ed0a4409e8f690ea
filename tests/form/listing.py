"""All that an edition of the form prescribes, as a text that an official can read against the notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.form import Form, printed
from converter.form.around import BodyWords, ThingWords
from converter.form.claims import ClaimBook, ClaimTopic, CommonWords, Statement, Sum
from converter.form.editions import CURRENT, labels_2019
from converter.form.model import Ref, Table
from converter.form.rules import Barred, Equality, Inflow, Rule, Stock
from converter.form.sections import Field, Help, Narrative, Section
from converter.form.wording import Mention, Topic, Wording

KINDS = {"heading": "小标题", "corner": "表角", "head": "列标题", "label": "行标签", "figure": "数"}
ENTRIES = {"text": "文字", "year": "年度", "date": "日期", "choice": "下拉选择"}
DEMANDS = {"required": "必填", "expected": "应填", "optional": "可不填"}


def listing(form: Form) -> str:
    """Every label, span, rule, clause and word of an edition, one to a line."""
    parts = (
        _opening(form),
        *map(_section, form.sections),
        *(_table(form, table) for table in form.tables.values()),
        _rules(form),
        _quotes(form),
        _wording(form.wording),
        _claims(form.claims),
        *([_superseded()] if form.edition == CURRENT else []),
    )
    return "\n".join(line.rstrip() for part in parts for line in part) + "\n"


def _heading(text: str) -> Iterator[str]:
    yield from ("", f"【{text}】")


def _item(name: str, value: str | Iterable[str]) -> Iterator[str]:
    """A line with a name; nothing where there is no value."""
    words = value if isinstance(value, str) else " ".join(f"“{word}”" for word in value)
    if words:
        yield f"    {name}：{words}"


def _flag(name: str, value: bool) -> Iterator[str]:
    if value:
        yield f"    {name}"


def _refs(refs: Iterable[Ref]) -> str:
    return "＋".join(ref.key for ref in refs)


def _sum(of: Sum) -> str:
    return _refs(of.plus) + "".join(f"－{ref.key}" for ref in of.less)


def _opening(form: Form) -> Iterator[str]:
    yield f"版本 {form.edition}，{form.notice}"
    yield f"标题 {form.title}"
    yield f"填报状态 {'、'.join(form.states)}"
    yield from _heading("开头")
    for variant in form.variants:
        yield f"{variant.name}（{'、'.join(variant.categories)}）"
        yield from (f"    {paragraph}" for paragraph in variant.preamble)
    bodies = form.government
    yield f"政府：类别“{bodies.category}”，或名称以“{bodies.ending}”结尾；编制机关加“{bodies.office}”"
    yield f"    名称结尾：{'、'.join(bodies.bodies)}"
    for ending, word in bodies.self_references:
        yield f"    前面的地名以“{ending}”结尾的自称“{word}”"
    yield f"    其他自称“{bodies.default_self_reference}”"
    yield from _heading("字段")
    for field in form.fields:
        yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    yield f"{field.key}（{ENTRIES[field.kind]}，{DEMANDS[field.demand]}）{field.help}"
    yield from _item("可选", field.choices)
    yield from _flag("印入联系方式", field.contact)
    yield from _flag("不印入报告", not field.printed)
    if field.day:
        yield f"    规定 {field.day[0]} 月 {field.day[1]} 日"


def _section(section: Section) -> Iterator[str]:
    yield from _heading(f"{section.key}、{section.title}")
    yield f"工作表“{section.sheet}”{'，必须有文字' if section.text_required else ''}"
    for part in section.parts:
        if isinstance(part, Table):
            yield f"表 {part.key}"
        else:
            yield from _narrative(part)


def _narrative(narrative: Narrative) -> Iterator[str]:
    yield f"文字 {narrative.key}（“{narrative.label}”）"
    yield from _item("小标题", narrative.heading)
    yield from _item("政府的小标题加", narrative.government)
    yield from _help(narrative.help)
    yield from _item("例文", narrative.example)
    if narrative.composed is not None:
        yield f"    没有填写时由表 {narrative.composed.table} 的数成句"
        yield from (f"    {row}：{text}" for row, text in narrative.composed.sentences)
        yield from _item("全为 0", narrative.composed.nothing)


def _help(help_text: Help) -> Iterator[str]:
    yield from _item("格式原文" if help_text.official else "填写说明", help_text.text)


def _table(form: Form, table: Table) -> Iterator[str]:
    """A table as it is printed: where each cell stands, what it spans, what it says."""
    yield from _heading(f"{table.tag}（{table.key}）{table.title}")
    grid = printed(table)
    required, shown = "必填" if table.required else "可不填", "印成表" if table.printed else "不印成表"
    yield f"第{form.section_of(table.key).key}部分，{required}，{shown}"
    yield f"{grid.rows} 行 {grid.columns} 列，标签占 {grid.label_columns} 列，重复表头 {grid.head_rows} 行"
    for cell in grid.cells:
        what = cell.text if cell.ref is None else f"{cell.ref.key} {form.label(cell.ref)}"
        unit = "" if cell.ref is None else f"（{form.column(cell.ref).unit}）"
        span = f"占 {cell.rowspan}×{cell.colspan}" if (cell.rowspan, cell.colspan) != (1, 1) else ""
        yield f"{cell.row + 1} 行 {cell.column + 1} 列 {span} {KINDS[cell.kind]} {what}{unit}".replace(
            "  ", " "
        )
    yield from (f"    “{alias}”即“{official}”" for alias, official in table.aliases)


def _rules(form: Form) -> Iterator[str]:
    yield from _heading("勾稽关系")
    for rule in form.rules:
        yield f"{rule.code} {_rule(rule)}"
        if isinstance(rule, Equality):
            yield f"    左边“{rule.names[0]}”，右边“{rule.names[1]}”"
        yield f"    {rule.clause}"
    yield from _heading("与上年比")
    for carried in form.carry_overs:
        more = "".join(f"＋{ref.key}" for ref in carried.plus) + "".join(f"－{r.key}" for r in carried.less)
        yield f"{carried.code} {carried.this.key}＝上年 {carried.last.key}{more}"
        yield f"    {carried.clause}"
    for watched in form.watched:
        yield f"{watched.code} {watched.ref.key} 大幅变动"
        yield f"    {watched.clause}"
    for pending in form.pending:
        yield f"{pending.code} 上年 {pending.last.key} 不大于 {pending.this.key}"
        yield f"    {pending.clause}"
    yield from _heading("县的数与各机关之和")
    for summed in form.summed:
        yield f"{summed.code} {' '.join(ref.key for ref in summed.refs)}"
        yield from _flag("县政府可以更大", summed.own)
        yield f"    {summed.clause}"


def _rule(rule: Rule) -> str:
    match rule:
        case Equality():
            return f"{_refs(rule.left)} ＝ {_refs(rule.right)}"
        case Inflow():
            return f"{_refs(rule.incoming)} 都是 0，则 {_refs(rule.outgoing)} 都是 0"
        case Stock():
            return f"{rule.valid.key} ≥ {rule.made.key}－{rule.abolished.key}"
        case Barred():
            return f"{_refs(rule.refs)} 不属于 {'、'.join(rule.categories)}"


def _quotes(form: Form) -> Iterator[str]:
    yield from _heading("可引用的数")
    for quote in form.quotes:
        yield f"{quote.mark}＝{_refs(quote.refs)}"
    yield from _heading("由数成文")
    for narrative, sentence in form.drafts:
        yield f"{narrative}：{sentence}"
    views = form.views
    yield f"图表：办理结果 {'、'.join(views.results)}；申请人 {'、'.join(views.applicants)}"
    yield f"    数量 {views.volume}；争议 表{views.disputes}；首页 {'、'.join(views.main)}"


def _wording(wording: Wording) -> Iterator[str]:
    yield from _heading("用语")
    lists: dict[str, Sequence[str]] = {
        "模板遗留": wording.template_phrases,
        "模板遗留的段首": wording.template_openings,
        "失效文件": wording.superseded_notices,
        "等于没写": wording.empty_phrases,
        "要有内容的部分": wording.narrative_sections,
        "责任所在部分": wording.duty_sections,
        "自称的例外": wording.self_reference_exceptions,
        "全年的句首": wording.past_openings,
        "说的是往年": wording.past_words,
        "说的是来年": wording.future_words,
        "常用语": wording.standard_phrases,
        "很少有涉密等理由的机关": wording.small_bodies,
    }
    for name, words in lists.items():
        yield from _item(name, words)
    yield f"    很少用的理由：{_refs(wording.rare_refusals)}"
    yield from (f"    “{word}”：名称应有“{part}”" for word, part in wording.self_references)
    yield from _topics(f"第{wording.problem_section}部分要写", wording.problem_topics)
    yield from _topics(f"第{wording.topic_section}部分要写", wording.topics)
    yield from _topics("政府还要写", wording.duties)
    for mention in wording.mentions:
        yield from _mention(mention)


def _topics(name: str, topics: tuple[Topic, ...]) -> Iterator[str]:
    yield name
    for topic in topics:
        yield from _item(
            f"{topic.name}{f'（文字 {topic.narrative}）' if topic.narrative else ''}", topic.words
        )


def _mention(mention: Mention) -> Iterator[str]:
    yield f"{mention.code} {_refs(mention.when)} 大于 0，第{'、'.join(mention.sections)}部分要写"
    yield from _item("写到", mention.words)
    yield from _item("不算", mention.denials)
    yield from _item("或由数成句", _refs(mention.composed_from))
    yield f"    {mention.clause}"


def _claims(book: ClaimBook) -> Iterator[str]:
    yield from _heading("文字与数：条目")
    for claim_code in book.codes:
        yield f"{claim_code.code} {claim_code.title}"
        yield f"    {claim_code.clause}"
        yield from _item("相符", claim_code.passes)
        yield from _item("不符", claim_code.fails)
    yield f"增幅 {book.growth}，占比 {book.share}，万元 {book.wide_unit}"
    yield f"示例的数：{'、'.join(f'{ref.key}＝{number}' for ref, number in book.example)}"
    yield from _heading("文字与数：说的是什么")
    for topic in book.topics:
        yield from _claim_topic(topic)
    yield from _heading("文字与数：怎么说")
    for statement in book.statements:
        yield from _statement(statement)
    for rate in book.rates:
        yield f"{rate.code} {rate.topic}的比率"
        yield from _item("说", rate.words)
        yield from (f"    （{_sum(part)}）÷（{_sum(whole)}）" for part, whole in rate.pairs)
    yield from _heading("文字与数：要写到的")
    for required in book.required_mentions:
        yield f"{required.code} {_refs(required.figures)}"
        yield from _item("写到", required.words)
        yield from _item("所在文字", required.narratives)
        yield from _item("或填写文字", required.home)
    yield from _words(book.common_words)
    yield from _body_words(book.whose)
    yield from _thing_words(book.things)


def _claim_topic(topic: ClaimTopic) -> Iterator[str]:
    yield f"{topic.key}{'（表里没有）' if topic.other else ''}"
    yield from _item("词", topic.words)
    yield from _item("本来就说它的文字", topic.home)
    yield from _item("前面有这些词就不是", topic.unless)
    yield from _item("同段要有", topic.near)
    yield from _item("或所在文字", topic.where)
    yield from _item("此时的简称", topic.short)
    yield from _item("合起来", topic.parts)


def _statement(statement: Statement) -> Iterator[str]:
    yield f"{statement.code} {statement.topic}"
    yield from _item("说", statement.words)
    yield from _item("单位", statement.units)
    yield from (f"    数是 {_sum(one)}" for one in statement.sums)
    yield from _item("说没有", statement.zero)
    yield from (f"    没有的是 {_sum(one)}" for one in statement.zero_sums)
    yield from _item("否定词", statement.denials)
    yield from _item("没有数的说法", statement.phrases)
    yield from (f"    占的是 {_sum(one)}" for one in statement.share_of)
    yield from _item("不在有这些词的分句", statement.unless)
    yield from (f"    单独说时也可以是 {_sum(one)}" for one in statement.alone)
    yield from _item("可用和连接", statement.joint)
    yield from _flag("是其中的一部分", statement.at_most)
    yield from _flag("一句中的数相加", statement.adds_up)
    yield from _flag("分句要说出名称", statement.named)
    yield from _flag("词不会有别的意思", statement.own_words)
    yield from _flag("只在本来就说它的文字", statement.at_home)
    yield from _flag("词在数之前", statement.ahead)


def _words(words: CommonWords) -> Iterator[str]:
    yield from _heading("文字与数：数的前后")
    lists = {
        "词和数之间": words.fillers,
        "否定词和名称之间": words.denial_fillers,
        "否定的名称之后": words.denial_ends,
        "说的是别的": words.stops,
        "与上年比": words.compared,
        "说的是往年": words.past,
        "增": words.rises,
        "减": words.falls,
        "其中": words.parts,
        "分别": words.each,
        "碰巧含有": words.neutral,
        "占": words.share,
        "整段等于没有": words.bare,
    }
    for name, of in lists.items():
        yield from _item(name, of)


def _body_words(words: BodyWords) -> Iterator[str]:
    yield from _heading("文字与数：是谁的数")
    lists = {
        "机关名称的结尾": words.names,
        "不用写名称的机关": words.courts,
        "只写地区的政府": words.area_governments,
        "机关名称后面做了什么": words.did,
        "机关名称和做了什么之间": words.before_did,
        "政府名称的结尾": words.governments,
        "办公室名称的结尾": words.offices,
        "部门报告里的政府": words.above,
        "不是机关": words.no_agencies,
        "政府替别的机关做的": words.reviewing,
        "为政府办复议的机关": words.reviewers,
        "所有机关": words.each_body,
        "全地区": words.whole_area,
        "本机关": words.own_body,
        "本机关或本地区": words.own_town,
        "本机关自身": words.itself,
        "政府本级": words.own_level,
        "本机关自身做了什么": words.took_in,
        "“政府”后面的本级": words.government_offices,
        "向政府做了什么": words.asks_government,
        "“自行”前面的别的机关": words.below,
        "对别的机关做了什么": words.guiding,
        "被指导的机关": words.guided,
        "执法机关": words.enforcers,
        "“全县”和执法机关之间": words.of_enforcers,
    }
    for name, of in lists.items():
        yield from _item(name, of)


def _thing_words(words: ThingWords) -> Iterator[str]:
    yield from _heading("文字与数：是什么的数")
    lists = {
        "太常用的词": words.too_common,
        "放到网上": words.put_online,
        "网上的渠道": words.online_places,
        "放到某处的单子": words.put_somewhere,
        "放到网上的是": words.information,
        "关于文件的信息条数": words.posts,
        "答复文书": words.papers,
        "打算做": words.planned,
        "费": words.fee,
        "不是别的费": words.own_fee,
        "所有类别": words.all_classes,
        "答复期限的天数": words.due_days,
        "结转的名称": words.applications,
        "结转的已办": words.done,
        "结转的怎样了": words.closing,
        "只是数的名称": words.names_of_closed,
        "分开两种诉讼": words.suits_apart,
        "新收之中": words.of_new,
        "不含结转": words.new_ones,
        "新": words.newly,
        "结转": words.carried_over,
        "留下": words.left_over,
        "后面是案件的结果": words.what_became,
        "任何单位": words.any_body,
        "对答复不满": words.not_content,
        "渠道后面的收到": words.channel_took_in,
        "渠道": words.ways,
        "案件因信息公开而来": words.answered,
        "作出": words.decided,
        "现行和废止": words.in_force,
        "决定的种类": words.decisions,
        "决定的名称": words.decision_names,
        "总数": words.totals,
        "申请人的种类": words.kinds_of_applicants,
        "各种人": words.people,
        "各种单位": words.bodies,
        "申请人": words.applicants,
        "申请人做的": words.of_applicants,
        "案件": words.cases_named,
        "理由之前": words.before_reasons,
        "只是一部分": words.of_some,
        "不是这样答复": words.not_so,
        "不明确": words.unclear,
        "补正": words.asked_again,
        "征求意见": words.asked_others,
        "变化": words.changes,
        "涉及": words.about,
        "为什么这样答复": words.decided_why,
        "列举的是": words.counted,
        "败诉": words.lost,
        "答复": words.answers,
        "申请人提出": words.asked,
        "按时": words.in_time,
        "接着另一个词": map("".join, words.runs_on),
    }
    for name, of in lists.items():
        yield from _item(name, of)


def _superseded() -> Iterator[str]:
    yield from _heading(f"{labels_2019.NOTICE}的表独有的标签")
    yield from labels_2019.LABELS
