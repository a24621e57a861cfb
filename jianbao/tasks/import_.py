"""`jianbao import` → files of any kind as issue files with what all share above them, or as articles; with their doubts."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from jianbao import files
from jianbao.bounds import FOREIGN_BYTES
from jianbao.drafting.draft import comment, conserve, issue_text, series_text
from jianbao.errors import FileError, InputError, JianbaoError, Place, UsageError
from jianbao.foreign import folders
from jianbao.foreign.blocks import Content
from jianbao.foreign.drawings import as_picture
from jianbao.foreign.kinds import SUFFIXES, Kind, kind_of, read_all
from jianbao.foreign.plain import decoded
from jianbao.foreign.scan import Told
from jianbao.importing.parts import Draft
from jianbao.importing.recognise import recognise
from jianbao.importing.scanned import doubt_beside
from jianbao.model.numbers import MAIN_KIND, Numbers
from jianbao.numbering import safe_name

if TYPE_CHECKING:
    from jianbao.language.office import OfficeWords
    from jianbao.reading import Reading

SERIES_FILE: Final = "series.yaml"
ISSUE_FILE: Final = "issue.yaml"
_SHARED: Final = (
    "series",
    "organ",
    "masthead",
    "contents",
    "distribution",
    "copies",
    "staff",
    "print",
    "numbering",
    "layout",
)
_OF_ONE: Final = {
    "masthead": ("name", "organ_above", "note", "number_form"),
    "contents": ("heading", "marker", "page_numbers", "grouped"),
    "print": ("organ",),
}
_ISSUE_FILE: Final = re.compile(r"^(?:文章|articles)\s*[:：]", re.MULTILINE)
_LED: Final = re.compile(r"^articles\.(\d+)")
_NUMBERED: Final = re.compile(r"\d+")


class Imported(Struct):
    """What came of one file: where its text went, or `error`.

    `state` is 'new', 'same' (there already, 没有变动), 'kept' (there, and somebody has worked on it), 'shown' (a dry
    run) or 'failed'. `more` are the files whose pages followed those of `source`.
    """

    source: Path
    path: Path | None = None
    state: str = "failed"
    draft: Draft = field(default_factory=Draft)
    text: str = ""
    error: JianbaoError | None = None
    more: tuple[str, ...] = ()

    @property
    def doubts(self) -> list[str]:
        """The doubts as a person reads them."""
        return [comment(doubt) for doubt in self.draft.doubts]


def gathered(sources: Sequence[Path]) -> list[Path]:
    """The files named, and those of the folders named, each once. Raises FileError (R001) and UsageError (I003, I010)."""
    found: dict[Path, None] = {}
    for source in sources:
        if source.is_dir():
            inside = sorted(
                path
                for path in source.iterdir()
                if path.suffix.lower() in SUFFIXES
                and path.is_file()
                and not path.name.startswith(("~$", "."))
            )
            if not inside:
                raise UsageError.of("I003", folder=source)
            found |= dict.fromkeys(sorted(inside, key=_by_number))
        elif not source.exists():
            raise FileError.of("R001", Place(str(source)))
        elif files.is_yaml(source):
            raise UsageError.of("I010", path=source)
        else:
            found[source] = None
    return list(found)


def _by_number(path: Path) -> tuple[str, list[int], str]:
    return _NUMBERED.sub("", path.stem), [int(each) for each in _NUMBERED.findall(path.stem)], path.name


def import_files(
    sources: Sequence[Path],
    out: Path | None = None,
    *,
    article: bool = False,
    series: Path | None = None,
    dry_run: bool = False,
    jobs: int = 0,
    told: Told | None = None,
) -> list[Imported]:
    """Import files; see `jianbao import`. Scans are read by `jobs` children (0 = one a core), `told` how it goes by page.

    Whole issues go to `out` (by default the current folder), a folder each, what they share to `series` or
    `out/series.yaml`. Drafts without a masthead, and all where `article`, go together into one file of articles. Raises
    FileError and UsageError where nothing could be done; what is wrong with one file stands in its `error`.
    """
    folder = out if out is not None else Path()
    made: list[Imported] = []
    scanned: list[tuple[str, Draft]] = []
    for path, content in read_all(gathered(sources), jobs, told):
        if isinstance(content, JianbaoError):
            made.append(Imported(path, error=content))
        else:
            made.append(Imported(path, draft=_recognised(content, article=article), more=content.more))
            if content.kind == "scan":
                scanned.append((path.stem, made[-1].draft))
    doubt_beside(scanned)
    done = [each for each in made if each.error is None]
    if any(each.draft.doubts for each in done):
        office = _office_of(series if series is not None else _series_near(folder))
        for each in done:
            _without_known(each.draft, office)
    _issues([each for each in done if each.draft.whole], folder, series, dry_run=dry_run)
    _articles([each for each in done if not each.draft.whole], folder, dry_run=dry_run)
    return made


_OF_NAMES: Final = frozenset({"doubt_organ", "doubt_byline"})
_IN_NAME: Final = re.compile(r"[\w·]+")


def _series_near(folder: Path) -> Path:
    """The file of what issues share in a folder, else in the one above it, whether or not there is one."""
    here, above = (each / SERIES_FILE for each in (folder, folder.resolve().parent))
    return above if not here.exists() and above.exists() else here


def _office_of(series: Path) -> OfficeWords | None:
    """The words of the office that a series names."""
    if not series.exists():
        return None
    from jianbao.reading import read_mapping

    least = {"number": 1, "date": "2026-01-01", "organ": "x", "articles": [{"title": "x", "body": "x"}]}
    try:
        return read_mapping({"series": {"file": series.name}, **least}, folder=series.parent).office
    except JianbaoError:
        # what is wrong with the series is told when an issue of it is read
        return None


def _without_known(draft: Draft, office: OfficeWords | None) -> None:
    """An organ or a by-line whose names all stand among the words of the office is no doubt."""
    if office is None:
        return
    names = frozenset(office.names)
    draft.doubts = [
        doubt
        for doubt in draft.doubts
        if doubt.kind not in _OF_NAMES or not names.issuperset(_IN_NAME.findall(doubt.words) or ("",))
    ]


def is_foreign(path: Path) -> bool:
    """Whether a file is one to import, and no issue file: by its content where its name leaves it open."""
    suffix = path.suffix.lower()
    if files.is_yaml(path) or not path.is_file():
        return False
    kind = kind_of(path)
    if kind is not Kind.TEXT:
        return True
    text = decoded(files.read_bytes(path, limit=FOREIGN_BYTES)) or ""
    return suffix in SUFFIXES and not _ISSUE_FILE.search(text)


def prepared(path: Path) -> Imported:
    """A whole issue of any kind as an issue file beside it, `<name>.yaml`, for building at once.

    Raises FileError and InputError (of the readers; I005: no whole issue).
    """
    ((_, content),) = read_all([path])
    if isinstance(content, JianbaoError):
        raise content
    draft = _recognised(content)
    if not draft.whole:
        raise InputError.of("I005", Place(str(path)), file=path)
    if draft.doubts:
        _without_known(draft, _office_of(_series_near(path.parent)))
    _rename(draft, {name: f"{path.stem}-{name}" for name in draft.pictures})
    _without_totals([draft])
    made = Imported(path, draft=draft, text=issue_text(draft))
    _put(made, path.with_suffix(".yaml"), dry_run=False)
    return made


class Taken(Struct):
    """An edited file against an issue file: the difference as lines, the new text, and what has to be done by hand."""

    diff: str
    text: str
    left: list[str]


def into(source: Path, issue_file: Path, *, write: bool = False) -> Taken:
    """Hold a file that was edited in Word against the issue file that it was made from; `write` takes the edits over.

    Raises FileError and InputError.
    """
    from difflib import unified_diff

    from jianbao.drafting.takeover import taken_over
    from jianbao.reading import read, read_text

    ((_, content),) = read_all([source])
    if isinstance(content, JianbaoError):
        raise content
    draft = _recognised(content)
    if not draft.whole:
        raise InputError.of("I005", Place(str(source)), file=source)
    reading = read(issue_file)
    with folders.temporary() as folder:
        write_pictures(draft, folder)
        other = read_text(issue_text(draft), file=str(source), folder=folder).issue
    _rename(draft, _known(draft, reading))
    text, left = taken_over(reading, other, draft)
    lines = unified_diff(
        reading.text.splitlines(), text.splitlines(), str(issue_file), str(source), n=1, lineterm=""
    )
    if write and text != reading.text:
        write_pictures(draft, reading.folder)
        _write(issue_file, text.encode())
    return Taken("\n".join(lines), text, left)


def drafts_of(sources: Sequence[Path], office: OfficeWords | None = None) -> Draft:
    """The articles of drafts, in the order given; names among the words of the `office` are no doubts.

    Raises FileError, InputError and UsageError.
    """
    drafts: list[Draft] = []
    for _, content in read_all(gathered(sources)):
        if isinstance(content, JianbaoError):
            raise content
        drafts.append(_recognised(content, article=True))
        _without_known(drafts[-1], office)
    return together(drafts)


def write_pictures(draft: Draft, folder: Path) -> None:
    """Put a draft's pictures below `folder`, where none of the name stands. Raises FileError."""
    for name, data in (draft.pictures | draft.cuts).items():
        if not (folder / name).exists():
            _write(folder / name, data)


