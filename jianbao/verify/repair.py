"""A DOCX whose lines LibreOffice ends elsewhere → the same DOCX with hard breaks in just those paragraphs.

Lines are known from finished files alone: a paragraph of the DOCX is found on the pages by its text, line by line, in our
PDF and in LibreOffice's; where the line ends differ, `<w:br/>` goes in at ours. A line that LibreOffice could not
hold is also set a little tighter, or the break would come after its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final

from msgspec import Struct

from jianbao.foreign.docx import Docx, W, runs_of
from jianbao.foreign.pdf import Line, Page
from jianbao.verify.compare import comparable

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ZWSP: Final = "\u200b"
_GAP: Final = "\u3000"
_TIGHTER: Final = 8  # twips a character that an overfull line gives up at each try; justification hides them
_AHEAD: Final = 120  # how many lines on a paragraph's next line may stand: furniture and cells stand between


class Placed(Struct, frozen=True):
    """A paragraph found on pages: where its lines end (counted in comparable characters) and the page of each line."""

    ends: tuple[int, ...]
    pages: tuple[int, ...]


class Unequal(Struct, frozen=True):
    """A paragraph (by its index in the DOCX) that breaks elsewhere; a side is None where its text was not found."""

    index: int
    text: str
    ours: Placed | None
    theirs: Placed | None


def unequal_paragraphs(docx: Docx, ours: Sequence[Page], theirs: Sequence[Page]) -> tuple[Unequal, ...]:
    """The paragraphs whose lines end, or stand on pages, differently in the two PDFs."""
    texts = [comparable(paragraph.text) for paragraph in docx.paragraphs]
    mine, other = place(texts, ours), place(texts, theirs)
    return tuple(
        Unequal(index, texts[index], a, b)
        for index, (a, b) in enumerate(zip(mine, other, strict=True))
        if a != b
    )


def place(texts: Sequence[str], pages: Sequence[Page]) -> list[Placed | None]:
    """Where each paragraph's lines stand; None for a paragraph that is not on the pages in one piece."""
    lines = [(line, text) for page in pages for line in page.lines if (text := comparable(line.text))]
    used = [False] * len(lines)
    cursor = 0
    placed: list[Placed | None] = []
    for text in texts:
        chain = _find(text, lines, used, cursor) if text else None
        if chain is None:
            placed.append(None)
            continue
        for index in chain:
            used[index] = True
        cursor = chain[-1] + 1
        placed.append(_placed([lines[index] for index in chain]))
    return placed


def _find(
    text: str, lines: Sequence[tuple[Line, str]], used: Sequence[bool], cursor: int
) -> list[int] | None:
    """The lines that make up a paragraph: looked for behind the paragraph before, then from the start."""
    for start in (*range(cursor, len(lines)), *range(cursor)):
        if (
            not used[start]
            and text.startswith(lines[start][1])
            and (chain := _chain(text, lines, used, start))
        ):
            return chain
    return None


def _chain(
    text: str, lines: Sequence[tuple[Line, str]], used: Sequence[bool], start: int
) -> list[int] | None:
    chain = [start]
    done = len(lines[start][1])
    left, right = lines[start][0].left, lines[start][0].right
    at = start + 1
    while done < len(text):
        stop = min(len(lines), chain[-1] + _AHEAD)
        while at < stop:
            line, part = lines[at]
            beside = abs(line.baseline - lines[chain[-1]][0].baseline) < 1
            if (
                not used[at]
                and text.startswith(part, done)
                and (beside or (line.left < right and line.right > left))
            ):
                break
            at += 1
        else:
            return None
        line, part = lines[at]
        left, right = min(left, line.left), max(right, line.right)
        chain.append(at)
        done += len(part)
        at += 1
    return chain


def _placed(chain: Sequence[tuple[Line, str]]) -> Placed:
    ends: list[int] = []
    pages: list[int] = []
    done = 0
    last: Line | None = None
    for line, part in chain:
        done += len(part)
        if last is not None and last.page == line.page and abs(last.baseline - line.baseline) < 1:
            ends[-1] = done
        else:
            ends.append(done)
            pages.append(line.page)
        last = line
    return Placed(tuple(ends), tuple(pages))


