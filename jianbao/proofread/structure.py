"""How an issue hangs together: contents against titles, titles, by-lines, captions and what refers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.errors import Severity
from jianbao.language.han import is_han
from jianbao.proofread.rule import CUSTOM, DOCUMENT_NORM, Pattern, Rule
from jianbao.proofread.view import HEADLINES, PROSE, Hit, Location, Picture, Role, Segment, Sheet
from jianbao.typography import SIZE_2, TYPE_AREA_WIDTH

# characters of a title's line: 20
TITLE_LINE: Final = TYPE_AREA_WIDTH // SIZE_2
LONGEST_TITLE: Final = 3 * TITLE_LINE
# characters; an article of a bulletin has 1,000 to 2,000
LONGEST_ARTICLE: Final = 4000

_NOT_WORDS = Pattern(r"[\W_]+")


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return _NOT_WORDS.compiled.sub("", title)


def differs_by_a_slip(entry: str, title: str) -> bool:
    """Whether two titles are one but for a character or two that were replaced; a reworded entry is intended."""
    first, second = bare(entry), bare(title)
    if len(first) != len(second) or first == second or len(first) < 6:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) <= (1 if len(first) < 10 else 2)


def contents_differ(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says something else than the title of its article."""
    titles = [article.title or "" for article in sheet.issue.articles]
    for segment in sheet.of(Role.CONTENTS):
        if segment.location[0] == "articles":
            own = titles[int(segment.location[1])]
            slip = own if differs_by_a_slip(segment.text, own) else None
        elif any(bare(segment.text) == bare(title) for title in titles):
            slip = None
        else:
            slip = next((title for title in titles if differs_by_a_slip(segment.text, title)), None)
        if slip is not None:
            yield Hit(segment, 0, len(segment.text), params={"title": slip.replace("|", "")})


def long_title(segment: Segment) -> Iterator[Hit]:
    """A title of more than three lines."""
    if _width(segment.text) > LONGEST_TITLE:
        yield Hit(segment, 0, len(segment.text), params={"length": len(segment.text), "limit": LONGEST_TITLE})


def title_over_two_lines(segment: Segment) -> Iterator[Hit]:
    """A title that takes three lines, and nobody has said where they break."""
    length = len(segment.text)
    # a blank where the line breaks takes no room
    width = _width("".join(segment.text.split()))
    if width > 2 * TITLE_LINE and _width(segment.text) <= LONGEST_TITLE and "|" not in segment.source:
        yield Hit(segment, 0, length, params={"length": length, "line": TITLE_LINE})


def _width(title: str) -> float:
    """In characters of Chinese; a Latin letter or a figure is half of one."""
    return sum(0.5 if char.isascii() else 1 for char in title)


_OPEN: Final = "“‘《（【〔"
_CLOSE: Final = "”’》）】〕，。、；：？！"
_CLINGING: Final = "的了着们之等地得"


def title_break(segment: Segment) -> Iterator[Hit]:
    """A break that the clerk asked for in a place where no title breaks."""
    source = segment.source
    for at, char in enumerate(source):
        if char != "|" or at in (0, len(source) - 1):
            continue
        before, after = source[:at].rstrip(), source[at + 1 :].lstrip()
        line_before, line_after = before.rpartition("|")[2], after.partition("|")[0]
        if (
            before[-1:] in _OPEN
            or after[:1] in _CLOSE + _CLINGING
            or (before[-1:].isdigit() and is_han(after[:1]))
            or min(len(line_before), len(line_after)) < 2
            or _within_short_pair(before, after)
        ):
            raw = Segment(segment.location, segment.role, source)
            yield Hit(raw, at, at + 1)


def _within_short_pair(before: str, after: str) -> bool:
    """Whether the break cuts a quotation or a name that would stand on one line."""
    for opener, closer in ("“”", "《》", "（）"):
        start, end = before.rfind(opener), after.find(closer)
        if start > before.rfind(closer) and end >= 0 and len(before) - start + end <= 14:
            return True
    return False


def missing_byline(sheet: Sheet) -> Iterator[Hit]:
    """An article without by-line where most have one."""
    articles = sheet.issue.articles
    without = [index for index, article in enumerate(articles) if not (article.byline or article.source)]
    if len(articles) - len(without) < max(2, len(without)):
        return
    titles: dict[Location, Segment] = {segment.location: segment for segment in sheet.of(Role.TITLE)}
    for index in without:
        if segment := titles.get(("articles", index, "title")):
            yield Hit(segment, 0, len(segment.text))


def long_article(sheet: Sheet) -> Iterator[Hit]:
    """An article much longer than those of bulletins."""
    lengths: Counter[Location] = Counter()
    for segment in sheet.segments:
        lengths[segment.location] += len(segment.text)
    for index in range(len(sheet.issue.articles)):
        at: Location = ("articles", index, "body")
        if (length := lengths[at]) > LONGEST_ARTICLE:
            title = next(s for s in sheet.segments if s.location in ((*at[:2], "title"), at))
            yield Hit(title, 0, len(title.text), params={"length": length, "limit": LONGEST_ARTICLE})


