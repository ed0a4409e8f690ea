"""The codes of texts against tables as the manual explains them, with examples that pass and fail."""

from converter.form.claims import ClaimCode
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    ANSWERED,
    BY_DEPUTIES,
    BY_MEMBERS,
    CARRIED_IN,
    CARRIED_OUT,
    COERCIONS,
    COMPANIES,
    CORRECTED,
    DECIDED,
    DIRECT_SUIT,
    IN_FORCE,
    ISSUED,
    NATURAL_PERSONS,
    NORMATIVE_DOCUMENTS,
    OTHER_OUTCOME,
    PENALTIES,
    PERMITS,
    RECEIVED,
    RESOLVED,
    REVIEW,
    TABLE_2,
    TABLE_3,
    TABLE_FEE,
    TABLE_PROPOSALS,
    TAKEN_ON,
    UPHELD,
    dispute,
    figure,
    row_3,
)
from converter.form.model import Ref

_BY_PERSONS = {
    RECEIVED: 9,
    CARRIED_IN: 1,
    row_3("（一）予以公开"): 3,
    row_3("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"): 1,
    row_3("5.属于三类内部事务信息"): 1,
    row_3("1.本机关不掌握相关政府信息"): 1,
    row_3("1.信访举报投诉类申请"): 1,
    row_3("3.其他"): 1,
    CARRIED_OUT: 2,
}
_BY_COMPANIES = {
    RECEIVED: 2,
    row_3("（一）予以公开"): 1,
    row_3("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"): 1,
}
_FEE_FIGURES = (2, 400, 380)
EXAMPLE: tuple[tuple[Ref, int], ...] = (
    *((figure(TABLE_3, row, NATURAL_PERSONS), n) for row, n in _BY_PERSONS.items()),
    *((figure(TABLE_3, row, COMPANIES), n) for row, n in _BY_COMPANIES.items()),
    (dispute(REVIEW, UPHELD), 1),
    (dispute(REVIEW, CORRECTED), 1),
    (dispute(DIRECT_SUIT, OTHER_OUTCOME), 1),
    *((figure(TABLE_2, NORMATIVE_DOCUMENTS, c), n) for c, n in ((ISSUED, 3), (ABOLISHED, 1), (IN_FORCE, 12))),
    *((figure(TABLE_2, row, DECIDED), n) for row, n in ((PERMITS, 20), (PENALTIES, 5), (COERCIONS, 1))),
    *zip(TABLE_FEE.refs(), _FEE_FIGURES, strict=True),
    *(
        (figure(TABLE_PROPOSALS, row, column), n)
        for row, numbers in ((BY_DEPUTIES, (4, 4, 3)), (BY_MEMBERS, (2, 2, 1)))
        for column, n in zip((TAKEN_ON, ANSWERED, RESOLVED), numbers, strict=True)
    ),
)
"""The figures of the examples; those not listed are 0: 新收 11, 上年结转 1, 办理总计 10, 结转 2."""

_THREE = "条例第五十条第（二）项：报告收到和处理政府信息公开申请的情况，文字与第三部分表格一致"
_FOUR = "条例第五十条第（三）项：报告被申请行政复议、提起行政诉讼的情况，文字与第四部分表格一致"
_TWO = "条例第五十条第（一）项：报告主动公开政府信息的情况，文字与第二部分表格一致"
_FEE = "第六部分：收取信息处理费情况在此处报告；国办函〔2020〕109号"
_PROPOSALS = "第六部分：其他需要报告的事项，文字与所填数据一致"

