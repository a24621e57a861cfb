"""Data files → tables: the lexicon and what goes with it. Read when first asked for, so that importing costs nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from jianbao.kept import kept
from jianbao.language.pairs import characters, pairs_of
from jianbao.language.words import by_first

_HERE = Path(__file__).parent
NEEDS_FILE, FAULTS_FILE, ROWS_FILE, CONFUSED_FILE = (
    _HERE / name for name in ("needs.txt", "faults.txt", "rows.txt", "confused.txt")
)
_EMPTY = "-"
# characters of a name that is held against what nearly is such a name
SHORTEST_NEAR = 6


# marks a word of `near.txt` that is looked for only where the text falls apart
GUARDED = "~"
# marks one of which none but a slip of like sound or shape is looked for: others are coined after it
COINED = "="
MARKS = GUARDED + COINED
# behind what stands around a word of `confused.txt`: what speaks for neither word
ZERO_OF_CONFUSED = ord("P")
# stands for the place of a name's half where it is the beginning of one whose words changed places
TURNED = "%"


class Word(NamedTuple):
    """An entry of the lexicon: see `build.lexicon` for the kinds and for what `right` and `note` are in each."""

    kind: str
    word: str
    right: str
    note: str
    not_after: str = ""
    not_before: str = ""
    unless_later: str = ""


def lines_of(name: str) -> list[str]:
    """The lines of a file beside this one; to read it as text takes longer, to look for other ends of lines as well."""
    return (_HERE / name).read_bytes().decode().rstrip("\n").split("\n")


def rows_of(name: str) -> Iterator[list[str]]:
    """The fields of each row of a file that has comments, parted by blanks."""
    return (line.split(" ") for line in lines_of(name) if not line.startswith("#"))


@cache
def lexicon() -> dict[int, bytes]:
    """Number of the first two characters → the line of the words that begin so, for `words_of`."""
    return kept(_lexicon, _HERE / "lexicon.txt")


def _lexicon() -> dict[int, bytes]:
    return {pairs_of(line[:2])[0]: line.encode() for line in lines_of("lexicon.txt")}


def words_of(start: int) -> dict[str, list[str]]:
    """Third character → the words of the lexicon that begin with it behind these two, longest first; '' → those of two."""
    if start not in lexicon():
        return {}
    items = lexicon()[start].decode().split("\t")[1:]
    short = [item for item in items if item[4] == " " and item[-1] != TURNED]
    found = {"": short}
    for item in items:
        if (third := item[4]) != " " and third not in found:
            found[third] = [each for each in items if each[4] == third] + short
    return found


def turned(start: int) -> list[str]:
    """The names that begin with these two characters, and whose words may change places."""
    items = lexicon()[start].decode().split("\t")[1:] if start in lexicon() else ()
    return [word_of(item).right for item in items if item[-1] == TURNED]


@cache
def word_of(item: str) -> Word:
    """An item of the lexicon, parted."""
    kind, wrong, right, note, *guards = ("" if field == _EMPTY else field for field in item.split(" "))
    return Word(kind, wrong, right, note, *guards)


@cache
def word_classes() -> dict[str, str]:
    """The classes of words in `faults.txt`: name → its words, parted by |."""
    lines = (line[1:].partition(" ") for line in _faults() if line.startswith("@"))
    return {name: words for name, _, words in lines}


@cache
def faults_by_code() -> dict[str, list[tuple[str, str]]]:
    """Code of a rule → (expression, what should stand there) of each of its faults."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, str]] = []
    for line in _faults():
        if line.startswith("== "):
            rows = found.setdefault(line[3:], [])
        elif line and not line.startswith(("# ", "@")):
            source, better = line.split("\t") if "\t" in line else (line, "")
            for name, words in word_classes().items() if "⟨" in source else ():
                source = source.replace(f"⟨{name}⟩", words)
            rows.append((source, better))
    return found


@cache
def _faults() -> list[str]:
    return lines_of("faults.txt")


@cache
def beside_de() -> dict[str, str]:
    """Word → how edited text has 的, 地 and 得 behind it, before it, and before what is before it: signs as `gather_de` makes them."""
    return {line[:-DE_SIGNS]: line[-DE_SIGNS:] for line in lines_of("de.txt")[1:]}