# --- mending ---------------------------------------------------------------------------------------------------------


def mend(docx: Docx, unequal: Sequence[Unequal], tries: int = 1) -> int:
    """Put our line ends into the text of `docx` as hard breaks; how many paragraphs were changed.

    The copies that old readers see (the fallback of a text box) are changed alike. `tries` counts how often this file has been
    mended: each time overfull lines are set tighter.
    """
    broken = [
        each for each in unequal if each.ours and (each.theirs is None or each.ours.ends != each.theirs.ends)
    ]
    fallback = _fallback_paragraphs(docx)
    for each in broken:
        twins = [element for element, text in fallback if text == each.text]
        for element in (docx.paragraphs[each.index].element, *twins):
            for end in reversed(each.ours.ends[:-1] if each.ours else ()):
                _break(element, end)
            for start, end in _overfull(each):
                _tighten(docx, element, start, end, _TIGHTER * tries)
    if broken:  # what follows a paragraph that broke elsewhere comes right with it
        return len(broken)
    for each in unequal:
        paragraph = docx.paragraphs[each.index]
        free = not (paragraph.celled or paragraph.boxed)
        if free and each.ours and each.theirs and _turn_page(paragraph.element, each.ours, each.theirs):
            return 1
    return 0


def _turn_page(paragraph: Any, ours: Placed, theirs: Placed) -> bool:
    """Turn the page where we do, when all lines agree; True when that could be done.

    A paragraph that goes over the page is parted there: LibreOffice sometimes leaves no single line of one behind, and
    a hard break does not persuade it.
    """
    if ours.pages[0] > theirs.pages[0]:
        _page_break_before(paragraph)
        return True
    over = next((line for line, page in enumerate(ours.pages) if page > ours.pages[0]), 0)
    if over:
        _part(paragraph, ours.ends[over - 1])
    return bool(over)


def _part(paragraph: Any, end: int) -> None:
    """Make two paragraphs of one, parted behind the comparable character `end`, the second on a new page."""
    rest = deepcopy(paragraph)
    paragraph.addnext(rest)
    _keep(paragraph, 0, end)
    _keep(rest, end, sum(len(comparable(char)) for *_, char in _characters(rest)))
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(rest.iter(f"{W}{name}")):
            mark.getparent().remove(mark)
    properties = rest.find(f"{W}pPr")
    if properties is None:
        properties = rest.makeelement(f"{W}pPr")
        rest.insert(0, properties)
    _page_break_before(rest)
    indents = properties.find(f"{W}ind")
    if indents is None:
        indents = rest.makeelement(f"{W}ind")
        at = next((i for i, child in enumerate(properties) if child.tag in _AFTER_INDENTS), len(properties))
        properties.insert(at, indents)
    indents.attrib.pop(f"{W}hanging", None)
    indents.set(f"{W}firstLine", "0")


def _keep(paragraph: Any, start: int, end: int) -> None:
    """Take out of a paragraph what stands before its comparable character `start` and behind `end`."""
    count = 0
    dropped: list[tuple[Any, Any, int]] = []
    for run, element, index, char in _characters(paragraph):
        counts = bool(comparable(char))
        if not (start <= count < end or (not counts and start < count == end)):
            dropped.append((run, element, index))
        count += counts
    for run, element, index in reversed(dropped):
        if index < 0:
            run.remove(element)
        else:
            element.text = element.text[:index] + element.text[index + 1 :]


_AFTER_INDENTS: Final = frozenset(
    f"{W}{name}" for name in ("contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr")
)


def _fallback_paragraphs(docx: Docx) -> list[tuple[Any, str]]:
    known = {id(paragraph.element) for paragraph in docx.paragraphs}
    body = docx.document.find(f"{W}body")
    others = [element for element in body.iter(f"{W}p") if id(element) not in known]
    return [(element, comparable("".join(char for *_, char in _characters(element)))) for element in others]


