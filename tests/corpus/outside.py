"""What agencies put on a sheet outside its cells: text boxes, comments, pictures, headers, footers."""

from __future__ import annotations

import struct
import zlib
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from tests.corpus.harm import CONTENT_TYPES, MAIN, OFFICE, THREE, TWO, Edit, edited, swap
from tests.corpus.kind import Kind

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMES = (
    f'xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_BOX = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)
_PLACE, _SHEET = "三、依申请公开", "二、主动公开"


def attached(sheet: str, *given: tuple[str, str, bytes, str]) -> Edit:
    """Parts that a sheet refers to: kind of relation, part, data and content type of each."""

    def edit(members: dict[str, bytes]) -> None:
        path = PurePosixPath(sheet)
        links = ""
        for number, (kind, part, data, content) in enumerate(given):
            type_ = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
            links += f'<Relationship Id="o{number}" Type="{type_}" Target="/{part}"/>'
            members[part] = data
            override = f'<Override PartName="/{part}" ContentType="{content}"/></Types>'
            swap(CONTENT_TYPES, "</Types>", override)(members)
        related = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        members[f"{path.parent}/_rels/{path.name}.rels"] = related.encode()
        if given[0][0] == "drawing":
            mark = f'</headerFooter><drawing r:id="o0" xmlns:r="{OFFICE}"/>'
            swap(sheet, "</headerFooter>", mark)(members)

    return edit


def anchor(first: tuple[int, int], last: tuple[int, int], inner: str) -> str:
    """Something between two cells (row, column), as a drawing writes it."""
    ends = (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>1000</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>1000</xdr:rowOff></xdr:{name}>"
        for name, (row, column) in (("from", first), ("to", last))
    )
    return f"<xdr:twoCellAnchor>{''.join(ends)}{inner}<xdr:clientData/></xdr:twoCellAnchor>"


def box(text: str, number: int = 2) -> str:
    """A text box."""
    runs = f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>" if text else "<a:p/>"
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="框{number}"/>'
        f'<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>{_BOX}</xdr:spPr>'
        f"<xdr:txBody><a:bodyPr/>{runs}</xdr:txBody></xdr:sp>"
    )


def group(*shapes: str) -> str:
    """Shapes in a group."""
    return (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="20" name="组"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
        '<xdr:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="900000" cy="300000"/></a:xfrm></xdr:grpSpPr>{"".join(shapes)}</xdr:grpSp>'
    )


PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="图"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    f"<xdr:spPr>{_BOX}</xdr:spPr></xdr:pic>"
)


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * 20) * 10
    head = struct.pack(">IIBBBBB", 20, 10, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def drawing(sheet: str, *anchors: str) -> Edit:
    """A drawing on a sheet."""
    data = f'<?xml version="1.0" encoding="UTF-8"?><xdr:wsDr {_NAMES}>{"".join(anchors)}</xdr:wsDr>'
    put = attached(
        sheet,
        (
            "drawing",
            "xl/drawings/drawing7.xml",
            data.encode(),
            "application/vnd.openxmlformats-officedocument.drawing+xml",
        ),
    )

    def edit(members: dict[str, bytes]) -> None:
        put(members)
        link = f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="../media/image1.png"/>'
        related = f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'
        members["xl/drawings/_rels/drawing7.xml.rels"] = related.encode()
        members["xl/media/image1.png"] = _png()
        swap(CONTENT_TYPES, "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>')(members)

    return edit


def comments(*given: tuple[str, str, str], threads: str = "") -> Edit:
    """Comments on table III: cell, author and words of each; `threads`: the part with those of today."""
    authors = "".join(f"<author>{author}</author>" for _, author, _ in given)
    listed = "".join(
        f'<comment ref="{at}" authorId="{number}"><text><r><t>{escape(words)}</t></r></text></comment>'
        for number, (at, _, words) in enumerate(given)
    )
    data = (
        f'<comments xmlns="{MAIN}"><authors>{authors}</authors><commentList>{listed}</commentList></comments>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    parts = [("comments", "xl/comments7.xml", data.encode(), kind)]
    if threads:
        relation = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        parts.append(
            (
                relation,
                "xl/threadedComments/t7.xml",
                threads.encode(),
                "application/vnd.ms-excel.threadedcomments+xml",
            )
        )
    return attached(THREE, *parts)


_THREADS = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="E9" id="{1}"><text>这里应为 900 件</text></threadedComment>'
    '<threadedComment ref="E9" id="{2}" parentId="{1}"><text>已与法规科核对</text></threadedComment>'
    "</ThreadedComments>"
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shape id="_s1" type="#t"><v:textbox><div><font>旧式文本框<br>第二行</font></div></v:textbox>'
    '<x:ClientData ObjectType="Rect"><x:Anchor>4, 15, 8, 2, 6, 31, 10, 1</x:Anchor></x:ClientData></v:shape>'
    '<v:shape id="_s2" type="#t"><v:textbox><div></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:Anchor>4, 15, 8, 2, 6, 31, 10, 1</x:Anchor></x:ClientData></v:shape></xml>"
)
CORRECTION = anchor((8, 4), (9, 6), box("更正"))
OURS = "县级主管部门核对"


def header(text: str) -> Edit:
    """A header on table III."""
    new = f"<headerFooter><oddHeader>{escape(text)}</oddHeader>"
    return swap(THREE, "<headerFooter>", new)


OUTSIDE: tuple[Kind, ...] = (
    Kind(
        "outside-text-box",
        "a text box over cells",
        edited(drawing(THREE, anchor((8, 4), (9, 6), box("更正：自然人应为 900 件")))),
        (f"F-06 shape {_PLACE}!E9",),
    ),
    Kind(
        "outside-grouped-boxes",
        "text boxes in a group",
        edited(drawing(THREE, anchor((8, 4), (9, 6), group(box("甲", 3), group(box("乙", 4)))))),
        (f"F-06 shape {_PLACE}!E9",),
    ),
    Kind(
        "outside-box-for-two-programs",
        "a text box with another one for older programs",
        edited(
            drawing(
                THREE,
                f'<mc:AlternateContent><mc:Choice Requires="a14">{CORRECTION}</mc:Choice>'
                f"<mc:Fallback>{CORRECTION}</mc:Fallback></mc:AlternateContent>",
            )
        ),
        (f"F-06 shape {_PLACE}!E9",),
    ),
    Kind(
        "outside-box-without-words",
        "a frame without words, and a picture beside the inputs",
        edited(drawing(TWO, anchor((8, 4), (9, 6), box("")), anchor((40, 9), (44, 10), PICTURE))),
    ),
    Kind(
        "outside-picture-on-inputs",
        "a picture that covers inputs",
        edited(drawing(TWO, anchor((11, 2), (12, 3), PICTURE))),
        (f"F-06 picture {_SHEET}!C12",),
    ),
    Kind(
        "outside-twelve-boxes",
        "more text boxes than are told one by one",
        edited(drawing(THREE, *(anchor((8 + n, 4), (9 + n, 6), box(f"第{n}个")) for n in range(12)))),
        (*(f"F-06 shape {_PLACE}!E{9 + n}" for n in range(10)), f"F-06 more_outside {_PLACE}"),
    ),
    Kind(
        "outside-old-text-box",
        "a text box as old programs write it, and the frame of a comment",
        edited(attached(THREE, ("vmlDrawing", "xl/drawings/vmlDrawing7.vml", _VML.encode(), "text/xml"))),
        (f"F-06 shape {_PLACE}!E9",),
    ),
    Kind(
        "outside-comment",
        "a comment of the clerk's",
        edited(comments(("E9", "张三", "张三:\n这里应为 900 件"))),
        (f"F-06 comment {_PLACE}!E9",),
    ),
    Kind(
        "outside-thread",
        "comments in a thread, and the note about them for older programs",
        edited(comments(("E9", "tc={1}", "[线程批注] 你的 Excel 版本可读取此线程批注"), threads=_THREADS)),
        (f"F-06 comment {_PLACE}!E9", f"F-06 comment {_PLACE}!E9"),
    ),
    Kind(
        "outside-our-comment",
        "a comment that a returned copy wrote",
        edited(
            comments(
                ("E9", OURS, "错误，须改正（B-01）：总计不等于各列之和。\n请核实（A-04）：数字后面带有说明。")
            )
        ),
    ),
    Kind(
        "outside-words-in-our-comment",
        "words of the clerk's in a comment that a returned copy wrote",
        edited(comments(("E9", OURS, "错误，须改正（B-01）：总计不等于各列之和。\n已改，请县里再看"))),
        (f"F-06 comment {_PLACE}!E9",),
    ),
    Kind("outside-empty-comment", "a comment without words", edited(comments(("E9", "张三", "张三:\n ")))),
    Kind(
        "outside-damaged-comments",
        "a part with comments that is no XML",
        edited(attached(THREE, ("comments", "xl/comments7.xml", b"<comments", "text/xml"))),
        (f"F-06 unread {_PLACE}",),
    ),
    Kind(
        "outside-embedded-file",
        "a Word file put on a sheet",
        edited(attached(THREE, ("package", "xl/embeddings/a.docx", b"PK", "application/zip"))),
        (f"F-06 object {_PLACE}",),
    ),
    Kind(
        "outside-header",
        "words in a header",
        edited(header('&C&"宋体,常规"&12初稿，数字待核')),
        (f"F-06 header {_PLACE}",),
    ),
    Kind(
        "outside-header-of-fields",
        "a header with fields and the numbering of pages",
        edited(header("&L&A&C第&P页/共&N页&R&D &T")),
    ),
)
