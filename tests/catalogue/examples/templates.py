"""T: Word templates as offices change them."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document
from docx.shared import Mm

from converter.document.checking import check_template
from converter.document.openings import opening_findings
from converter.document.render import WordTemplate
from converter.form import FORM
from tests import word
from tests.catalogue.examples.shown import Case, Shown, once
from tests.document import office_templates

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def found(content: bytes) -> Case:
    """What is found in a template."""
    return lambda _: check_template(content, "本局.docx", FORM)


def edited(old: str, new: str) -> Case:
    """What is found where a text of the shipped template is another."""

    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode(), 1)

    return lambda _: check_template(word.with_main(office_templates.SHIPPED, change), "本局.docx", FORM)


def paragraphs(*texts: str) -> Case:
    """What is found where the shipped template begins with these paragraphs."""
    inserted = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    return edited("<w:body>", f"<w:body>{inserted}")


def linked(name: str, part: bytes) -> bytes:
    """A picture that is linked to a file."""
    if name != RELATIONS:
        return part
    own = f'<Relationship Id="rId99" Type="{OFFICE}/image" Target="file:///C:/a.png" TargetMode="External"/>'
    return part.replace(b"</Relationships>", f"{own}</Relationships>".encode())


def protected(name: str, part: bytes) -> bytes:
    """Settings that lock every document made from the template."""
    if name != "word/settings.xml":
        return part
    lock = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    return part.replace(b"</w:settings>", lock + b"</w:settings>")


def used_for(category: str) -> Case:
    """What is found where the shipped template of departments is used for a report of this category."""
    template = WordTemplate.of(office_templates.SHIPPED, "本局.docx")
    return lambda _: opening_findings(template, {category: 1}, FORM)


def a3(document: Document) -> None:
    """Paper of A3."""
    document.sections[0].page_width, document.sections[0].page_height = Mm(297), Mm(420)


SOUND = once(found(office_templates.SHIPPED))
INSERTED = '<w:ins w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"><w:r><w:t>新</w:t></w:r></w:ins>'

EXAMPLES: Mapping[str, Shown] = {
    "T-01": Shown(SOUND, found(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))),
    "T-02": Shown(SOUND, found(word.with_parts(office_templates.SHIPPED, linked))),
    "T-03": Shown(SOUND, edited("<w:body>", f"<w:body><w:p>{INSERTED}</w:p>")),
    "T-04": Shown(SOUND, paragraphs("｛｛ 机关名称 ｝｝")),
    "T-05": Shown(SOUND, paragraphs("{%p for 行 in 总体情况 %}")),
    "T-06": Shown(SOUND, paragraphs("{{ 单位名称 }}")),
    "T-07": Shown(SOUND, edited("{{三.r05.c1}}", "")),
    "T-08": Shown(SOUND, edited("{{三.r05.c2}}", "{{三.r05.c1}}")),
    "T-09": Shown(SOUND, edited("{{三.r05.c2}}", "{{三.r05.c1}}")),
    "T-10": Shown(SOUND, lambda _: check_template(office_templates.changed(a3).content, "", FORM)),
    "T-11": Shown(SOUND, paragraphs("{{ 1/0 }}")),
    "T-13": Shown(SOUND, found(word.with_parts(office_templates.SHIPPED, protected))),
    "T-14": Shown(SOUND, paragraphs("{{ '年'|center(2000000000) }}")),
    "T-15": Shown(used_for("县级部门"), used_for("县级政府")),
    "T-12": Shown(
        SOUND, lambda _: check_template(office_templates.changed(office_templates.COLUMNS).content, "", FORM)
    ),
}