def _overfull(each: Unequal) -> list[tuple[int, int]]:
    """(start, end) of our lines that LibreOffice cannot hold: it ends a line within.

    Behind the first line end that it does not share, the lines of a paragraph without hard breaks are shifted and say
    nothing; with them, every line begins where ours does.
    """
    if each.ours is None or each.theirs is None:
        return []
    lines: list[tuple[int, int]] = []
    theirs = {0, *each.theirs.ends}
    for start, end in pairwise((0, *each.ours.ends)):
        if start in theirs and any(start < other < end for other in theirs):
            lines.append((start, end))
        if end not in theirs:
            break
    return lines


def _characters(paragraph: Any) -> Iterator[tuple[Any, Any, int, str]]:
    """(run, text element, index in it, character) of a paragraph; a tab or break has index −1 and stands as such."""
    for run in list(runs_of(paragraph)):
        for child in list(run):
            if child.tag == f"{W}t":
                for index, char in enumerate(child.text or ""):
                    yield run, child, index, char
            elif child.tag in (f"{W}br", f"{W}cr"):
                yield run, child, -1, "\n"
            elif child.tag == f"{W}tab":
                yield run, child, -1, "\t"


def _break(paragraph: Any, end: int) -> None:
    """A hard break behind the comparable character `end`, in place of the U+200B or blank that stands there."""
    characters = list(_characters(paragraph))
    at, count = 0, 0
    while at < len(characters) and count < end:
        count += bool(comparable(characters[at][3]))
        at += 1
    stop = at
    while stop < len(characters) and characters[stop][3] in (_ZWSP, _GAP, " "):
        stop += 1
    if count < end or stop >= len(characters) or characters[stop][3] == "\n":
        return
    # LibreOffice carries a break behind a blank that no longer fits to a line of its own: no blank stays before it.
    run, element, index, _ = characters[at - 1]
    for _, holder, position, _ in reversed(characters[at:stop]):
        holder.text = holder.text[:position] + holder.text[position + 1 :]
    _insert_break(run, element, index)


def _insert_break(run: Any, element: Any, index: int) -> None:
    """Split `run` behind character `index` of its text `element` (−1: behind the element) and break there."""
    holder = run.makeelement(f"{W}r")
    looks = run.find(f"{W}rPr")
    tail = run.makeelement(f"{W}r")
    for new in (holder, tail):
        if looks is not None:
            new.append(deepcopy(looks))
    holder.append(run.makeelement(f"{W}br"))
    following = list(element.itersiblings())
    if index >= 0 and (rest := (element.text or "")[index + 1 :]):
        element.text = (element.text or "")[: index + 1]
        element.set(_XML_SPACE, "preserve")
        text = run.makeelement(f"{W}t")
        text.text = rest
        text.set(_XML_SPACE, "preserve")
        tail.append(text)
    for child in following:
        tail.append(child)
    run.addnext(holder)
    if len(tail) > (looks is not None):
        holder.addnext(tail)


def _tighten(docx: Docx, paragraph: Any, start: int, end: int, twips: int) -> None:
    """Take `twips` of letter-spacing from every run of the given stretch, which begins and ends with runs."""
    count = 0
    for run in docx.runs(paragraph):
        if start <= count < end and run.text.strip():
            looks = run.element.find(f"{W}rPr")
            if looks is None:
                looks = run.element.makeelement(f"{W}rPr")
                run.element.insert(0, looks)
            spacing = looks.find(f"{W}spacing")
            if spacing is None:
                spacing = looks.makeelement(f"{W}spacing")
                at = next((at for at, child in enumerate(looks) if child.tag in _BEHIND_SPACING), len(looks))
                looks.insert(at, spacing)
            spacing.set(f"{W}val", str(run.look.spacing - twips))
        count += len(comparable(run.text))


# Children of rPr that stand behind its letter-spacing in schema order.
_BEHIND_SPACING: Final = frozenset(
    f"{W}{name}"
    for name in (
        *(
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
        ),
        *("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
    )
)


def _page_break_before(paragraph: Any) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None or properties.find(f"{W}pageBreakBefore") is not None:
        return
    at = next(
        (i for i, child in enumerate(properties) if child.tag not in _BEFORE_PAGE_BREAK), len(properties)
    )
    properties.insert(at, properties.makeelement(f"{W}pageBreakBefore"))


_BEFORE_PAGE_BREAK: Final = frozenset(f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines"))
