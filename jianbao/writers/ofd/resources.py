"""The faces and picture files of an issue → embedded resources: PublicRes.xml, DocumentRes.xml and the files they name.

GB/T 33190-2016, 7.9 (resources, multimedia) and 11.1 (fonts).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from jianbao.fonts.faces import Face
from jianbao.pages import Pages, Picture
from jianbao.typography import FaceRole
from jianbao.writers.archive import Part
from jianbao.writers.common import characters
from jianbao.writers.ofd.markup import attribute, root
from jianbao.writers.pictures import largest_places, plain_picture

FOLDER: Final = "Res"
_ROLES: Final = {str(role): role for role in FaceRole}
_SERIF: Final = frozenset(FaceRole) - {FaceRole.HEITI}


class Font(NamedTuple):
    """A face as one file embeds it: its resource's `id`, and glyph and advance (font units) of what it draws."""

    id: int
    face: Face
    glyphs: Mapping[str, int]
    advances: Mapping[str, int]
    part: Part
    family: str

    @classmethod
    def of(cls, id_: int, face: Face, chars: Iterable[str], family: str) -> Font:
        """The font that draws `chars`. Raises LookupError for a character that the face lacks."""
        glyphs: dict[str, int] = {}
        advances: dict[str, int] = {}
        for char in chars:
            glyph, advance = face.glyph(char), face.advance(char)
            if glyph is None or advance is None:
                raise LookupError(
                    f"face {face.key!r} has no glyph for U+{ord(char):04X}: the layout chose the wrong face"
                )
            glyphs[char], advances[char] = glyph, advance
        return cls(id_, face, glyphs, advances, _subset(face, frozenset(glyphs.values())), family)

    @property
    def file(self) -> str:
        """The name of its file in the resources' folder."""
        return f"{self.face.key}.ttf"

    @property
    def entry(self) -> str:
        """Its element in PublicRes.xml; by its names readers find a face that do not load embedded fonts (11.1)."""
        name = self.family
        role = role_of(self.face)
        looks = ' Bold="true"' if self.face.bold else ""
        looks += ' Serif="true"' if role in _SERIF else ""
        return (
            f'<ofd:Font ID="{self.id}" FontName="{attribute(name)}" FamilyName="{attribute(self.family)}"{looks}>'
            f"<ofd:FontFile>{self.file}</ofd:FontFile></ofd:Font>"
        )


def role_of(face: Face) -> FaceRole | None:
    """The role that a face was chosen for: what its key begins with."""
    return _ROLES.get(face.key.partition("-")[0])


# Issues built in a row share few subsets, but building one twice (verify, a rebuild) is common.
@lru_cache(maxsize=16)
def _subset(face: Face, glyphs: frozenset[int]) -> Part:
    return Part(face.subset(glyphs))


def fonts(pages: Pages, ids: Iterator[int]) -> dict[str, Font]:
    """The fonts of an issue by their face's key; their subsets begin to be compressed."""
    made: dict[str, Font] = {}
    for key, chars in characters(pages).items():
        face = pages.faces[key]
        role = role_of(face)
        family = pages.docx_faces.get(role, face.family) if role else face.family
        made[key] = Font.of(next(ids), face, sorted(chars), family)
    return made


class Image(NamedTuple):
    """A picture file as embedded: its resource's `id`, its file in the resources' folder."""

    id: int
    file: str
    kind: str
    part: Part

    @property
    def entry(self) -> str:
        """Its element in DocumentRes.xml."""
        return (
            f'<ofd:MultiMedia ID="{self.id}" Type="Image" Format="{self.kind}">'
            f"<ofd:MediaFile>{self.file}</ofd:MediaFile></ofd:MultiMedia>"
        )


def images(pages: Pages, ids: Iterator[int]) -> dict[str, Image]:
    """The pictures of an issue by their SHA-256, each once, in the order in which they are drawn."""
    placed = [item for page in pages.pages for item in page.items if isinstance(item, Picture)]
    made: dict[str, Image] = {}
    for sha256, (image, box) in largest_places(placed).items():
        picture = plain_picture(image, box)
        kind = "JPEG" if picture.is_jpeg else "PNG"
        file = f"image-{len(made) + 1}.{'jpg' if picture.is_jpeg else 'png'}"
        made[sha256] = Image(next(ids), file, kind, Part(picture.data, stored=True))
    return made


def public(colour_space: int, used: Sequence[Font]) -> bytes:
    """PublicRes.xml: the colour space and the fonts."""
    space = f'<ofd:ColorSpace ID="{colour_space}" Type="RGB" BitsPerComponent="8"/>'
    body = f"<ofd:ColorSpaces>{space}</ofd:ColorSpaces>"
    if used:
        body += f"<ofd:Fonts>{''.join(font.entry for font in used)}</ofd:Fonts>"
    return root("Res", body, f' BaseLoc="{FOLDER}"')


def private(used: Sequence[Image]) -> bytes:
    """DocumentRes.xml: the pictures."""
    entries = "".join(image.entry for image in used)
    return root("Res", f"<ofd:MultiMedias>{entries}</ofd:MultiMedias>", f' BaseLoc="{FOLDER}"')
