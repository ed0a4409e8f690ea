"""The opening of a report: its fields, and the paragraphs of each variant.

Variants: departments, townships and 街道, and the county government, whose report is compiled by its office
and adds up those of all its bodies.
"""

from converter.form.editions.edition_2021.sections import SECTIONS
from converter.form.sections import Field, contents_of
from converter.form.variants import Government, Variant

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
    Field("网站名称", "公布本报告电子版的网站名称。", demand="expected", lasting=True),
    Field("网址", "网站的完整网址，如 http://www.example.gov.cn/。", demand="expected", lasting=True),
    Field("地址", "对外联系的办公地址。", demand="expected", contact=True, lasting=True),
    Field("邮编", "六位数字，可不填。", demand="optional", contact=True, lasting=True),
    Field("联系电话", "对外公布的电话，带区号。", demand="expected", contact=True, lasting=True),
    Field("传真", "可不填。", demand="optional", contact=True, lasting=True),
    Field("邮箱", "可不填。", demand="optional", contact=True, lasting=True),
    Field("填报联系人", "核实时联系谁，可写姓名和电话；不印入报告。", demand="optional", printed=False),
)

GOVERNMENT = Government(
    category="县级政府",
    ending="人民政府",
    bodies=("人民政府", "政府", "管理委员会", "管委会", "行政公署", "办事处"),
    office="办公室",
    places=("县", "市", "旗"),
    towns=("镇", "乡", "苏木", "街道"),
    counties=("县", "旗"),
    of_towns="乡镇街道",
    of_counties="县级部门",
    self_references=(
        ("镇", "本镇"),
        ("乡", "本乡"),
        ("苏木", "本苏木"),
        ("街道", "本街道"),
        ("县", "本县"),
        ("区", "本区"),
        ("市", "本市"),
        ("旗", "本旗"),
        ("州", "本州"),
        ("盟", "本盟"),
    ),
    default_self_reference="本机关",
)


def _opening(notice: str, data: str) -> tuple[str, ...]:
    """The paragraphs of an opening.

    `notice`: the end of the title of the prescribed form, with the number of its notice. `data`: the words
    that say whose figures the report shows.
    """
    return (
        "本报告由{{ 编制机关 }}按照《中华人民共和国政府信息公开条例》（以下简称《条例》）和"
        f"《中华人民共和国政府信息公开工作{notice}要求编制。",
        f"本报告内容包括{contents_of(SECTIONS)}。",
        f"{data}统计期限自{{{{ 统计起 }}}}起至{{{{ 统计止 }}}}止。"
        "{% if 查阅途径 %}本报告电子版可在{{ 查阅途径 }}查阅或下载。{% endif %}"
        "{% if 联系方式 %}如对本报告有疑问，请与{{ 编制机关 }}联系（{{ 联系方式 }}）。{% endif %}",
    )


def variants(notice: str) -> tuple[Variant, ...]:
    """The openings of departments, of townships and of the county government."""
    return (
        Variant("部门", ("县级部门", "其他"), _opening(notice, "本报告所列数据的")),
        Variant("乡镇街道", ("乡镇街道",), _opening(notice, "本报告所列{{ 自称 }}数据的")),
        Variant(
            "县政府",
            ("县级政府",),
            _opening(notice, "本报告所列数据为{{ 自称 }}各部门、各乡镇（街道）数据的汇总，"),
        ),
    )
