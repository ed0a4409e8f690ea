"""What the county's sum is shown by: sentences that figures alone can say, and what its charts draw.

Names are those of the quoted figures.
"""

from converter.form.editions.edition_2021.quoted import APPLICANTS, RESULTS
from converter.form.model import Views

DRAFTS = (
    (
        "主动公开情况",
        "本年制发行政规范性文件【#规范性文件制发】件、废止【#规范性文件废止】件，"
        "现行有效【#规范性文件有效】件；作出行政许可决定【#行政许可】件、行政处罚决定【#行政处罚】件、"
        "行政强制决定【#行政强制】件；行政事业性收费【#行政事业性收费】万元。",
    ),
    (
        "依申请公开情况",
        "本年新收政府信息公开申请【#新收申请】件，上年结转【#上年结转】件；办理【#办理总计】件，"
        "其中予以公开【#予以公开】件、部分公开【#部分公开】件、不予公开【#不予公开】件、"
        "无法提供【#无法提供】件、不予处理【#不予处理】件、其他处理【#其他处理】件；"
        "结转下年度继续办理【#结转下年度】件。",
    ),
    (
        "监督保障情况",
        "因政府信息公开工作发生行政复议【#行政复议总计】件、行政诉讼【#行政诉讼总计】件。",
    ),
)
"""Narrative, and the sentence for it."""

VIEWS = Views(
    results=tuple(quote.name for quote in RESULTS),
    applicants=tuple(quote.name for quote in APPLICANTS),
    volume="新收申请",
    disputes="四",
    main=("新收申请", "办理总计", "结转下年度"),
)
