"""A series, or its last issue → the text of the next issue's file, with numbers and date filled in."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from jianbao.errors import UsageError
from jianbao.glossary import EN
from jianbao.issue import MAIN_KIND, Issue, Numbers, chinese_date
from jianbao.ledger import Ledger, Record
from jianbao.numbering import assign, safe_name

if TYPE_CHECKING:
    from jianbao.reading import Reading

SCHEMA_NAME: Final = "jianbao.schema.json"
_SCHEMA_LINE: Final = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"


class Fresh(Struct, frozen=True):
    """A new issue file: the name that suits it, its text, the numbers stated in it (None = none could be told)."""

    name: str
    text: str
    numbers: Numbers | None


def fresh(series: str, *, kind: str, last: Path | None, today: Date, ledger: Ledger, folder: Path) -> Fresh:
    """The next issue of `series`: a name (刊名) or a series file; '' where `last` or the register tells it.

    `last` is an issue file whose structure is taken over: keys, their order and comments, distribution, sections;
    titles and texts become blanks to fill in. Without one, a skeleton with comments, with organ and distribution
    of the last issue that the register knows. `kind` '' = that of `last`, else 正刊. The file is to stand in
    `folder`. Raises UsageError, InputError, NumberingConflict, FileError.
    """
    from jianbao.reading import read, read_mapping

    if last is not None:
        reading = read(last)
        numbers = _next(reading.issue, kind or reading.issue.kind, today, ledger)
        text = _from_last(reading.text, numbers, today, kind)
        return Fresh(_name(reading.issue.series, kind or reading.issue.kind, numbers, today), text, numbers)
    series_file = Path(series) if _is_file_name(series) else None
    known = None if series_file else _last_record(series, kind or MAIN_KIND, ledger)
    if not series and known is None:
        raise UsageError.of("L043")
    before = _read_if_there(ledger.resolve(known.source)) if known and known.source else None
    if before is not None and before.series_path is not None:
        series_file = before.series_path
    given: Any = known.series if known else series
    if series_file is not None:
        given = {"file": Path(os.path.relpath(series_file.resolve(), folder.resolve())).as_posix()}
    issue = read_mapping(_least(given, before, kind or MAIN_KIND, today), folder=folder).issue
    if before is not None and series_file is None:
        issue = issue.model_copy(update={"numbering": before.issue.numbering})
    numbers = _next(issue, issue.kind, today, ledger)
    return Fresh(
        _name(issue.series, issue.kind, numbers, today), _skeleton(issue, numbers, given, before), numbers
    )


def home(series: str, last: Path | None) -> Path:
    """The folder that the register of `series` (a name or a series file) or of `last` stands in by default."""
    from jianbao.reading import read

    if last is not None:
        return read(last).series_folder
    return Path(series).parent if _is_file_name(series) else Path()


def _is_file_name(series: str) -> bool:
    return series.endswith((".yaml", ".yml"))


def _last_record(series: str, kind: str, ledger: Ledger) -> Record | None:
    records = [record for record in ledger.records(series=series, kind=kind) if record.numbers is not None]
    if not series and len({record.series for record in records}) > 1:
        raise UsageError.of("L044", names="、".join(sorted({record.series for record in records})))
    return max(
        records,
        key=lambda record: (record.date, record.numbers.number if record.numbers else 0),
        default=None,
    )


def _read_if_there(path: Path) -> Reading | None:
    from jianbao.errors import JianbaoError
    from jianbao.reading import read

    try:
        return read(path)
    except JianbaoError:  # moved or edited since: the skeleton does without
        return None


def _least(series: object, before: Reading | None, kind: str, today: Date) -> dict[str, Any]:
    least: dict[str, Any] = {
        "series": series,
        "kind": kind,
        "date": today.isoformat(),
        "articles": [{"title": "标题", "body": "正文"}],
    }
    if not isinstance(series, Mapping):
        least["organ"] = list(before.issue.organ) if before else "编发单位"
    return least


def _next(issue: Issue, kind: str, today: Date, ledger: Ledger) -> Numbers | None:
    nothing = {"id": None, "kind": kind, "year": None, "number": None, "total": None, "date": today}
    return ledger.peek(issue.model_copy(update=nothing), assign=assign)


def _name(series: str, kind: str, numbers: Numbers | None, today: Date) -> str:
    if numbers is not None:
        return f"{safe_name(series)}{Numbers(numbers.year, numbers.number).text(safe_name(kind))}.yaml"
    return f"{safe_name(series)}{chinese_date(today)}.yaml"


# --- the skeleton ----------------------------------------------------------------------------------------------


def _skeleton(issue: Issue, numbers: Numbers | None, series: object, before: Reading | None) -> str:
    inherits = isinstance(series, Mapping)
    lines = [
        _SCHEMA_LINE
        + "# 写好以后：jianbao check 查错，jianbao build 生成。以 # 开头的是说明或备用的项，不会印出来。",
        f"刊名: {{文件: {_scalar(str(series['file']))}}}"
        if isinstance(series, Mapping)
        else f"刊名: {_scalar(issue.series)}",
    ]
    if issue.kind != MAIN_KIND:
        lines.append(f"种类: {_scalar(issue.kind)}")
    if numbers is not None:
        lines.append(f"期号: {numbers.number}")
        lines += [f"总期号: {numbers.total}"] if numbers.total is not None else []
    lines.append(f"日期: {issue.date.isoformat()}")
    if not inherits:
        lines.append(f"编发单位: {_line_or_list(issue.organ)}")
    lines.append(_MIDDLE)
    if not inherits:
        lines += _distribution(before)
    return "\n".join(lines).rstrip() + "\n"


def _distribution(before: Reading | None) -> list[str]:
    if before is None or not before.issue.distribution:
        return ["报: 上级机关一，上级机关二", "送: 平级机关一，平级机关二", "# 份数: 150"]
    lines = ["分送:"]
    for each in before.issue.distribution:
        lines.append(f"  - 标签: {_scalar(each.label)}")
        lines += ["    本期: 是"] if each.this_issue else []
        groups = [group if isinstance(group, str) else "、".join(group) for group in each.to]
        lines.append(f"    单位: {_line_or_list(groups)}")
    copies = before.issue.copies
    return [*lines, f"份数: {copies}" if copies else "# 份数: 150"]


_MIDDLE: Final = """
# 报头:                       # 都可以不写
#   密级: 秘密★1年
#   紧急程度: 特急
#   份号: "000001"
#   标注: 内部资料 注意保存
#   签发人: 姓名

