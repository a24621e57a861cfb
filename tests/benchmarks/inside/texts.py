"""The seed → issues like it with other words, and any issue → the same text for typst and for WeasyPrint.

    python -m tests.benchmarks.inside.texts SEED FOLDER COUNT

writes 0.yaml, 0.typ, 0.html (the seed as it stands), then as many that read otherwise, and prints what the fonts'
folder is.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jianbao.model.body import Inline
    from jianbao.model.issue import Issue

_HAN = re.compile("[\u4e00-\u9fa5]")


def altered(text: str, number: int, chance: random.Random) -> str:
    """An issue like the seed, `number` days later, unnumbered: a tenth of its characters go, come or are others.

    So no paragraph, hardly a line and no set of glyphs is one that was seen before; keys and marks stay.
    """
    pool = _HAN.findall(text)
    lines: list[str] = []
    for line in text.splitlines():
        if re.match(r"(year|number|total):", line):
            continue
        if line.startswith("date:"):
            lines.append(f"date: {date(2017, 4, 11) + timedelta(number)}")
            continue
        key = re.match(r" *(- )?[a-z_]+: ?", line)
        if line.startswith("      ") or (key and "title" in key[0]):
            start = key[0] if key else ""
            rest = line[len(start) :].split("  #")[0]
            lines.append(start + _HAN.sub(lambda found: _other(found[0], pool, chance), rest))
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _other(char: str, pool: list[str], chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < 0.02:
        return ""
    if drawn < 0.04:
        return char + chance.choice(pool)
    if drawn < 0.09:
        return chance.choice(pool)
    return char


# --- typst ---------------------------------------------------------------------------------------------------------

_TYPST_HEAD = """\
#set document(title: [%(title)s], author: "%(organ)s")
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#let latin = (name: "Jianbao Latin", covers: "latin-in-cjk")
#let song = (latin, "Jianbao XiaoBiaoSong", "Jianbao SongTi")
#let kai = (latin, "Jianbao KaiTi", "Jianbao KaiTi Gap", "Jianbao SongTi")
#let hei = (latin, "Jianbao HeiTi", "Jianbao SongTi")
#set text(font: (latin, "Jianbao FangSong", "Jianbao FangSong Gap", "Jianbao SongTi"), size: 16pt, lang: "zh",
  region: "cn", top-edge: 0.8em, bottom-edge: -0.2em, tracking: -0.25pt)
#set par(leading: 12.95pt, spacing: 12.95pt, justify: true, first-line-indent: (amount: 2em, all: true))
#set strong(delta: 0)
#show strong: set text(font: hei)
#show heading: it => block(width: 100%%, above: 28.95pt, below: 28.95pt,
  align(center, par(first-line-indent: 0em, text(font: song, size: 22pt, weight: "regular", it.body))))