def _recognised(content: Content, *, article: bool = False) -> Draft:
    """What a file says; no letter of it is lost without a word."""
    draft = recognise(content, article=article)
    conserve(draft)
    for name, data in draft.pictures.items():
        draft.pictures[name] = made = as_picture(data)
        if not made.startswith((b"\x89PNG", b"\xff\xd8")):
            draft.doubt("pictures", 0, "doubt_picture", name)
    return draft


def _issues(made: Sequence[Imported], folder: Path, series: Path | None, *, dry_run: bool) -> None:
    groups: dict[str, list[Imported]] = {}
    for each in made:
        groups.setdefault(each.draft.values.get("series", ""), []).append(each)
    for name, group in groups.items():
        home = folder if len(groups) == 1 or series else folder / (safe_name(name) or "未定刊名")
        _series(group, home, series, dry_run=dry_run)


def _series(group: Sequence[Imported], home: Path, series: Path | None, *, dry_run: bool) -> None:
    drafts = [each.draft for each in group]
    _without_totals(drafts)
    values = _shared(drafts)
    path = series if series is not None else home / SERIES_FILE
    shared: Mapping[str, Any] = values
    if "series" in values:
        text = series_text(values)
        if path.exists():
            if files.read_bytes(path) != text.encode():
                # somebody's file: it says the series' name, all else is said by each issue
                shared = {"series": values["series"]}
        elif not dry_run:
            _write(path, text.encode())
    taken: set[Path] = set()
    for each in group:
        place = _place(home, each, taken)
        relative = _relative(path, place) if "series" in values else ""
        each.text = issue_text(each.draft, shared, series_file=relative)
        _put(each, place / ISSUE_FILE, dry_run=dry_run)


