"""A seed → an issue that holds whatever an issue may hold, as the mapping of its file: what validators are to judge.

Tables with spans, pictures of every kind, side by side, notes, links, lists, quotations, marks of XML, zero-width and
rare characters, long titles, every key of the schema. `KEYS` says which keys a run of seeds must have met.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from PIL import Image, ImageDraw

from tests.verify.corpus import ORGANS, PLACES, Mixed, Prose

# What corrupts files that are put together from text.
HOSTILE: Final = (
    "A&B公司<甲>\"乙\"'丙'",
    "]]>与&amp;与<=",
    "C:\\Users\\张三(1)",
    "零\u200b宽\u200b空\u200b格",
    # of which some stand in no face
    "㊎𰻝䲜𮧵",
    "𬱟𫖯䶮㛃𬭶",
    "“‘引’号”——……",
    "e\u0301 ﬁ Ω ½ ℃ № ㎡",
    "https://example.org/?a=1&b=<2>#三",
    "{number} %s $(x) `y`",
    "١٢٣ Привет café",
)
PICTURES: Final = ("rgb.png", "alpha.png", "palette.png", "grey.jpg", "photo.jpg", "cmyk.jpg", "deep.png")
LEVELS: Final = ("{0}、", "（{0}）", "{1}.", "（{1}）")


def draw_pictures(folder: Path) -> None:
    """One small picture of each kind that clerks have: alpha, palette, grey, CMYK, 16 bits, turned, huge."""
    rgb = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(rgb).ellipse((40, 30, 240, 170), fill="red", outline="blue", width=5)
    rgb.save(folder / "rgb.png")
    alpha = Image.new("RGBA", (200, 300), (0, 0, 0, 0))
    ImageDraw.Draw(alpha).rectangle((20, 20, 150, 200), fill=(0, 120, 0, 128))
    alpha.save(folder / "alpha.png")
    rgb.quantize(7).save(folder / "palette.png")
    rgb.convert("L").save(folder / "grey.jpg")
    turned = Image.Exif()
    turned[0x0112] = 6
    rgb.resize((900, 600)).save(folder / "photo.jpg", exif=turned)
    rgb.convert("CMYK").save(folder / "cmyk.jpg")
    Image.new("I;16", (60, 40), 30000).save(folder / "deep.png")


class Clerk:
    """Writes one issue, from one stream of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"rich {seed}")
        self.prose = (Prose, Mixed)[seed % 2](self.chance)
        self.notes = 0

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def one(self, among: tuple[str, ...] | str) -> str:
        return self.chance.choice(among)

    def some(self, low: int, high: int) -> range:
        return range(self.chance.randint(low, high))

    def sentence(self) -> str:
        return self.prose.sentence()

    def name(self) -> str:
        return self.prose.person()

    def hostile(self) -> str:
        return self.one(HOSTILE)

    # --- markup ---------------------------------------------------------------------------------------------------

    def paragraph(self) -> str:
        kind = self.chance.randrange(12)
        if kind == 0:
            return f"**{self.sentence()}**{self.prose.paragraph()}"
        if kind == 1:
            return f"详见[{self.one(PLACES)}官网](https://example.org/{self.chance.randrange(99)})，{self.sentence()}"
        if kind == 2:
            return f"{self.sentence()}{self.hostile()}，{self.sentence()}"
        if kind == 3:
            return f"{self.sentence()}\\\n{self.sentence()}"
        if kind == 4:
            return f"查询 https://www.example.gov.cn/a/{self.chance.randrange(10**9)}?x=1&y=2 。{self.sentence()}"
        return self.prose.paragraph()

    def noted(self) -> tuple[str, str]:
        self.notes += 1
        mark = f"[^{self.notes}]"
        return (
            f"{self.sentence()[:-1]}{mark}。",
            f"{mark}: {self.sentence()}{self.hostile() * self.likely(0.3)}",
        )

    def cell(self) -> str:
        text = self.chance.choice(
            (
                str(self.chance.randrange(10**5)),
                "12.5%",
                self.name(),
                self.one(PLACES),
                "",
                self.hostile(),
                "—",
            )
        )
        return text.replace("|", "").replace("\\", "")

    def table(self, number: int) -> str:
        columns = self.chance.randint(2, 6)
        lines: list[str] = []
        if self.likely(0.8):
            lines.append(f"表{number} {self.one(PLACES)}{self.one(ORGANS)}情况")
            if self.likely(0.5):
                lines.append("单位：万元、" + self.one(("个", "%", "m²")))
            lines.append("")
        head = [f"{self.one(PLACES)}" for _ in range(columns)]
        spanning = columns > 3 and self.likely(0.6)
        if spanning:
            head[2] = "<"
        lines.append(f"| {' | '.join(head)} |")
        lines.append("|" + "|".join(self.one((":--", "--:", ":-:", "---")) for _ in range(columns)) + "|")
        if spanning:
            lines.append("| ^ | **上年** | **本年** |" + " ^ |" * (columns - 3))
        rows = [[self.cell() for _ in range(columns)] for _ in self.some(1, 40 if self.likely(0.2) else 8)]
        if len(rows) > 3 and self.likely(0.7):
            rows[1][0] = rows[2][0] = "^"
            rows[0][0] = "跨行"
            rows[-1][1] = "<"
            rows[-1][0] = "合计"
        lines += [f"| {' | '.join(row)} |" for row in rows]
        if self.likely(0.5):
            lines += ["", f"注：{self.sentence()}"]
        return "\n".join(lines)

    def figures(self) -> str:
        made: list[str] = []
        for _ in self.some(1, 3):
            caption = self.chance.choice((self.prose.title()[:20], "", self.hostile()))
            caption = "".join(char for char in caption if char not in "[]\\|<>`")
            width = f"|{self.chance.randint(30, 120)}" if self.likely(0.3) and caption else ""
            credit = f' "{self.name()}摄"' if self.likely(0.5) else ""
            made.append(f"![{caption}{width}]({self.one(PICTURES)}{credit})")
        return "\n".join(made)

    def listing(self) -> str:
        kind = self.chance.randrange(3)
        if kind == 0:
            return "\n".join(f"- {self.sentence()}" for _ in self.some(2, 4))
        if kind == 1:
            return "\n".join(f"{number}. {self.sentence()}" for number in range(1, self.chance.randint(3, 5)))
        return f"- {self.sentence()}\n  - {self.sentence()}\n  - {self.sentence()}\n- {self.sentence()}"

    def heading(self) -> str:
        level = self.chance.choice((0, 0, 0, 1, 1, 2, 3))
        number = self.chance.randrange(9)
        label = LEVELS[level].format("一二三四五六七八九"[number], number + 1)
        return f"{'#' * (level + 1)} {label}{self.prose.title()[:24]}"

    def body(self, low: int = 2, high: int = 9) -> str:
        parts: list[str] = []
        notes: list[str] = []
        for _ in self.some(low, high):
            kind = self.chance.randrange(16)
            if kind < 3:
                parts.append(self.heading())
                parts.append(self.paragraph())
            elif kind == 3:
                parts.append(self.listing())
            elif kind == 4:
                parts.append("\n>\n".join(f"> {self.sentence()}" for _ in self.some(1, 2)))
            elif kind == 5:
                parts += [self.table(len(parts)), self.paragraph()]
            elif kind == 6:
                parts += [self.figures(), self.paragraph()]
            elif kind == 7:
                text, note = self.noted()
                parts.append(text)
                notes.append(note)
            elif kind == 8 and parts:
                parts += ["---", self.paragraph()]
            else:
                parts.append(self.paragraph())
        return "\n\n".join((*(parts or [self.sentence()]), *notes)) + "\n"

    # --- parts of the issue -----------------------------------------------------------------------------------------

    def title(self) -> str:
        title = self.prose.title()
        if self.likely(0.2):
            title = f"{title}{self.one(('|', '，'))}{self.prose.title()}"
        return title + (self.hostile().replace("|", "") if self.likely(0.1) else "")

    def optional(self, share: float, **values: object) -> dict[str, object]:
        """Each of these keys with this likelihood."""
        return {key: value for key, value in values.items() if self.likely(share)}

    def article(self, columns: tuple[str, ...]) -> dict[str, object]:
        self.notes = 0
        return {
            "title": self.title(),
            "body": self.body(),
            **self.optional(
                0.2, kicker=self.prose.title(), subtitle=self.prose.title(), source=self.one(ORGANS)
            ),
            **self.optional(0.1, editor_note=self.sentence(), abstract=self.prose.paragraph(), new_page="是"),
            **self.optional(0.1, contents_title=self.prose.title()),
            **self.optional(0.6, byline=f"（{self.one(ORGANS)} {self.name()}）"),
            **self.optional(0.4, byline_at=self.one(("题下", "文末"))),
            **({"column": self.one(columns)} if columns else {}),
            **(self.document() if self.likely(0.15) else {}),
        }

    def document(self) -> dict[str, object]:
        """What stands about the text of a document that is printed in the issue."""
        return {
            **self.optional(0.7, addressee=[f"各{self.one(PLACES)}", self.one(ORGANS)]),
            **self.optional(0.5, enclosures=[self.prose.title() for _ in self.some(1, 3)]),
            **self.optional(
                0.8,
                signature={
                    "organ": [self.one(ORGANS) for _ in self.some(1, 2)],
                    "date": "2016-03-09",
                    "seal": self.one(("是", "否")),
                },
            ),
            **self.optional(0.4, remark="此件公开发布"),
        }

    def masthead(self) -> dict[str, object]:
        return {
            **self.optional(
                0.3, organ_above=self.one(ORGANS), secrecy=self.one(("秘密★1年", "机密★5年", "内部"))
            ),
            **self.optional(
                0.3, urgency=self.one(("特急", "加急")), copy_number=f"{self.chance.randrange(10**6):06}"
            ),
            **self.optional(
                0.2, signer=[self.name() for _ in self.some(1, 3)], note=["内部资料 注意保存", "不得翻印"]
            ),
            **self.optional(0.2, name=[{"text": "云溪", "size": "40", "face": "楷体"}, "工作简报"]),
            **self.optional(0.1, name=[{"text": "云溪信息", "picture": PICTURES[0]}]),
            **self.optional(0.2, rule=self.one(("双线", "五角星"))),
            **self.optional(
                0.3, number_form=self.one(("第{number_zh}期", "{year_zh}年第{number}期（总第{total}期）"))
            ),
        }

    def contents(self, articles: int) -> object:
        if self.likely(0.15):
            return "否"
        return {
            **self.optional(
                0.3, heading=self.one(("目　录", "本期要目")), marker=self.one("★●◆"), grouped="是"
            ),
            **self.optional(0.2, page_numbers="否"),
            **self.optional(
                0.15,
                entries=[
                    {"title": self.title(), "article": self.chance.randint(1, articles), "column": "专栏"},
                    self.prose.title(),
                ],
            ),
        }

    def layout(self) -> dict[str, object]:
        return {
            **self.optional(0.5, even_last_page="是", copies_at=self.one(("版记内", "版记下"))),
            **self.optional(0.3, fonts="embedded", docx_fonts={"fangsong": "仿宋", "latin": "A&B <Sans>"}),
            **self.optional(0.2, continued="是", embed_fonts="是"),
        }

    def distribution(self) -> list[dict[str, object]]:
        labels = self.chance.sample(("报", "送", "发", "抄报", "抄送", "增发"), self.chance.randint(1, 4))
        lines: list[dict[str, object]] = []
        for label in labels:
            to: list[object] = [self.one(ORGANS) for _ in self.some(1, 12)]
            if self.likely(0.3):
                to.append([self.one(PLACES) for _ in self.some(2, 5)])
            lines.append({"label": label, "to": to, **self.optional(0.15, this_issue="是")})
        return lines

    def issue(self) -> dict[str, object]:
        columns = ("工作动态", "典型经验", "一线声音") if self.likely(0.3) else ()
        articles = [self.article(columns) for _ in self.some(1, 5)]
        number, year = self.chance.randint(1, 60), self.chance.randint(1999, 2029)
        day = f"{year}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        attachments: list[dict[str, object]] = []
        for _ in self.some(1, 3):
            self.notes = 0
            attachments.append({"title": self.title(), "body": self.body(1, 4)})
        issue: dict[str, object] = {
            "series": self.one(("援疆工作简报", "云溪信息", "A&B<简报>“试刊”", "信息专报与工作动态摘要")),
            "date": day,
            "organ": [self.one(PLACES) + self.one(ORGANS) for _ in self.some(1, 3)],
            "articles": articles,
            "masthead": self.masthead(),
            "contents": self.contents(len(articles)),
            **self.optional(0.2, kind=self.one(("增刊", "专报")), editor_note=self.prose.paragraph()),
            **self.optional(
                0.2, abstract=self.prose.paragraph(), attachments=attachments, id=f"标识-{number}"
            ),
            **self.optional(
                0.2,
                year=str(year),
                numbering={
                    "start": {"year": "2016", "number": "9"},
                    "total_excludes": ["增刊"],
                    **self.optional(0.3, first_month="9"),
                },
            ),
            **self.optional(0.8, distribution=self.distribution(), copies=str(self.chance.randint(1, 999))),
            **self.optional(
                0.3, staff={"编辑": self.name(), "核稿": f"{self.name()}、{self.name()}", "电话": "0999-8&1"}
            ),
            **self.optional(0.3, print={"organ": self.one(ORGANS), "date": day}),
            **self.optional(0.3, layout=self.layout()),
        }
        if self.likely(0.1):
            return {**issue, "numbered": "否"}
        total = number + self.chance.randint(0, 500)
        if self.likely(0.1):
            issue |= {"number_last": str(number + 1), "total_last": str(total + 1)}
        return {**issue, "number": str(number), "total": str(total)}


def rich_issue(seed: int) -> dict[str, Any]:
    """The mapping of an issue; the same for the same seed. Its pictures are those of `draw_pictures`."""
    return Clerk(seed).issue()


def keys(value: object) -> Iterator[str]:
    """All keys in a mapping of mappings and lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)
