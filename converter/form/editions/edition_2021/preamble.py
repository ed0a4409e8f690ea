"""How a report opens: for departments, for townships and 街道, and for the county government.

The county government's report is made by its office and adds up those of all its bodies.
"""

from converter.form.editions.edition_2021.sections import SECTIONS
from converter.form.variants import Government, Variant

GOVERNMENT = Government(
    category="县级政府",
    ending="人民政府",
    office="办公室",
    selves=(
        ("镇人民政府", "本镇"),
        ("乡人民政府", "本乡"),
        ("街道办事处", "本街道"),
        ("县人民政府", "本县"),
        ("区人民政府", "本区"),
        ("市人民政府", "本市"),
        ("旗人民政府", "本旗"),
    ),
    plain="本机关",
)


def _opening(data: str) -> tuple[str, ...]:
    """The paragraphs of an opening; `data` says whose figures the report shows."""
    return (
        "本报告由{{ 编制机关 }}按照《中华人民共和国政府信息公开条例》（以下简称《条例》）和"
        "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求编制。",
        # The form's own list of its parts writes the fourth title with 和 for its 、.
        f"本报告内容包括{'、'.join(section.title.replace('、', '和') for section in SECTIONS)}等六部分内容。",
        f"{data}统计期限自{{{{ 统计起 }}}}起至{{{{ 统计止 }}}}止。"
        "{% if 查阅途径 %}本报告电子版可在{{ 查阅途径 }}查阅或下载。{% endif %}"
        "{% if 联系方式 %}如对本报告有疑问，请与{{ 编制机关 }}联系（{{ 联系方式 }}）。{% endif %}",
    )


VARIANTS = (
    Variant("部门", ("县级部门", "其他"), _opening("本报告所列数据的")),
    Variant("乡镇街道", ("乡镇街道",), _opening("本报告所列{{ 自称 }}数据的")),
    Variant(
        "县政府", ("县级政府",), _opening("本报告所列数据为{{ 自称 }}各部门、各乡镇（街道）数据的汇总，")
    ),
)
