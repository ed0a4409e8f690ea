"""What the form of 2019 (国办公开办函〔2019〕60号, 试行) is recognised by, without loading all of it."""

EDITION = "2019"
NOTICE = "国办公开办函〔2019〕60号"

LABELS = (
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "上一年项目数量",
    "其他对外管理服务事项",
    "政府集中采购",
)
"""Labels of its tables that the form in force does not have."""

MADE, PUBLISHED, ALL_PUBLISHED, LAST_YEAR, OTHER_SERVICES, PURCHASES = LABELS