# of a line of `de.txt`: for each of three places what speaks for each of the three that stands there, and that does not
DE_SIGNS = 18
# what the next sign says less, as a logarithm
STEP_OF_DE = -0.4


@cache
def de_wrong_behind() -> frozenset[str]:
    """The words behind which 的 may be a slip."""
    return frozenset(lines_of("de.txt")[0].split(" "))


@cache
def measures() -> dict[str, str]:
    """Noun → the measure words that go with it."""
    return {noun: right for right, *nouns in rows_of("measures.txt") for noun in nouns}


@cache
def collocations() -> dict[str, tuple[str, frozenset[str]]]:
    """Noun → the verb that goes with it, those that do not."""
    rows = rows_of("collocations.txt")
    return {noun: (right, frozenset(wrong)) for right, nouns, *wrong in rows for noun in nouns.split(",")}


# mark words of one job no two of which a sentence has; no two of which stand side by side
_WHERE = "，="


@cache
def one_jobs() -> list[tuple[str, tuple[str, ...], frozenset[str]]]:
    """Words of one job, after a mark of where no two of them stand; which two of them are right."""
    rows = (line.partition(" | ") for line in lines_of("one-job.txt") if not line.startswith("#"))
    return [
        (words[: words[0] in _WHERE], (*words.lstrip(_WHERE + " ").split(" "),), frozenset(right.split(" ")))
        for words, _, right in rows
    ]


class Beside(NamedTuple):
    """What stands at one side of a pair in the words that hold it: characters, and pairs by what a slip leaves of them."""

    single: tuple[str, ...] = ()
    double: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@cache
def beside(field: str) -> Beside:
    """A field of `near.txt`, parted."""
    single, double = [], dict[str, tuple[str, ...]]()
    for item in field.split(" "):
        bare = item.rstrip(MARKS)
        if len(bare) == 1:
            single.append(item)
        else:
            for left in (bare[0] + " ", " " + bare[1], bare[::-1]):
                double[left] = (*double.get(left, ()), item)
    return Beside(tuple(single), double)


class Entry(NamedTuple):
    """What follows a pair of characters and precedes it, as fields for `beside`, with what groups their single characters are in.

    `slip` is what the pair is a slip of: GUARDED for terms, COINED for common words, of which edited text never has the wrong form.
    `words` are those of the lexicon that begin so, as `words_of` has them, and `short` those that end so, too; `turned` are names that begin so.
    """

    follows: str
    like_behind: AbstractSet[str]
    precedes: str
    like_before: AbstractSet[str]
    slip: str
    words: Mapping[str, list[str]]
    short: list[str]
    turned: list[str]


