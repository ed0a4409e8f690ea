"""Statements about normative documents, licences, penalties and compulsory measures (表二; C-23, C-24)."""

from converter.form.claims import Statement, Sum, denial_words, words
from converter.form.editions.edition_2021.claims.sums import named
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    CHARGES,
    IN_FORCE,
    ISSUED,
    NORMATIVE_DOCUMENTS,
    REGULATIONS,
    TABLE_2,
    figure,
)

_DOCUMENTS = words("件 份 部 个 条 项")
_DECISIONS = words("件 起 宗 例 份")  # 条 and 项 count what was put online, and items of a list
_DECIDED = words("{作出,做出,下达,核发,查处,给予,决定处理,处理决定}")
"""Verbs that an item of a list has not: with these any unit will do."""
_NOT = "{未,没有,无,均未,未曾,没,也未}"
_DECISION_NAMES = ("行政许可", "行政处罚", "行政强制")
_CALLED = "(?:事项|案件|决定)?"
"""What may stand between a decision and its number."""
_KEPT = words("保留{,有效,文件} 继续{执行,实施,施行,适用,使用}")
"""Kept by a clearance: perhaps without those that were issued after it."""
_DOCUMENT_WORDS = (
    (
        IN_FORCE,
        words(
            "{现行,继续,仍然,仍,现存,目前,尚,现仍,确认}有效{,文件,的,期内的} 有效{,文件,期内,"
            "数} 现行{,的,有效件数,文件} {正在,目前,现,仍在,尚在,还在}{实施,执行,施行,使用}{,的} "
            "规范性{现行有效,继续有效,有效,现行}文件"
        ),
        words("{无,没有,暂无,也无,亦无,也没有}{现行有效,继续有效,有效,现行}{,的}"),
    ),
    (IN_FORCE, _KEPT, ()),
    (
        ABOLISHED,
        words(
            "{废止,宣布废止,宣布失效,废止或失效,废止和失效,失效,失效或废止,失效和废止,确认失效,"
            "自然失效,废止、失效,公布废止,清理废止,废止失效,本年废止,决定废止,废除,作废,停止执行,停止实施,"
            "停止使用,不再执行,宣布作废}{,文件,的,件数}"
        ),
        words(f"{_NOT}{{废止,宣布废止,失效,清理废止,宣布失效,废除,作废,停止执行}}"),
    ),
    (
        ISSUED,
        words(
            "新增 {,新,共,累计}{制发,制定,制作,印发,印制,出台,发布,制定发布,制定印发,制定出台,制定并印发,"
            "制定并发布,起草印发,制定公布,出台印发,出台实施,审核印发,公布实施} {本年,本年度,"
            "全年}{新,}{制发,制定,出台,印发,发布} 发文 新制发的 制定的 制发的"
        ),
        words(
            f"{_NOT}{{新,,另行}}{{制发,制定,印发,印制,出台,发布,制定发布,制定印发,制定出台,起草,新增,公布}}"
        ),
    ),
)
"""Columns of the two kinds of documents: words before a number, and words of denial."""

_NOT_OWN = words(
    "{公开,转发,转载,收录}{现行有效,有效,}{政府,}规章 {政府,政府办,办公室,办公厅,委,两办}名义 "
    "{乡镇,镇街,各镇,各乡,各部门,各单位,上级,省级,国家}{的,}{行政,}规范性文件 "
    "由{市,县,区,省,市人民,县人民,区人民}政府{印发,出台,公布,发布,颁布}"
)
_CHANGED = words("{修改,修订}{,规范性文件,行政规范性文件}{1,2,3,4,5,6,7,8,9}")
"""A count of what was changed, which is in force too: 继续有效10件，修改2件."""