# 编者按: |
#   编者按写在这里。

文章:
  - 标题: 第一篇的标题          # 想在哪里换行，就在哪里写 |
    # 栏目: 工作动态
    # 要目题: 要目里用的题目    # 不写则与标题相同
    正文: |
      正文写在这里，空一行就是另起一段。

      **一是带头句。**接着写这一段。
    # 署名: 某某供稿

  # - 标题: 第二篇的标题
  #   正文: |
  #     正文
"""

_PLAIN = re.compile(r"[\w一-鿿（）《》，、；。·“”/-]+(?: [\w一-鿿（）《》，、；。·“”/-]+)*")


def _scalar(text: str) -> str:
    """`text` as a YAML value on one line; quoted where a reader of YAML might see something else in it."""
    plain = _PLAIN.fullmatch(text) and not re.fullmatch(r"[\d.:-]+|-.*|[A-Za-z]+", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _line_or_list(texts: Any) -> str:
    texts = list(texts)
    return (
        _scalar(texts[0])
        if len(texts) == 1
        else f"[{', '.join(json.dumps(t, ensure_ascii=False) for t in texts)}]"
    )


# --- from the last issue -----------------------------------------------------------------------------------------

_BLANKS: Final = {
    "title": "标题",
    "kicker": "肩题",
    "subtitle": "副题",
    "contents_title": "要目题",
    "byline": "署名",
    "source": "信息来源",
}
_TEXTS: Final = {"body": "正文\n", "editor_note": "编者按\n", "abstract": "摘要\n"}
_OF_ONE_ISSUE: Final = frozenset({"id", "year", "number", "total"})


def _from_last(text: str, numbers: Numbers | None, today: Date, kind: str) -> str:
    """The last issue's file with its own keys, order and comments, and blanks for what each issue writes anew."""
    from ruamel.yaml import YAML  # keeps comments; 0.1 s that no other command pays

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    for key in [key for key in data if _english(key) in _OF_ONE_ISSUE]:
        del data[key]
    chinese = any(not str(key).isascii() for key in data)
    at = next((place for place, key in enumerate(data) if _english(key) == "date"), 0)
    if numbers is not None:
        names = ("期号", "总期号") if chinese else ("number", "total")
        for name, value in zip(reversed(names), (numbers.total, numbers.number), strict=True):
            if value is not None:
                data.insert(at, name, value)
    for key in list(data):
        if _english(key) == "date":
            data[key] = _day(today, data[key])
        elif _english(key) == "kind" and kind:
            data[key] = kind
        elif _english(key) == "attachments":
            del data[key]
        else:
            _blank(data, key, today)
    out = io.StringIO()
    yaml.dump(data, out)
    written = out.getvalue()
    return written if written.startswith("# yaml-language-server") else _SCHEMA_LINE + written


def _blank(data: Any, key: Any, today: Date) -> None:
    """Make `data[key]` what stands in a file that is still to be filled in."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    name, value = _english(key), data[key]
    if name in _TEXTS:
        data[key] = LiteralScalarString(_TEXTS[name])
    elif name in _BLANKS:
        data[key] = _BLANKS[name]
    elif name == "articles":
        for article in value if isinstance(value, list) else [value]:
            for each in list(article):
                _blank(article, each, today)
    elif name == "contents" and isinstance(value, dict):
        for entry in [entry for entry in value if _english(entry) == "entries"]:
            del value[entry]
    elif name == "print" and isinstance(value, dict):
        for entry in value:
            if _english(entry) == "date":
                value[entry] = _day(today, value[entry])


def _day(today: Date, before: object) -> object:
    """Today, written as the last issue's date was."""
    return chinese_date(today) if "年" in str(before) else today


def _english(key: object) -> str:
    return EN.get(str(key), str(key))