# --- figures and tables --------------------------------------------------------------------------------------------

_LABEL = {"图": Pattern(r"图\s*(\d{1,4})(?![\d.—-])"), "表": Pattern(r"表\s*(\d{1,4})(?![\d.—-])")}


def _label(picture: Picture, kind: str) -> int:
    """The number in a caption, 0 for none."""
    found = _LABEL[kind].match(picture.caption.text) if picture.caption else None
    return int(found[1]) if found else 0


def captions(sheet: Sheet) -> Iterator[Hit]:
    """Captions without number or out of sequence where others are numbered; pictures without caption likewise."""
    for kind, pictures in (("图", sheet.figures), ("表", sheet.tables)):
        yield from _caption_faults(kind, pictures)


def _caption_faults(kind: str, pictures: Sequence[Picture]) -> Iterator[Hit]:
    if not any(_label(picture, kind) for picture in pictures):
        with_caption = sum(picture.caption is not None for picture in pictures)
        if with_caption >= 2 and with_caption > len(pictures) - with_caption:
            for picture in pictures:
                if picture.caption is None:
                    yield Hit(
                        picture.place, 0, len(picture.place.text), params={"kind": kind, "expected": kind}
                    )
        return
    if len(pictures) == 1:
        # one table of a longer text
        return
    last, body, numbered = 0, -1, {picture.body for picture in pictures if _label(picture, kind)}
    for picture in pictures:
        number = _label(picture, kind)
        first_of_body, body = picture.body != body, picture.body
        if picture.body not in numbered:
            continue
        expected = {"kind": kind, "expected": f"{kind}{last + 1}"}
        if not number:
            segment = picture.caption or picture.place
            yield Hit(segment, 0, 1 if picture.caption else len(segment.text), params=expected)
            continue
        if number != last + 1 and not (first_of_body and number == 1):
            assert picture.caption is not None
            found = _LABEL[kind].match(picture.caption.text)
            assert found is not None
            yield Hit(picture.caption, *found.span(), params=expected)
        last = number


def mute_picture(sheet: Sheet) -> Iterator[Hit]:
    """A picture that says nothing to those who cannot see it: all that its caption would tell them is 图片."""
    told = {id(hit.segment) for hit in _caption_faults("图", sheet.figures)}
    for picture in sheet.figures:
        if picture.caption is None and id(picture.place) not in told:
            yield Hit(picture.place, 0, 1)


_REFERENCE = Pattern(
    r"(?:如|(?<!意)见|参见|详见|按照|依据)(?P<whole>(?P<kind>图|表|附件|附表)\s*(?P<number>\d{1,3}))(?![\d.—份张-])"
)


def dangling_reference(sheet: Sheet) -> Iterator[Hit]:
    """见图5 where there is no figure 5."""
    listed = {"图": sheet.figures, "表": sheet.tables}
    captions = {found[0] for each in sheet.segments if (found := _CAPTION_LINE.match(each.text))}
    for segment in sheet.of(*PROSE):
        if segment.body < 0:
            continue
        for found in _REFERENCE.finditer(segment.text):
            kind, number = found["kind"], int(found["number"])
            if kind == "附件":
                there = number <= len(sheet.issue.attachments) or not sheet.issue.attachments
            elif kind == "附表":
                there = True
            else:
                own = [picture for picture in listed[kind] if picture.body == segment.body]
                labels = {_label(picture, kind) for picture in own} - {0}
                if not labels:
                    labels = {_label(picture, kind) for picture in listed[kind]} - {0}
                there = number in labels or (not labels and number <= len(own))
            if not there and found["whole"].replace(" ", "") not in captions:
                yield Hit(segment, *found.span("whole"))


_CAPTION_LINE = Pattern(r"[图表]\d{1,3}")


RULES: Final = (
    Rule("P307", "contents-differ", CUSTOM, sheet=contents_differ),
    Rule(
        "P308",
        "long-title",
        f"{DOCUMENT_NORM} 7.3.1",
        Severity.HINT,
        segment=long_title,
        roles=frozenset({Role.TITLE}),
    ),
    Rule("P309", "title-break", f"{DOCUMENT_NORM} 7.3.1", segment=title_break, roles=HEADLINES),
    Rule("P310", "no-byline", CUSTOM, Severity.HINT, sheet=missing_byline),
    Rule("P311", "caption", "GB/T 7713.1-2006 6.4", sheet=captions),
    Rule("P312", "long-article", CUSTOM, Severity.HINT, sheet=long_article),
    Rule("P313", "dangling-reference", CUSTOM, sheet=dangling_reference),
    Rule(
        "P314",
        "title-over-two-lines",
        f"{DOCUMENT_NORM} 7.3.1",
        Severity.HINT,
        segment=title_over_two_lines,
        roles=frozenset({Role.TITLE}),
    ),
    Rule("P315", "mute-picture", "ISO 14289-1:2014 7.3", sheet=mute_picture),
)