def _relative(path: Path, folder: Path) -> str:
    target, base = path.resolve(), folder.resolve()
    common = next((up for up, parent in enumerate([base, *base.parents]) if target.parent == parent), None)
    if common is None:
        raise UsageError.of("I004", series=path, folder=folder)
    return "../" * common + target.name


def _place(home: Path, each: Imported, taken: set[Path]) -> Path:
    """The folder of an issue: its number, else the name of the file that it came from; a second one of a name is told apart."""
    values = each.draft.values
    year = each.draft.year
    name = each.source.stem
    if year is not None and values.get("number") is not None:
        name = Numbers(year, values["number"]).text(safe_name(values.get("kind", MAIN_KIND)))
    place, count = home / safe_name(name), 1
    while place in taken:
        count += 1
        place = home / f"{safe_name(name)}（{count}）"
    taken.add(place)
    return place


def _without_totals(drafts: Sequence[Draft]) -> None:
    """Say of a series whose issues never show a total that it has none: it would be given one."""
    numbered = [draft for draft in drafts if "number" in draft.values]
    if numbered and not any("total" in draft.values for draft in drafts):
        kinds = list(dict.fromkeys(draft.values.get("kind", MAIN_KIND) for draft in numbered))
        for draft in drafts:
            draft.values["numbering"] = {"total_excludes": kinds}


