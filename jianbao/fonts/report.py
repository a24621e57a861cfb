"""A set of faces → what `jianbao fonts` tells of it: which face serves which role, from where, and how much it covers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import asdict

from jianbao.errors import FileError, Place
from jianbao.fonts.faces import DATA, FaceSet, Source
from jianbao.fonts.names import DOCUMENT_FACES, ROLE_NAMES_ZH
from jianbao.typography import FaceRole


class FaceReport(Struct, frozen=True):
    """The face of one role. `covered` and `own_covered` count characters of 通用规范汉字表 (of 8105).

    `gap` is the family that draws what the face lacks, None when 宋体 alone stands behind it; `own_covered` counts what
    the face itself draws, `covered` what the role draws with all that stand behind it. Western faces cover no Han
    themselves.
    """

    role: FaceRole
    role_zh: str
    family: str
    postscript_name: str
    key: str
    source: Source
    path: str
    index: int
    licence: str
    gap: str | None
    own_covered: int
    covered: int
    docx_name: str

    def as_dict(self) -> dict[str, object]:
        """The report as plain values for JSON."""
        return {**asdict(self), "role": self.role.value}


@lru_cache(maxsize=1)
def standard_characters() -> str:
    """The 8105 characters of 通用规范汉字表 (2013), in its order. Raises FileError (F110)."""
    try:
        return (DATA / "8105.txt").read_text("utf-8").strip()
    except OSError:
        raise FileError.of("F110", Place(str(DATA))) from None


def describe(faces: FaceSet, docx_names: Mapping[FaceRole, str] | None = None) -> list[FaceReport]:
    """One report a role, in the order of the roles; `docx_names` are the names that the DOCX is set to use."""
    names = {**DOCUMENT_FACES, **(docx_names or {})}
    last = faces.chain(FaceRole.SONGTI)
    reports: list[FaceReport] = []
    for role in FaceRole:
        face, *others = faces.chain(role)
        gaps = [other for other in others if other not in last]
        drawn = [faces.face_for(role, char) for char in standard_characters()]
        reports.append(
            FaceReport(
                role=role,
                role_zh=ROLE_NAMES_ZH[role],
                family=face.family,
                postscript_name=face.postscript_name,
                key=face.key,
                source=face.source,
                path=str(face.path),
                index=face.index,
                licence=face.licence,
                gap="、".join(other.family for other in gaps) or None,
                own_covered=drawn.count(face),
                covered=len(drawn) - drawn.count(None),
                docx_name=names[role],
            )
        )
    return reports
