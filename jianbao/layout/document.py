"""What an article holds that is a document → drafts: 主送, 附件说明, 落款, 附注 (GB/T 9704-2012 7.3.2, 7.3.4–7.3.6)."""

from __future__ import annotations

from typing import Final

from jianbao.errors import Location
from jianbao.language.dates import chinese_date
from jianbao.layout import attachments
from jianbao.layout.compositor import Compositor
from jianbao.layout.shape import Piece, shape
from jianbao.layout.sourced import Sourced, joined, made_of, value
from jianbao.layout.widths import extent
from jianbao.model.issue import Article, Signature
from jianbao.pages import Role
from jianbao.typography import ROW, SIZE_3, STYLES, TYPE_AREA_WIDTH

# 右空二字
_FREE: Final = 2 * SIZE_3
# 右空四字
_FREE_SEALED: Final = 4 * SIZE_3


def address(compositor: Compositor, article: Article, at: Location) -> None:
    """主送机关 flush left below the title, a full-width colon behind the last (7.3.2)."""
    if article.addressee:
        names = (value(name, *at, "addressee", index) for index, name in enumerate(article.addressee))
        text = joined("，", names)
        text = text.part(0, len(text.text.rstrip("：:。"))) + "："
        compositor.add(compositor.paragraph("addressee", text, Role.PARAGRAPH, keep=True))


def close(compositor: Compositor, article: Article, at: Location) -> None:
    """What stands below a document's text: 附件说明, 落款, 附注."""
    if article.enclosures:
        names = [value(name, *at, "enclosures", index) for index, name in enumerate(article.enclosures)]
        attachments.enumerate_below(compositor, names)
    if article.signature is not None:
        _signature(compositor, article.signature, (*at, "signature"))
    if article.remark:
        text = value(article.remark, *at, "remark")
        text = text if article.remark.startswith("（") else "（" + text + "）"
        compositor.add(compositor.paragraph("remark", text, Role.PARAGRAPH))


def _signature(compositor: Compositor, signature: Signature, at: Location) -> None:
    """Organs and date below the text, never alone on a page.

    Without a seal the organ stands two characters from the right and the date begins two further right than it; where
    the date is the longer, it stands two from the right (7.3.5.2). With a seal the date stands four characters from
    the right, the organ centred above it (7.3.5.1).
    """
    organs = [value(organ, *at, "organ", index) for index, organ in enumerate(signature.organ)]
    day = made_of(chinese_date(signature.date), *at, "date") if signature.date else Sourced("")
    dated, last = _width(compositor, day), _width(compositor, organs[-1]) if organs else 0
    if not organs:
        date_right = _FREE_SEALED if signature.seal else _FREE
    elif signature.seal:
        date_right = _FREE_SEALED
    else:
        date_right = _FREE if dated > last else max(0, last - dated)
    before = ROW
    for organ in organs:
        width = _width(compositor, organ)
        if signature.seal:
            right = max(0, date_right + dated // 2 - width // 2)
        elif dated > last:
            right = _FREE + dated + _FREE - width
        else:
            right = _FREE
        _line(compositor, organ, right if width + right <= TYPE_AREA_WIDTH else 0, before)
        before = 0
    if day.text:
        _line(compositor, day, date_right, before)


def _width(compositor: Compositor, text: Sourced) -> int:
    """The width as it is drawn; a word processor with wider gaps beside figures begins a little further left."""
    look = STYLES["signature"]
    shaped = shape([Piece.of(text, look.face, look.size)], compositor.shaper)
    return extent(shaped, 0, len(shaped.text), look.size).narrowest(0)


def _line(compositor: Compositor, text: Sourced, right: int, before: int) -> None:
    if compositor.drafts:
        compositor.drafts[-1].keep = True
    compositor.add(compositor.title("signature", text, Role.PARAGRAPH, right=right, before=before))