#let line-of(body) = par(first-line-indent: 0em, justify: false, body)
#align(center, line-of(text(font: song, size: 52pt, fill: red)[%(series)s]))
#align(center, line-of[%(number)s])
#line-of[%(organ)s #h(1fr) %(date)s]
#line(length: 100%%, stroke: 2pt + red)
"""


def typst(issue: Issue) -> str:
    """The text as typst source, with the measures of GB/T 9704 and our faces."""
    parts = [_TYPST_HEAD % {key: _typ(value) for key, value in _head(issue).items()}]
    if issue.contents:
        parts.append(f"#line-of(text(font: hei)[{_typ(issue.contents.heading)}])\n")
        for index, article in enumerate(issue.articles):
            title = _typ(
                (issue.contents.marker or "") + (article.contents_title or article.title.replace("|", ""))
            )
            page = f"#context counter(page).at(<a{index}>).first()"
            parts.append(
                f"#line-of(text(font: kai)[#link(<a{index}>)[{title}] #box(width: 1fr, repeat[.]) {page}])\n"
            )
    for index, article in enumerate(issue.articles):
        title = " \\ ".join(map(_typ, article.title.split("|")))
        parts.append(f"= {title} <a{index}>\n")
        parts += (f"{_typ_spans(inline)}\n" for inline in _paragraphs(article.body))
    parts.append("#v(1fr)\n#line(length: 100%, stroke: 0.35mm)\n#set text(size: 14pt)\n")
    parts += (f"#line-of[{_typ(line.label)}：{_typ(line.text)}]\n" for line in issue.distribution)
    parts.append("#line(length: 100%, stroke: 0.35mm)\n")
    return "\n".join(parts)


def _typ(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _typ_spans(inline: Inline) -> str:
    return "".join(f"#strong[{_typ(span.text)}]" if span.bold else _typ(span.text) for span in inline.spans)


# --- HTML ----------------------------------------------------------------------------------------------------------

_FACES = {
    "song": ("xiaobiaosong", "songti"),
    "fang": ("fangsong", "fangsong-gap", "songti"),
    "kai": ("kaiti", "kaiti-gap", "songti"),
    "hei": ("heiti", "songti"),
}
_STYLE = """\
@page { size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: "— " counter(page) " —"; font: 14pt latin, songti } }
body { font: 16pt/28.95pt %(fang)s; letter-spacing: -0.25pt; text-align: justify; margin: 0 }
p { margin: 0; text-indent: 2em } b { font-family: %(hei)s; font-weight: normal }
h1 { font: 22pt/28.95pt %(song)s; text-align: center; margin: 28.95pt 0 }
.name { font: 52pt/68pt %(song)s; color: red; text-align: center; text-indent: 0 } .number { text-align: center }
.row { text-indent: 0; display: flex; justify-content: space-between; white-space: nowrap; border-bottom: 2pt solid red }
.heading { font-family: %(hei)s; text-indent: 0 } .entry { font-family: %(kai)s; text-indent: 0 }
.entry a { color: black; text-decoration: none }
.entry a::after { content: leader('.') target-counter(attr(href), page) }
.colophon { border-top: 0.35mm solid; border-bottom: 0.35mm solid; font-size: 14pt; line-height: 25pt }
.colophon p { text-indent: 0 }
"""


def web(issue: Issue, fonts: Path) -> str:
    """The text as a web page, with the measures of GB/T 9704 and our faces."""
    head = {key: html.escape(value) for key, value in _head(issue).items()}
    keys = dict.fromkeys(("latin", *(key for chain in _FACES.values() for key in chain)))
    faces = "".join(
        f"@font-face {{ font-family: {key}; src: url({(fonts / f'{key}.ttf').as_uri()})"
        f"{'; unicode-range: U+20-7E' if key == 'latin' else ''} }}\n"
        for key in keys
    )
    style = _STYLE % {name: ", ".join(("latin", *chain)) for name, chain in _FACES.items()}
    parts = [
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{head["title"]}</title>',
        f"<style>{faces}{style}</style>",
        f'<p class="name">{head["series"]}</p><p class="number">{head["number"]}</p>',
        f'<p class="row"><span>{head["organ"]}</span><span>{head["date"]}</span></p>',
    ]
    if issue.contents:
        parts.append(f'<p class="heading">{html.escape(issue.contents.heading)}</p>')
        for index, article in enumerate(issue.articles):
            title = (issue.contents.marker or "") + (article.contents_title or article.title.replace("|", ""))
            parts.append(f'<p class="entry"><a href="#a{index}">{html.escape(title)}</a></p>')
    for index, article in enumerate(issue.articles):
        parts.append(f'<h1 id="a{index}">{"<br>".join(map(html.escape, article.title.split("|")))}</h1>')
        for inline in _paragraphs(article.body):
            spans = (
                f"<b>{html.escape(span.text)}</b>" if span.bold else html.escape(span.text)
                for span in inline.spans
            )
            parts.append(f"<p>{''.join(spans)}</p>")
    lines = "".join(f"<p>{html.escape(f'{line.label}：{line.text}')}</p>" for line in issue.distribution)
    parts.append(f'<div class="colophon">{lines}</div></html>')
    return "\n".join(parts)


# --- both ----------------------------------------------------------------------------------------------------------


def _head(issue: Issue) -> dict[str, str]:
    number = f"{issue.numbered_year}年第{issue.number or 9}期（总第{issue.total or 9}期）"
    day = f"{issue.date.year}年{issue.date.month}月{issue.date.day}日"
    return {
        "title": f"{issue.series}{number}",
        "series": issue.series,
        "number": number,
        "organ": "、".join(issue.organ),
        "date": day,
    }


def _paragraphs(body: object) -> Iterator[Inline]:
    """Every block that is text; the seed has no other."""
    for block in body.blocks:  # type: ignore[attr-defined]
        if (inline := getattr(block, "inline", None)) is not None:
            yield inline


def main(seed: Path, folder: Path, count: int) -> None:
    """Write them all."""
    from jianbao.fonts.faces import DATA
    from jianbao.reading import read

    text = seed.read_text("utf-8")
    chance = random.Random(2017)
    for number in range(count + 1):
        path = folder / f"{number}.yaml"
        path.write_text(altered(text, number, chance) if number else text, "utf-8")
        issue = read(path).issue
        (folder / f"{number}.typ").write_text(typst(issue), "utf-8")
        if not number:
            (folder / f"{number}.html").write_text(web(issue, DATA), "utf-8")
    print(json.dumps({"fonts": str(DATA)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