def _shared(drafts: Sequence[Draft]) -> dict[str, Any]:
    """What most of the issues say alike, none of it doubtful; of one issue its series alone."""
    doubted = {doubt.key.split(".")[0] for draft in drafts for doubt in draft.doubts}
    values: dict[str, Any] = {}
    for key in _SHARED:
        if key == "series":
            if drafts and drafts[0].values.get("series"):
                values["series"] = drafts[0].values["series"]
        elif len(drafts) < 2 or key in doubted:
            continue
        elif key in _OF_ONE:
            inner = {
                name: found
                for name in _OF_ONE[key]
                if (found := _majority([_inner(draft.values.get(key), name) for draft in drafts])) is not None
            }
            if inner:
                values[key] = inner
        elif (found := _majority([draft.values.get(key) for draft in drafts])) is not None:
            values[key] = found
    return values


def _inner(held: Any, name: str) -> Any:
    return held.get(name) if isinstance(held, Mapping) else None


def _majority(found: Sequence[Any]) -> Any:
    """The value that all have but a few, who have another one: who has none would get it from the series."""
    if any(each is None for each in found):
        return None
    counts = Counter(map(repr, found))
    most, count = counts.most_common(1)[0]
    return next(each for each in found if repr(each) == most) if count * 2 > len(found) else None


def _articles(made: Sequence[Imported], folder: Path, *, dry_run: bool) -> None:
    """Drafts of articles as one file, in the order given."""
    if not made:
        return
    joined = together([each.draft for each in made])
    first = made[0]
    for each in made[1:]:
        each.state, each.path = "joined", None
    whole = Imported(first.source, draft=joined, text=issue_text(joined))
    name = safe_name(first.source.stem) if len(made) == 1 else "文章"
    _put(whole, folder / f"{name}.yaml", dry_run=dry_run)
    for each in made:
        each.path, each.state, each.text = whole.path, whole.state, whole.text


def together(drafts: Sequence[Draft]) -> Draft:
    """The articles of several drafts as those of one, their pictures numbered through."""
    joined = Draft(whole=False)
    for draft in drafts:
        joined.cuts |= {name: data for name, data in draft.cuts.items() if name not in joined.cuts}
        _rename(
            draft,
            {name: _renamed(name, len(joined.pictures) + at) for at, name in enumerate(draft.pictures, 1)},
        )
        for doubt in draft.doubts:
            key = _LED.sub(lambda found: f"articles.{int(found[1]) + len(joined.articles)}", doubt.key)
            joined.doubt(key, doubt.place, doubt.kind, doubt.words)
        joined.pictures |= draft.pictures
        joined.articles += draft.articles
        joined.attachments += draft.attachments
        joined.dropped += draft.dropped
    return joined


def _renamed(name: str, number: int) -> str:
    return f"图/图{number}.{name.rpartition('.')[2]}"


def _rename(draft: Draft, names: Mapping[str, str]) -> None:
    """Call a draft's pictures by other names, wherever it names them."""
    texts = (
        blocks
        for each in (*draft.articles, *draft.attachments)
        for blocks in (each.body, each.editor_note, each.abstract)
    )
    for blocks in (*texts, draft.editor_note, draft.abstract):
        blocks[:] = [_with_names(block, names) for block in blocks]
    for part in draft.values.get("masthead", {}).get("name", ()):
        if isinstance(part, dict) and "picture" in part:
            part["picture"] = names.get(part["picture"], part["picture"])
    draft.pictures = {names.get(name, name): data for name, data in draft.pictures.items()}


