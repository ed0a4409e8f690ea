"""Words that say whose a number is: the agency's, or another body's."""

from converter.form.around import BodyWords
from converter.form.claims import words

WHOSE = BodyWords(
    names=words("局 委 办 办公室 镇 乡 街道 街道办 街道办事处 中心 医院 学校 中学 小学 公司 集团"),
    courts=words("法院 检察院"),
    area_governments=words("{县,市,区,州,省}{人民,}政府"),
    did=words("收到 受理 办理 接收 答复 接到 办结 新收 审理 审结"),
    before_did=words("全年 年内 今年 本年 本年度 一审 二审 依法"),
    governments=words("{人民,}政府 政府{办公室,办公厅,办}"),
    offices=words("办 办公室"),
    above=words("{人民,}政府"),
    no_agencies=words("法院 检察院 医院 学校 中学 小学 公司 集团"),
    reviewing="复议",
    reviewers=words("司法{局,厅}"),
    each_body=words("各{部门,单位,镇街,乡镇,街道,委办局}"),
    whole_area=words("全{县,市,区,旗,州,省}"),
    own_body=words("{本,我}{局,单位,机关,部门,办,委,中心}"),
    own_town=words("{本,我}{镇,乡,街道}"),
    itself=words("自身 本身"),
    own_level=words("本级"),
    took_in=words("收到 受理 办理 接收 承办 收"),
    government_offices=words("本级 办公室 办公厅 办 机关"),
    government_levels=words("省 市 县 区 州 {本,市,县,区}级"),
    asks_government=words("提出 提交 递交 申请"),
    below=words("各 下属 所属 {省,市,县,区}直"),
    guiding=words("指导 督导 督促 协调 推动 帮助"),
    guided=words("各 乡 镇 街道 部门 单位 学校 医院 社区"),
    enforcers=words("执法{单位,部门,机关,队伍}"),
    of_enforcers=words("各 级 行政 综合"),
)