DOCUMENTS_AND_DECISIONS = (
    *(
        Statement(
            "C-23",
            topic,
            keywords,
            (
                Sum((figure(TABLE_2, row, column),)),
                *(
                    (Sum((figure(TABLE_2, row, IN_FORCE),), (figure(TABLE_2, row, ISSUED),)),)
                    if keywords is _KEPT
                    else ()
                ),
            ),
            _DOCUMENTS,
            zero="C-23",
            denials=denials,
            phrases=(
                f"{{无,没有,未有}}{{政府规章、,规章、,规章和,规章及,规章或,}}{{行政,}}{topic}"
                "{的,}{制发,出台,制定,印发,发布,新增}",
            )
            if column == ISSUED
            else (f"{{无,没有,未有}}{{行政,}}{topic}{{被,宣布,被宣布,}}{{废止,失效,废除}}",)
            if column == ABOLISHED
            else (),
            kind="documents",
            unless=_NOT_OWN if column == ISSUED else (*_NOT_OWN, *_CHANGED),
        )
        for topic, row in (("规章", REGULATIONS), ("规范性文件", NORMATIVE_DOCUMENTS))
        for column, keywords, denials in _DOCUMENT_WORDS
    ),
    *(
        Statement(
            "C-24",
            topic,
            words(
                f"{topic}{{,决定,案件,事项决定,措施,执行}} {topic.removeprefix('行政')}{{,决定}} "
                "{作出,办理,处理,实施,采取,下达,做出,办结,查处}"
            ),
            (named(topic),),
            _DECISIONS,
            zero="C-24",
            denials=denial_words(
                f"{_NOT}{{作出,实施,采取,办理,做出,发生,开展,进行,有,作出过,实施过,产生}} 无 没有 未涉及"
            ),
            joint="C-24",
            named=True,
            kind="decisions",
            unless=words(f"{{公开,公示,晒出,晾晒}}{{了,的,}}{topic} {topic}{{公开,公示}}"),
        )
        for topic in ("行政许可", "行政处罚", "行政强制")
    ),
    *(
        Statement(
            "C-24",
            topic,
            _DECIDED + words("{本年,本年度,}处理决定{数量,数,}"),
            (named(topic),),
            words("条 项 次 个"),
            joint="C-24",
            named=True,
            kind="decisions",
        )
        for topic in ("行政许可", "行政处罚", "行政强制")
    ),
    *(
        Statement(
            "C-24",
            topic,
            words(keywords),
            (named(topic),),
            words("项 次 个"),
            joint="C-24",
            named=True,
            kind="decisions",
            beside=(f"(?:{'|'.join(names)}){_CALLED}(?:共|共计)?",),
        )
        for topic in _DECISION_NAMES
        for keywords, names in (
            ("{,共,累计,全年}新增 {共,累计,全年,全年共}{办理,办结,审批,实施,完成,开展}", (topic,)),
            (
                "{,依法}{办理,办结,审批,实施,完成,开展,产生,发生}",
                tuple(other for other in _DECISION_NAMES if other != topic),
            ),
        )
    ),
    *(
        Statement(
            "C-24",
            topic,
            (topic,),
            (named(topic),),
            words("条 项 次 个"),
            joint="C-24",
            named=True,
            kind="decisions",
            beside=tuple(f"{other}{_CALLED}" for other in _DECISION_NAMES if other != topic),
        )
        for topic in _DECISION_NAMES
    ),
    Statement(
        "C-24",
        CHARGES.label,
        words("{行政,}事业性收费 收费 {,共,累计,全年,全年共}{收取,征收} {收费,收入}{金额,总额,总计} 收入"),
        (named(CHARGES.label),),
        ("元", "万元", "亿元"),
        zero="C-24",
        denials=denial_words(f"{_NOT}{{收取,产生,发生,征收,有,涉及}} 无 没有 不涉及 取消"),
        named=True,
        kind="amount",
    ),
    Statement(
        "C-24",
        CHARGES.label,
        words("{公开,}费用{总额,总计}"),
        (named(CHARGES.label),),
        ("元", "万元", "亿元"),
        kind="amount",
    ),
)