class Near(dict[int, Entry | None]):
    """Pair of characters as a number → what stands beside it in the words that `build.near` lists, and what it is a slip of.

    A line holds the pairs of one first character; it is searched, not read into a table, and of what it says no more is
    parted than a text asks for: that would take longer than all else that a short issue needs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._beginning, self._excused = kept(_near, *NEAR_FILES)

    def stretches(self) -> Iterator[str]:
        """The pairs that may be known."""
        return (
            first + second for first, (seconds, *_) in self._beginning.items() for second in seconds.decode()
        )

    def excuses(self, word: str) -> bool:
        """Whether a word is right although it is near another; asked too seldom for a table, so the sorted words are searched."""
        if word in known_right():
            return True
        words, wanted = self._excused, f" {word} ".encode(errors="replace")
        at = bisect_left(
            range(len(words)),
            wanted,
            key=lambda place: words[(start := words.rfind(b" ", 0, place + 1)) : start + len(wanted)],
        )
        return words.startswith(wanted, words.rfind(b" ", 0, at + 1))

    def __missing__(self, number: int) -> Entry | None:
        first, second_char = characters(number)
        seconds, line, slips, terms = self._beginning.get(first, _NO_LINES)
        second = second_char.encode(errors="replace")
        if second not in seconds:
            self[number] = None
            return None
        slip = _slip(slips, second) or _slip(terms, second, GUARDED)
        at = line.find(b"|" + second)
        # the line of a frequent character is long
        end = line.find(b"|", at + 1) if at > 0 else 0
        fields = line[at + 2 + len(second) : end if end > 0 else None].decode().split("\t") if at > 0 else []
        found = None
        words = words_of(number)
        if fields or slip or words:
            follows, precedes = (*fields, "", "")[:2]
            found = Entry(
                follows,
                like_any(follows),
                precedes,
                like_any(precedes),
                slip,
                words,
                words.get("", []),
                turned(number),
            )
        self[number] = found
        return found


class Met(NamedTuple):
    """Where a text has pairs of which something is known, and what; the same of words of the lexicon."""

    pairs: list[tuple[int, Entry]]
    words: list[tuple[int, Entry]]


def met_in(text: str) -> Met:
    """What is known of what stands in a text."""
    pairs = [(at, entry) for at, entry in enumerate(map(near().__getitem__, pairs_of(text))) if entry]
    return Met(pairs, [(at, entry) for at, entry in pairs if entry.words])


_PAIR_FILES: Final = tuple(_HERE / name for name in ("near.txt", "pairs.txt", "pairs-terms.txt"))
NEAR_FILES: Final = (*_PAIR_FILES, _HERE / "lexicon.txt")
# the characters that may stand behind a first one, and its lines of these files
_Lines = tuple[bytes, bytes, bytes, bytes]
_NO_LINES: Final[_Lines] = (b"", b"", b"", b"")


def _near() -> tuple[dict[str, _Lines], bytes]:
    """What stands behind each first character, what is right although it is near a word."""
    (excused, *near_lines), *others = (file.read_bytes().split(b"\n") for file in _PAIR_FILES)
    by_mark = [by_first(near_lines, b"|"), *(by_first(lines, b" ") for lines in others)]
    begun: dict[str, str] = {}
    for first, second in map(characters, lexicon()):
        begun[first] = begun.get(first, "") + second
    found: dict[str, _Lines] = {}
    for first in {*begun, *(each.decode() for each in chain(*by_mark))}:
        line, slips, terms = (lines.get(first.encode(), b"") for lines in by_mark)
        behind = (line.decode().split("|")[1:], slips.decode().split(" ")[1:], terms.decode().split(" ")[1:])
        seconds = "".join({each[0] for each in chain(*behind) if each}) + begun.get(first, "")
        found[first] = (seconds.encode(), line, slips, terms)
    return found, b" " + excused + b" "


def _slip(line: bytes, second: bytes, mark: str = "") -> str:
    """What a pair is a slip of by the line of its first character, with a mark behind it, or that of the line; '' for none."""
    at = line.find(b" " + second)
    if at < 0:
        return ""
    right = line[at + 1 + len(second) :].partition(b" ")[0].decode()
    return right.ljust(3, mark or " ").strip()


_NOTHING: AbstractSet[str] = frozenset()


@cache
def like_any(field: str) -> AbstractSet[str]:
    """The groups that the single characters of a field are in."""
    if not field:
        return _NOTHING
    bare = field.replace(GUARDED, "").replace(COINED, "")
    # most fields hold pairs alone
    if len(bare) == 3 * bare.count(" ") + 2:
        return _NOTHING
    return frozenset[str]().union(*(groups_of()[item[0]] for item in beside(field).single))


class _Groups(dict[str, AbstractSet[str]]):
    """Character → the groups that it is in, as a set made when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._chars, groups = lines_of("alike.txt")
        self._groups = groups.split(" ")

    def __missing__(self, char: str) -> AbstractSet[str]:
        at = self._chars.find(char) if len(char) == 1 else -1
        found = self[char] = frozenset(self._groups[at] if at >= 0 else "")
        return found


@cache
def groups_of() -> Mapping[str, AbstractSet[str]]:
    """Character → the groups that it is in with those that sound or look like it."""
    return _Groups()


def known_rows() -> Iterator[tuple[str, str, str]]:
    """Rows of words, how firm each of them is, what else is right there: see `rows`."""
    for line in lines_of("rows.txt"):
        words, firm, met = (*line.split("\t"), "")[:3]
        yield words, firm, met


@cache
def mark_runs() -> frozenset[str]:
    """Three kinds of characters in a row that edited text has, see `mark_runs`."""
    return frozenset(line[:2] + third for line in lines_of("mark-runs.txt") for third in line[2:])


@cache
def near() -> Near:
    """The idioms and long words that a slip is looked for in."""
    return Near()


@cache
def known_right() -> frozenset[str]:
    """What is right although it looks like a slip."""
    return frozenset((_HERE / "near-right.txt").read_text("utf-8").split())
