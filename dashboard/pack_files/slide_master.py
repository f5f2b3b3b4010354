"""The blank presentation that slides are put into: wide, in large type, without a trace of its maker."""

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Length

FONT = "Arial"
INK, QUIET = "212529", "495057"
COLOURS = {
    "dk2": "212529",
    "accent1": "0B6270",
    "accent2": "5E656A",
    "accent3": "BFDCE0",
    "accent4": "8B9195",
}
Box = tuple[Length, Length, Length, Length]
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, WIDTH = Inches(0.6), Inches(12.13)
TITLE: Box = (LEFT, Inches(0.35), WIDTH, Inches(0.95))
BODY: Box = (LEFT, Inches(1.4), WIDTH, Inches(5.35))
FOOT: Box = (LEFT, Inches(6.98), Inches(11.3), Inches(0.35))
NUMBER: Box = (Inches(11.93), Inches(6.98), Inches(0.8), Inches(0.35))
OPENING = {
    "ctrTitle": (LEFT, Inches(1.9), WIDTH, Inches(1.7)),
    "subTitle": (LEFT, Inches(3.7), WIDTH, Inches(2.6)),
}
PLACES: dict[str, Box] = {"title": TITLE, "body": BODY, "obj": BODY, "ftr": FOOT, "sldNum": NUMBER, **OPENING}
KEPT = ("Title Slide", "Title and Content")
MAKER = (RT.PRINTER_SETTINGS, RT.THUMBNAIL)

# Level one is a sentence by itself, level two one of a list, level three what stands under it.
TITLE_STYLE = (
    f'<p:titleStyle {nsdecls("p", "a")}><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc>'
    f'<a:buNone/><a:defRPr sz="2800" b="1" lang="en-GB"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
    '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
)


def blank() -> Any:  # noqa: ANN401 - of pptx
    """Return a presentation without slides."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDE, HIGH
    for layout in list(made.slide_layouts):
        if layout.name not in KEPT:
            made.slide_layouts.remove(layout)
    for holder in (made.slide_master, *made.slide_layouts):
        _place(holder)
    styles = made.slide_master._element.find(qn("p:txStyles"))
    styles.replace(styles.find(qn("p:titleStyle")), parse_xml(TITLE_STYLE))
    styles.replace(styles.find(qn("p:bodyStyle")), parse_xml(_body_style()))
    _forget_maker(made)
    _colour(made.slide_master.part.part_related_by(RT.THEME))
    return made


def _body_style() -> str:
    """Return how the text of slides looks."""
    levels = (
        (1, 0, 0, "<a:buNone/>", 2000, INK),
        (2, 285750, -285750, '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>', 2000, INK),
        (3, 285750, 0, "<a:buNone/>", 1800, QUIET),
    )
    said = "".join(
        f'<a:lvl{level}pPr marL="{margin}" indent="{indent}" algn="l">'
        f'<a:spcBef><a:spcPts val="600"/></a:spcBef>'
        f'{bullet}<a:defRPr sz="{size}" lang="en-GB"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{level}pPr>'
        for level, margin, indent, bullet, size, colour in levels
    )
    return f"<p:bodyStyle {nsdecls('p', 'a')}>{said}</p:bodyStyle>"


def _place(holder: Any) -> None:  # noqa: ANN401 - of pptx
    """Put the places for text of the master or a layout where wide slides have them; no place for a date."""
    for shape in list(holder.placeholders):
        kind = shape._element.ph.get("type", "obj")
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
            continue
        if kind in PLACES:
            shape.left, shape.top, shape.width, shape.height = PLACES[kind]
        frame = shape.text_frame._txBody
        body = frame.find(qn("a:bodyPr"))
        for fit in list(body):
            body.remove(fit)
        body.set("anchor", {"title": "b", "ctrTitle": "b", "ftr": "ctr", "sldNum": "ctr"}.get(kind, "t"))
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, "0")
        if kind in ("ftr", "sldNum", "ctrTitle", "subTitle"):
            frame.replace(frame.find(qn("a:lstStyle")), parse_xml(_own_style(kind)))


def _own_style(kind: str) -> str:
    """Return how the foot of a slide and the opening slide look."""
    size, side, colour = {
        "ftr": (1200, "l", QUIET),
        "sldNum": (1200, "r", QUIET),
        "ctrTitle": (4000, "l", INK),
        "subTitle": (2000, "l", INK),
    }[kind]
    return (
        f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0" algn="{side}"><a:buNone/>'
        f'<a:defRPr sz="{size}" lang="en-GB"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        "</a:defRPr>"
        "</a:lvl1pPr></a:lstStyle>"
    )


def _forget_maker(made: Any) -> None:  # noqa: ANN401 - of pptx
    """Take away what the template says of the machine and the person it was made with."""
    for part in (made.part.package, made.part):
        for key, link in list(part._rels.items()):
            if link.reltype in MAKER:
                part._rels.pop(key)
            elif link.reltype == RT.EXTENDED_PROPERTIES:
                link.target_part._blob = (
                    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
                    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
                )


def _colour(theme: Any) -> None:  # noqa: ANN401 - of pptx
    """Set the letters and colours that new text and charts take."""
    root = etree.fromstring(theme.blob)
    names = {"a": root.nsmap["a"]}
    for letters in root.findall(".//a:fontScheme/*/a:latin", names):
        letters.set("typeface", FONT)
    for name, colour in COLOURS.items():
        found = root.find(f".//a:clrScheme/a:{name}/a:srgbClr", names)
        found.set("val", colour)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_foot(slide: Any, words: str) -> None:  # noqa: ANN401 - of pptx
    """Put the foot and the slide's number on a slide: a layout's own are not shown by themselves."""
    for shape in slide.slide_layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind in ("ftr", "sldNum"):
            own = deepcopy(shape._element)
            slide.shapes._spTree.append(own)
            if kind == "ftr":
                text = own.txBody.findall(qn("a:p"))[0]
                for run in list(text):
                    text.remove(run)
                text.append(parse_xml(f'<a:r {nsdecls("a")}><a:rPr lang="en-GB"/><a:t/></a:r>'))
                text.find(f"{qn('a:r')}/{qn('a:t')}").text = words


def taller(box: Box, top: float, height: float) -> Box:
    """Return a box with another top and height, in inches."""
    return box[0], Inches(top), box[2], Inches(height)
