"""Percentages: 办结率 100%, 占 40%, 同比增长 5%."""

from __future__ import annotations

from converter.checks.claims.clause import Reader, Utterance, earlier, kinds, last_topics
from converter.checks.claims.lexicon import Token


def say_percent(reader: Reader, run: list[Token], percent: Token) -> None:
    """A percentage: a rate with its own name, a growth against last year, or a share of a whole."""
    topics = last_topics(reader, run) or reader.topics
    if percent.value is None or earlier(reader):
        return
    said = reader.even[run[0].start if run else percent.start : percent.end]
    around = {kind for token in run for kind in kinds(reader, token)}
    for token in run:
        for rate in reader.lexicon.rates.get(token.text, ()):
            named = any(topic.key == rate.topic for topic in topics)
            meant = rate.code not in reader.lexicon.codes_at_home or (
                reader.narrative in reader.lexicon.by_key[rate.topic].home
            )
            if named and meant and not around & {"compared", "stops"}:
                utterance = Utterance((), reader.sentence, said, percent.value, reader.group, "%")
                reader.seen.append(utterance._replace(rate=rate, digits=percent.digits))
                return
    host = reader.seen[-1] if reader.seen and reader.seen[-1].sentence == reader.sentence else None
    while host is not None and host.host is not None:
        host = host.host
    if host is None or not host.statements or host.denied or "each" in around:
        return
    utterance = Utterance(
        host.statements, reader.sentence, said, percent.value, reader.group, "%", host=host
    )._replace(digits=percent.digits)
    before = reader.even[: percent.start]
    if "compared" in around:
        turn = ("rises" in around) - ("falls" in around)
        if turn and any(kinds(reader, token) == {"compared"} for token in run):
            reader.seen.append(utterance._replace(growth=turn))
        return
    gap = before[before.rfind(host.said) + len(host.said) :] if host.said in before else None
    if gap is not None and reader.lexicon.share.fullmatch(gap) and host.statements[0].share_of:
        reader.seen.append(utterance)
