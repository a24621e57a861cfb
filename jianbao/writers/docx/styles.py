"""`typography.STYLES` → styles.xml, settings.xml and fontTable.xml: what all issues with the same faces share.

Every style states all that its lines hang on and inherits nothing that matters, since word processors disagree about
inheritance sooner than about a stated value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from jianbao.fonts.names import NAMES
from jianbao.typography import SIZE_3, STYLES, Align, FaceRole, Style
from jianbao.writers.docx.markup import (
    NAMESPACES,
    XML,
    Indents,
    ParagraphProperties,
    RunProperties,
    escape,
    fonts,
)

LANGUAGE: Final = "zh-CN"
# an empty paragraph whose border is a rule of the page
RULE_STYLE: Final = "JbRule"
# an empty paragraph of stated height: anchors, distance between tables
SPACER_STYLE: Final = "JbSpacer"
# the line a picture stands in
FIGURE_STYLE: Final = "JbFigure"

Faces = tuple[tuple[FaceRole, str], ...]


def style_id(key: str) -> str:
    """The id of a named style: `heading1` → `JbHeading1`."""
    return "Jb" + "".join(part.capitalize() for part in key.split("_"))


def hashable(faces: Mapping[FaceRole, str]) -> Faces:
    """The names of the faces as a key of caches."""
    return tuple((role, faces[role]) for role in FaceRole)


@lru_cache(maxsize=8)
def styles_xml(faces: Faces) -> str:
    """styles.xml for documents with these faces."""
    names = dict(faces)
    parts = [XML, f"<w:styles {NAMESPACES}>", _defaults(names)]
    parts.append(
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_paragraph(STYLES['body'])}{_run(STYLES['body'], names)}</w:style>"
    )
    parts += [
        _heading(level, names)
        for level in sorted({s.outline for s in STYLES.values() if s.outline is not None})
    ]
    parts.append(
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    parts += [_style(style, names) for style in STYLES.values()]
    parts += [
        _helper(RULE_STYLE, "版式线", exact=True),
        _helper(SPACER_STYLE, "版式间隔", exact=True),
        _helper(FIGURE_STYLE, "版式图片", exact=False),
    ]
    parts.append("</w:styles>")
    return "".join(parts)


def _defaults(names: Mapping[FaceRole, str]) -> str:
    run = RunProperties(fonts(names[FaceRole.FANGSONG]), kern=0, size=SIZE_3, language=LANGUAGE)
    return f"<w:docDefaults><w:rPrDefault>{run.xml}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"


def _heading(level: int, names: Mapping[FaceRole, str]) -> str:
    """A built-in heading under the style of ours that has its outline level: what converters know headings by."""
    ours = next(style for style in STYLES.values() if style.outline == level)
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level + 1}"><w:name w:val="heading {level + 1}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:semiHidden/><w:unhideWhenUsed/>'
        f"{_paragraph(ours)}{_run(ours, names)}</w:style>"
    )


def _style(style: Style, names: Mapping[FaceRole, str]) -> str:
    base = "Normal" if style.outline is None else f"Heading{style.outline + 1}"
    following = style_id("body") if style.outline is not None else style_id(style.key)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(style.key)}">'
        f'<w:name w:val="{escape(style.name)}"/><w:basedOn w:val="{base}"/><w:next w:val="{following}"/><w:qFormat/>'
        f"{_paragraph(style)}{_run(style, names)}</w:style>"
    )


def _helper(style: str, name: str, *, exact: bool) -> str:
    properties = ParagraphProperties(
        common=True,
        before=0,
        after=0,
        line=20 if exact else 240,
        exact=exact,
        indents=Indents(),
        align=Align.LEFT if exact else Align.CENTER,
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>{properties.xml}'
        f"{RunProperties(spacing=0, size=20).xml}</w:style>"
    )


def _paragraph(style: Style) -> str:
    return ParagraphProperties(
        keep_lines=style.outline == 0,
        common=True,
        before=0,
        after=0,
        line=style.pitch,
        indents=Indents(style.left, style.right, style.first),
        align=style.align,
        outline=style.outline,
    ).xml


def _run(style: Style, names: Mapping[FaceRole, str]) -> str:
    return RunProperties(
        fonts(names[style.face], hint=style.face is not FaceRole.LATIN),
        bold=style.bold,
        colour=style.colour,
        spacing=style.spacing,
        kern=0,
        size=style.size,
    ).xml


def settings_xml(choices: Sequence[tuple[str, str]] = (), *, embedded: bool = False) -> str:
    """settings.xml; `choices` are put down as variables of the document, `embedded`: the file carries faces."""
    faces = "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" if embedded else ""
    return _SETTINGS.format(faces=faces, variables=_variables(choices))


def _variables(choices: Sequence[tuple[str, str]]) -> str:
    said = "".join(
        f'<w:docVar w:name="jianbao.{escape(name)}" w:val="{escape(value)}"/>' for name, value in choices
    )
    return f"<w:docVars>{said}</w:docVars>" if said else ""


_SETTINGS: Final = (
    f"{XML}<w:settings {NAMESPACES}>"
    '<w:zoom w:percent="100"/>{faces}<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    + f'</w:compat>{{variables}}<w:themeFontLang w:val="en-US" w:eastAsia="{LANGUAGE}"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)

_FAMILIES: Final[Mapping[FaceRole, tuple[str, str, str]]] = {
    # (pitch, family, East Asian charset or Western one), for machines that lack the face
    FaceRole.XIAOBIAOSONG: ("default", "roman", "86"),
    FaceRole.FANGSONG: ("default", "modern", "86"),
    FaceRole.KAITI: ("default", "modern", "86"),
    FaceRole.HEITI: ("default", "modern", "86"),
    FaceRole.SONGTI: ("variable", "auto", "86"),
    FaceRole.LATIN: ("variable", "roman", "00"),
}


@lru_cache(maxsize=8)
def font_table_xml(faces: Faces, embedded: tuple[tuple[str, str], ...] = ()) -> str:
    """fontTable.xml: each face once, with the name of the face that Word may take instead.

    `embedded` are (a face's name, what refers to it in this file).
    """
    entries: dict[str, str] = {}
    for role, name in faces:
        pitch, family, charset = _FAMILIES[role]
        other = NAMES[role].instead
        instead = f'<w:altName w:val="{other}"/>' if other and other != name else ""
        entries.setdefault(
            name,
            f'<w:font w:name="{escape(name)}">{instead}<w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/>{dict(embedded).get(name, "")}</w:font>',
        )
    return f"{XML}<w:fonts {NAMESPACES}>{''.join(entries.values())}</w:fonts>"
