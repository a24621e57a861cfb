"""A random source → an issue file that is right more often than not, with everything that the grammar knows in odd places.

Every choice is by the source alone, so that a seed gives the same file again.
"""

from __future__ import annotations

import random
from collections.abc import Callable

PIECES = (
    "全市春季造林进度过半", "县委召开专题会议", "截至3月5日，完成投资1.2亿元，同比增长3.5%", "**压实责任**", "m^2^", "CO~2~", "《民法典》",
    "“十四五”规划", "Silk Road", "GB/T 9704-2012", "http://example.com/a?b=1", "[网站](https://example.com)", "𬱟𫖯䶮", "🚀", "é", "\u200b", "　",
    "（一）", "①", "1.", "……", "——", "％", "张　三", "孙八", "约10%～20%", "\\*", "&lt;", "·", "〔2026〕3号", "a" * 60, "1" * 40,
)  # fmt: skip
TITLES = (
    "题目",
    "关于召开全县农村工作会议的情况",
    "A股",
    "甲|乙",
    "“双减”",
    "3月份简报",
    "题" * 60,
    "**粗**",
    "①②",
)
KEYS = (
    "编者按: |\n  编者按一段。", "份数: 150", "印发日期: 2026年3月6日", "编辑: 方文", "送: 市直各单位", "报: [省政府办公厅, 市委常委]",
    "密级: 秘密★1年", "紧急程度: 特急", "目录: 是", "目录: 否", "报头: {名称: 青川信息|专刊}", "报头: {份号: 12, 密级: 机密★5年}",
    "版式: {续表: 是}", "版式: {字号: 小三}", "附件:\n- {标题: 附一, 正文: 附件文。}", "编号: {总期号: 否}",
)  # fmt: skip


def issue(chance: random.Random) -> str:
    """One issue file."""
    lines = [
        "刊名: 青川信息",
        "期号: 3",
        "总期号: 109",
        "日期: 2026年3月5日",
        "编发单位: 青川市人民政府办公室",
    ]
    lines += chance.sample(KEYS, chance.choice((0, 0, 1, 1, 2, 3)))
    lines.append("文章:")
    for _ in range(chance.choice((1, 1, 2, 3))):
        lines.append(f"- 标题: '{chance.choice(TITLES)}'")
        lines += chance.sample(
            ("  栏目: 工作动态", "  署名: 市林草局", "  摘要: 一句话。", "  另页: 是"),
            chance.choice((0, 0, 1, 2)),
        )
        lines.append("  正文: |")
        blocks = [chance.choice(BLOCKS)(chance) for _ in range(chance.choice((1, 2, 4, 9)))]
        lines += ["    " + line for line in "\n\n".join(blocks).split("\n")]
    return "\n".join(lines) + "\n"


def words(chance: random.Random, most: int = 8) -> str:
    """Some pieces in a row, which may be one line or ten."""
    return (
        "".join(
            chance.choice(PIECES) + chance.choice(("", "，", "、", "。", " "))
            for _ in range(chance.randint(1, most))
        )
        + "。"
    )


def _table(chance: random.Random) -> str:
    columns, rows = chance.randint(1, 9), chance.choice((1, 3, 12, 50))

    def line() -> str:
        cells = ("甲", "12", "", "1.5%", "乙丙丁戊", "长" * 20, "<br>")
        return "|" + "|".join(chance.choice(cells) for _ in range(columns)) + "|"

    mark = chance.choice(("---", ":---", ":---:", "---:"))
    return "\n".join(
        [
            chance.choice(("", "表1 情况\n\n")) + line(),
            "|" + f"{mark}|" * columns,
            *(line() for _ in range(rows)),
        ]
    )


BLOCKS: tuple[Callable[[random.Random], str], ...] = (
    words,
    words,
    lambda chance: words(chance, 40),
    lambda chance: f"{'#' * chance.randint(1, 4)} {chance.choice(('一、', '（一）', '1.', ''))}{chance.choice(TITLES)}",
    lambda chance: "\n".join(f"- {words(chance, 3)}" for _ in range(chance.randint(1, 6))),
    lambda chance: "\n".join(f"{number}. {words(chance, 3)}" for number in range(1, chance.randint(2, 7))),
    lambda chance: f"> {words(chance, 4)}",
    _table,
    _table,
    lambda chance: "---",
    lambda chance: f"甲[^1]{words(chance, 2)}\n\n[^1]: 注{words(chance, 2)}",
    lambda chance: f"{'　' * chance.randint(0, 3)}{words(chance, 2)}",
)  # fmt: skip