CODES = (
    ClaimCode(
        "C-01",
        "文字说没有收到申请，表三新收就是 0",
        _THREE,
        "本年度新收政府信息公开申请11件。",
        "本年度未收到政府信息公开申请。",
    ),
    ClaimCode(
        "C-02",
        "文字中收到、受理的申请数，是表三的新收，或新收加上年结转",
        _THREE,
        "全年共收到政府信息公开申请12件。",
        "全年共收到政府信息公开申请15件。",
    ),
    ClaimCode(
        "C-03",
        "文字中的新收数，是表三的新收",
        _THREE,
        "本年新收政府信息公开申请11件。",
        "本年新收政府信息公开申请12件。",
    ),
    ClaimCode(
        "C-04",
        "文字中的上年结转数，是表三的上年结转",
        _THREE,
        "收到政府信息公开申请12件（含上年结转1件）。",
        "收到政府信息公开申请12件（含上年结转2件）。",
    ),
    ClaimCode(
        "C-05",
        "文字中办结、答复的申请数，是表三的（七）总计，可以不含上年结转或撤回等其他情形",
        _THREE,
        "收到政府信息公开申请11件，办结10件。",
        "收到政府信息公开申请11件，办结11件。",
    ),
    ClaimCode(
        "C-06",
        "文字中结转下年度的申请数，是表三的结转下年度继续办理",
        _THREE,
        "办结政府信息公开申请10件，2件结转下年度继续办理。",
        "办结政府信息公开申请10件，1件结转下年度继续办理。",
    ),
    ClaimCode(
        "C-07",
        "文字说申请全部办结，表三就没有结转下年度的",
        _THREE,
        "收到政府信息公开申请11件，按期答复率100%。",
        "收到政府信息公开申请11件，均已办结。",
    ),
    ClaimCode(
        "C-08",
        "文字中予以公开的申请数，是表三的（一）予以公开，或与部分公开之和",
        _THREE,
        "办结政府信息公开申请10件，其中予以公开4件。",
        "办结政府信息公开申请10件，其中予以公开5件。",
    ),
    ClaimCode(
        "C-09",
        "文字中部分公开的申请数，是表三的（二）部分公开",
        _THREE,
        "办结政府信息公开申请10件，其中部分公开2件。",
        "办结政府信息公开申请10件，其中部分公开3件。",
    ),
    ClaimCode(
        "C-10",
        "文字中合在一起说的几种办理结果，是表三这几项之和",
        _THREE,
        "办结政府信息公开申请10件，其中予以公开及部分公开6件。",
        "办结政府信息公开申请10件，其中予以公开及部分公开5件。",
    ),
    ClaimCode(
        "C-11",
        "文字中不予公开的申请数，是表三的（三）各项之和",
        _THREE,
        "办结政府信息公开申请10件，其中不予公开1件。",
        "办结政府信息公开申请10件，其中不予公开2件。",
    ),
    ClaimCode(
        "C-12",
        "文字中无法提供的申请数，是表三的（四）各项之和",
        _THREE,
        "办结政府信息公开申请10件，其中无法提供1件。",
        "办结政府信息公开申请10件，其中无法提供2件。",
    ),
    ClaimCode(
        "C-13",
        "文字中不予处理的申请数，是表三的（五）各项之和",
        _THREE,
        "办结政府信息公开申请10件，其中不予处理1件。",
        "办结政府信息公开申请10件，其中不予处理2件。",
    ),
    ClaimCode(
        "C-14",
        "文字中其他处理的申请数，是表三的（六）各项之和；撤回的不多于（六）3.其他",
        _THREE,
        "办结政府信息公开申请10件，其中其他处理1件。",
        "办结政府信息公开申请10件，其中申请人主动撤回2件。",
    ),
    ClaimCode(
        "C-15",
        "文字中各类申请人的申请数，是表三这一列的新收，或新收加上年结转，或办理总计",
        _THREE,
        "收到政府信息公开申请11件，其中自然人9件、商业企业2件。",
        "收到政府信息公开申请11件，其中法人或其他组织3件。",
    ),
    ClaimCode(
        "C-16",
        "文字中各种渠道的申请数加起来，是表三的新收，或新收加上年结转",
        _THREE,
        "收到政府信息公开申请11件，其中网络申请8件、信函3件。",
        "收到政府信息公开申请11件，其中网络申请8件、信函2件。",
    ),
    ClaimCode(
        "C-17",
        "文字中的行政复议数，是表四行政复议的总计",
        _FOUR,
        "因政府信息公开引发行政复议2件。",
        "因政府信息公开引发行政复议3件。",
    ),
    ClaimCode(
        "C-18",
        "文字中的行政诉讼数，是表四行政诉讼的总计：直接起诉、复议后起诉，或两者之和",
        _FOUR,
        "因政府信息公开引发行政诉讼1件。",
        "因政府信息公开引发行政诉讼2件。",
    ),
    ClaimCode(
        "C-19",
        "文字中复议、诉讼合在一起的数，是表四各总计之和",
        _FOUR,
        "办理政府信息公开行政复议、行政诉讼案件共3件。",
        "办理政府信息公开行政复议、行政诉讼案件共4件。",
    ),
    ClaimCode(
        "C-20",
        "文字说没有行政复议或行政诉讼，表四的总计就是 0",
        _FOUR,
        "因政府信息公开引发行政复议2件、行政诉讼1件。",
        "未发生因政府信息公开引起的行政复议。",
    ),
    ClaimCode(
        "C-21",
        "文字中复议、诉讼各种结果的数，与表四一致",
        _FOUR,
        "因政府信息公开引发行政复议2件，其中维持1件。",
        "因政府信息公开引发行政复议2件，其中维持2件。",
    ),
    ClaimCode(
        "C-22",
        "表四有行政复议或行政诉讼的，文字也提到",
        _FOUR,
        "因政府信息公开引发行政复议2件、行政诉讼1件。",
        "全年公开工作平稳有序。（各部分都没有写到复议、诉讼）",
    ),
    ClaimCode(
        "C-23",
        "文字中规章、规范性文件的制发、废止、现行有效数，与表二一致",
        _TWO,
        "全年制发行政规范性文件3件，废止1件，现行有效12件。",
        "全年制发行政规范性文件4件。",
    ),
    ClaimCode(
        "C-24",
        "文字中行政许可、行政处罚、行政强制的数，与表二一致",
        _TWO,
        "全年作出行政许可决定20件。",
        "全年作出行政许可决定21件。",
    ),
    ClaimCode(
        "C-25",
        "文字中收取的信息处理费，与所填的信息处理费数据一致",
        _FEE,
        "发出收费通知2件，通知金额400元，实际收取信息处理费380元。",
        "本年度未收取信息处理费。",
    ),
    ClaimCode(
        "C-26",
        "第六部分写明收取信息处理费的情况",
        _FEE,
        "全年收取信息处理费380元。",
        "开设政策咨询窗口。（第六部分都没有写到信息处理费）",
    ),
    ClaimCode(
        "C-27",
        "信息处理费以元为单位",
        _FEE,
        "收取信息处理费380元。",
        "收取信息处理费0.038万元。",
    ),
    ClaimCode(
        "C-28",
        "文字中比上年增长、下降的百分比或件数，按上年数算得出",
        _THREE,
        "（上年新收10件）收到政府信息公开申请11件，同比增长10%。",
        "（上年新收10件）收到政府信息公开申请11件，同比增长12%。",
    ),
    ClaimCode(
        "C-29",
        "文字中所占的百分比，按表中的数算得出",
        _THREE,
        "办结政府信息公开申请10件，其中予以公开4件，占40%。",
        "办结政府信息公开申请10件，其中予以公开4件，占45%。",
    ),
    ClaimCode(
        "C-31",
        "文字中建议提案的承办、办复、已解决数和百分比，与所填数据一致",
        _PROPOSALS,
        "承办人大代表建议4件，办复率100%，已解决3件，占75%。",
        "承办人大代表建议5件。",
    ),
)
