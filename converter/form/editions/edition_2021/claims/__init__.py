"""Claims that narratives make about figures: topics, statements, words, and the examples of the manual."""

from converter.form.claims import ClaimBook
from converter.form.editions.edition_2021.claims.applications import APPLICATIONS, RATES_CLOSED
from converter.form.editions.edition_2021.claims.codes import CODES, EXAMPLE
from converter.form.editions.edition_2021.claims.documents import DOCUMENTS_AND_DECISIONS
from converter.form.editions.edition_2021.claims.fees import FEES, MENTION_FEE
from converter.form.editions.edition_2021.claims.proposals import PROPOSED, RATES_PROPOSALS
from converter.form.editions.edition_2021.claims.reading import READING
from converter.form.editions.edition_2021.claims.reviews import MENTION_REVIEWS, REVIEWS
from converter.form.editions.edition_2021.claims.things import THINGS
from converter.form.editions.edition_2021.claims.topics import TOPICS
from converter.form.editions.edition_2021.claims.whose import WHOSE
from converter.form.editions.edition_2021.claims.words import COMMON_WORDS

CLAIMS = ClaimBook(
    codes=CODES,
    example=EXAMPLE,
    reading=READING,
    topics=TOPICS,
    statements=(*APPLICATIONS, *REVIEWS, *DOCUMENTS_AND_DECISIONS, *FEES, *PROPOSED),
    rates=(*RATES_CLOSED, *RATES_PROPOSALS),
    required_mentions=(MENTION_REVIEWS, MENTION_FEE),
    common_words=COMMON_WORDS,
    whose=WHOSE,
    things=THINGS,
    growth="C-28",
    share="C-29",
    wide_unit="C-27",
)

__all__ = ["CLAIMS"]
