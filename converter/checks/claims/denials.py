"""What is denied without a number: 未收到申请, 均已办结, bare 无; what must be spoken of (C-22, C-26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.catalogue.messages import finding
from converter.checks.claims.clause import (
    Reader,
    Utterance,
    allowed,
    at_home,
    earlier,
    end_of_clause,
    last_topics,
    other_matter,
    topics_of,
)
from converter.checks.claims.lexicon import Token
from converter.form import Form, Narrative, RequiredMention, Section
from converter.report.finding import Finding
from converter.report.report import Place, Report, plain

ENDS = "。．. ；;！!，, 　"
"""Marks that are left out at the ends of a quoted sentence."""


def bare(reader: Reader, text: str) -> Iterator[Utterance]:
    """A paragraph that is nothing but 无: nothing of its narrative's own topic."""
    for topic in reader.topics:
        for said in dict.fromkeys(said for found in reader.lexicon.none.values() for said in found):
            if said.statement.topic == topic.key and said.statement.zero:
                yield Utterance((said.statement,), text.strip(ENDS), text.strip(ENDS), 0, 0, denied=True)
                return


def deny(reader: Reader, run: list[Token]) -> None:
    """未收到政府信息公开申请, 未发生行政复议、行政诉讼: nothing of each topic that is denied."""
    first = next((n for n, token in enumerate(run) if token.text in reader.lexicon.none), None)
    if first is None:
        return
    word = run[first]
    end = end_of_clause(reader.even, word.end)
    rest = [token for token in run[first + 1 :] if token.start < end]
    position, denied, last = word.end, [], None
    for token in [*rest, None]:
        stop = token is None or token.kind == "and"
        topics = topics_of(reader, token, run) if token is not None and not stop else ()
        if topics:
            if not _is_filler(reader, reader.even[position : token.start if token else end]):
                return
            last, position = topics, token.end if token else end
        elif stop:
            upto = token.start if token else end
            if not _is_filler(reader, reader.even[position:upto]):
                return
            if last is not None:
                denied.append(last)
            last, position = None, token.end if token else end
    for topics in denied:
        for said in reader.lexicon.none[word.text]:
            statement = said.statement
            if statement.topic in {topic.key for topic in topics} and at_home(reader, statement):
                told = reader.even[word.start : end]
                reader.seen.append(
                    Utterance((statement,), reader.sentence, told, 0, reader.group, denied=True)
                )
                break


def _is_filler(reader: Reader, gap: str) -> bool:
    return reader.lexicon.denial.fullmatch(gap) is not None


def phrases(reader: Reader, tokens: Sequence[Token]) -> None:
    """Wordings that say "nothing of it" without a number and without a topic behind them."""
    if reader.lexicon.phrased.search(reader.even) is None:
        return
    for pattern, (_, statement) in reader.lexicon.phrases:
        match = pattern.search(reader.even)
        if match is None:
            continue
        start = max(reader.even.rfind(mark, 0, match.start()) for mark in ",:()") + 1
        end = end_of_clause(reader.even, match.end())
        clause = [token for token in tokens if start <= token.start < end]
        before = [token for token in tokens if token.start < end]
        topics = last_topics(reader, clause) or last_topics(reader, before) or reader.topics
        named = statement.at_home or any(topic.key == statement.topic for topic in topics)
        if not named or not allowed(reader, statement):
            continue
        if earlier(reader) or other_matter(reader, clause):
            continue
        if any(word in reader.even[start:end] for word in statement.unless):
            continue
        told = [u.said for u in reader.seen if u.sentence == reader.sentence and u.number]
        if any(match[0] in words for words in told):
            continue  # 13 件申请全部办结: the number has been held against the tables
        if told and all(any(word in words for word in statement.unless) for words in told):
            continue  # 上年结转的 2 件申请, 均已办结: nothing but these is spoken of
        same = (statement,)
        if any(
            u.sentence == reader.sentence and u.denied and u.statements[0].code == statement.code
            for u in reader.seen
        ):
            continue
        reader.seen.append(Utterance(same, reader.sentence, match[0], 0, reader.group, denied=True))


def silences(report: Report, form: Form) -> Iterator[Finding]:
    """Yield a finding for each thing that should be spoken of and is not."""
    for silence in form.claims.required_mentions:
        figures = [(ref, report.value(ref)) for ref in silence.figures]
        some = [(ref, value) for ref, value in figures if value]
        sections = [s for s in form.sections if _concerned(s, silence)]
        if (figures and not some) or _spoken(report, form, silence):
            continue
        if any(section.key in report.unread for section in sections) or not any(
            report.passages[part.key] for section in sections for part in section.narratives
        ):
            continue  # nothing can be said of texts that were not read; D-07 tells of empty ones
        found = "、".join(f"{form.label(ref)}＝{plain(value)}" for ref, value in some)
        section = sections[0]
        yield finding(
            silence.code,
            Place(report.source, section.sheet),
            subject=f"{section.key}、{section.title}",
            **({"found": found} if found else {}),
        )


def _concerned(section: Section, silence: RequiredMention) -> bool:
    keys = {part.key for part in section.narratives}
    return bool(keys & set(silence.narratives)) if silence.narratives else bool(keys)


def _spoken(report: Report, form: Form, silence: RequiredMention) -> bool:
    home = form.narratives.get(silence.home)
    if home is not None and (report.passages[home.key] or _composes(report, home)):
        return True
    keys = silence.narratives or tuple(form.narratives)
    return any(word in p.text for key in keys for p in report.passages[key] for word in silence.words)


def _composes(report: Report, narrative: Narrative) -> bool:
    """True where the document will have a sentence made from the figures of the supporting table."""
    rule = narrative.composed
    if rule is None:
        return False
    return all(figure.value is not None for ref, figure in report.figures.items() if ref.table == rule.table)
