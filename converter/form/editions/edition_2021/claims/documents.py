"""Statements about normative documents, licences, penalties and compulsory measures (表二; C-23, C-24)."""

from converter.form.claims import Statement, Sum, words
from converter.form.editions.edition_2021.claims.sums import named
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    IN_FORCE,
    ISSUED,
    NORMATIVE_DOCUMENTS,
    REGULATIONS,
    TABLE_2,
    figure,
)

_DOCUMENTS = words("件 份 部 个 条 项")
_DECISIONS = words("件 起 宗 例 份")  # 条 and 项 count what was put online, and items of a list
_DOCUMENT_WORDS = (
    (IN_FORCE, words("现行有效 现行有效文件 继续有效 有效 有效文件"), ()),
    (
        ABOLISHED,
        words("废止 废止文件 宣布失效 废止或失效 废止和失效 宣布废止"),
        words("未废止 没有废止 无废止"),
    ),
    (
        ISSUED,
        words("制发 新制发 制定 新制定 制定发布 制定印发 出台 印发 制定出台 发文"),
        words("未制定 未制发 未出台 没有制定 没有制发 没有出台 未印发 未制定出台 未新制定"),
    ),
)
"""Columns of the two kinds of documents: words before a number, and words of denial."""

DOCUMENTS_AND_DECISIONS = (
    *(
        Statement(
            "C-23",
            topic,
            keywords,
            (Sum((figure(TABLE_2, row, column),)),),
            _DOCUMENTS,
            zero="C-23",
            denials=denials,
            unless=words("名义 进行清理 开展清理 清理结果 清理工作 进行全面清理 进行了清理"),
        )
        for topic, row in (("规章", REGULATIONS), ("规范性文件", NORMATIVE_DOCUMENTS))
        for column, keywords, denials in _DOCUMENT_WORDS
    ),
    *(
        Statement(
            "C-24",
            topic,
            (topic, f"{topic}决定"),
            (named(topic),),
            _DECISIONS,
            named=True,
        )
        for topic in ("行政许可", "行政处罚", "行政强制")
    ),
)