def _known(draft: Draft, reading: Reading) -> dict[str, str]:
    """Names for a draft's pictures: those that the issue has, for new ones names that nothing in its folder has."""
    there = {image.data: path for path, image in reading.pictures.items()}
    names: dict[str, str] = {}
    numbers = (
        number for number in itertools.count(1) if not [*(reading.folder / "图").glob(f"图{number}.*")]
    )
    for name, data in draft.pictures.items():
        names[name] = there[data] if data in there else _renamed(name, next(numbers))
    return names


def _with_names(block: Any, names: Mapping[str, str]) -> Any:
    from msgspec.structs import replace

    from jianbao.model.body import Figure

    if not isinstance(block, Figure):
        return block
    return Figure(tuple(replace(each, path=names.get(each.path, each.path)) for each in block.pictures))


# --- files ------------------------------------------------------------------------------------------------------------


def _put(each: Imported, path: Path, *, dry_run: bool) -> None:
    """Write an issue file and its pictures, or leave one that is there as it is."""
    each.path = path
    text = each.text.encode()
    if path.exists():
        each.state = "same" if files.read_bytes(path) == text else "kept"
        return
    if dry_run:
        each.state = "shown"
        return
    write_pictures(each.draft, path.parent)
    _write(path, text)
    each.state = "new"


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace_whole(path, data)
    except OSError as error:
        raise FileError.of("V004", Place(str(path)), reason=error.strerror or str(error)) from None


# --- what to tell -----------------------------------------------------------------------------------------------------


class Summary(Struct):
    """What a batch of imports shows at a glance.

    `kinds` counts doubts by kind; `names` and `organs` all that were read, each once; `missing`, `doubled` and
    `disordered` tell of the numbers of each series.
    """

    kinds: dict[str, int]
    names: list[str]
    organs: list[str]
    missing: list[str]
    doubled: list[str]
    disordered: list[str]


def summary(made: Sequence[Imported]) -> Summary:
    """See `Summary`."""
    whole = [each for each in made if each.error is None and each.draft.whole]
    kinds = Counter(doubt.kind for each in made for doubt in each.draft.doubts)
    names = dict.fromkeys(each.draft.values["series"] for each in whole if "series" in each.draft.values)
    organs = dict.fromkeys(organ for each in whole for organ in each.draft.values.get("organ", ()))
    found = Summary(dict(kinds.most_common()), list(names), list(organs), [], [], [])
    groups: dict[tuple[str, str, int], list[tuple[Any, int]]] = {}
    for each in whole:
        values = each.draft.values
        if (key := each.draft.counted_among) is not None:
            last = values.get("number_last", values["number"])
            taken = range(values["number"], max(last, values["number"]) + 1)[:20]
            groups.setdefault(key, []).extend((values["date"], number) for number in taken)
    for (_, kind, year), numbers in groups.items():
        _hold(found, kind, year, numbers)
    return found


def _hold(found: Summary, kind: str, year: int, numbers: list[tuple[Any, int]]) -> None:
    counts = Counter(number for _, number in numbers)
    there = sorted(counts)
    found.doubled += [Numbers(year, number).text(kind) for number in there if counts[number] > 1]
    gaps = set(range(there[0], there[-1] + 1)) - set(there)
    found.missing += [Numbers(year, number).text(kind) for number in sorted(gaps)][:50]
    by_date = sorted(numbers)
    found.disordered += [
        Numbers(year, later[1]).text(kind)
        for earlier, later in itertools.pairwise(by_date)
        if later[1] < earlier[1]
    ]


def shown_doubts(each: Imported) -> Iterator[str]:
    """The lines that tell a clerk what to look at in one file."""
    from jianbao.messages import phrase

    yield from each.doubts
    left = each.draft.left
    if left.get("inserted") or left.get("deleted") or left.get("moved"):
        yield phrase(
            "revisions",
            inserted=left.get("inserted", 0),
            deleted=left.get("deleted", 0) + left.get("moved", 0),
        )
    for name in ("hidden", "equation", "linked", "object", "stamp", "table", "faint"):
        if left.get(name):
            yield phrase(f"left_{name}", count=left[name])
    if each.draft.dropped:
        yield phrase("dropped", count=sum(len(text) for _, text in each.draft.dropped))
