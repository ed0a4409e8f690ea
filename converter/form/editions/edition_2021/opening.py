"""The fields of the opening: who reports, for which year, where to read and whom to ask."""

from converter.form.model import Field

CATEGORIES = ("县级政府", "县级部门", "乡镇街道", "其他")

FIELDS = (
    Field("机关名称", "填全称，与公章一致，如“示例县财政局”。"),
    Field(
        "机关类别",
        "从下拉列表中选择；设区的市及以上政府、国务院部门选“其他”。",
        kind="choice",
        demand="expected",
        choices=CATEGORIES,
    ),
    Field("年度", "报告所属年度，四位数字，如 2024。", kind="year"),
    Field("统计起", "统计期限的第一天，一般为 1 月 1 日。", kind="date", day=(1, 1)),
    Field("统计止", "统计期限的最后一天，一般为 12 月 31 日。", kind="date", day=(12, 31)),
    Field("网站名称", "公布本报告电子版的网站名称。", demand="expected"),
    Field("网址", "网站的完整网址，如 http://www.example.gov.cn/。", demand="expected"),
    Field("地址", "对外联系的办公地址。", demand="expected", contact=True),
    Field("邮编", "六位数字，可不填。", demand="optional", contact=True),
    Field("联系电话", "对外公布的电话，带区号。", demand="expected", contact=True),
    Field("传真", "可不填。", demand="optional", contact=True),
    Field("邮箱", "可不填。", demand="optional", contact=True),
    Field("填报联系人", "核实时联系谁，可写姓名和电话；不印入报告。", demand="optional", printed=False),
)
