"""A folder of past issues, made up from a seed: what `jianbao batch` is for.

python -m tests.benchmarks.past_issues FOLDER [COUNT]
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = date(2005, 1, 10), date(2016, 12, 20)

_WHO = [
    "县委",
    "县政府",
    "市农业农村局",
    "前方指挥部",
    "工作组",
    "各乡镇",
    "市直有关部门",
    "援疆干部",
    "驻村工作队",
    "党员志愿者",
]
_DID = [
    "召开专题会议",
    "深入基层调研",
    "组织业务培训",
    "开展结对帮扶",
    "走访慰问困难群众",
    "推进项目建设",
    "排查安全隐患",
    "总结阶段成果",
]
_HOW = ["突出重点", "压实责任", "上下联动", "分类施策", "因地制宜", "注重实效", "加强督导", "完善机制"]
_WHAT = [
    "春耕备耕",
    "民族团结",
    "招商引资",
    "防汛抗旱",
    "教育医疗",
    "基层党建",
    "乡村旅游",
    "政务服务",
    "生态保护",
    "冬季供暖",
]


def sentence(chance: random.Random) -> str:
    """One plain sentence, now and then with a figure."""
    who, what = chance.choice(_WHO), chance.choice(_WHAT)
    figure = (
        f"，累计投入{chance.randint(10, 900)}万元，惠及群众{chance.randint(100, 90_000)}人次"
        if chance.random() < 0.3
        else ""
    )
    return f"{who}围绕{what}工作，{'、'.join(chance.sample(_HOW, 2))}，{chance.choice(_DID)}{figure}。"


def paragraph(chance: random.Random) -> str:
    """Three to seven sentences, some with a lead."""
    text = "".join(sentence(chance) for _ in range(chance.randint(3, 7)))
    return f"**{chance.choice(_HOW)}。**{text}" if chance.random() < 0.3 else text


def issue(chance: random.Random, day: date, picture: str) -> str:
    """The text of one issue file, with two to four articles."""
    lines = [f"刊名: {{文件: series.yaml}}\n日期: {day}\n文章:"]
    for number in range(chance.randint(2, 4)):
        lines.append(
            f"  - 标题: {chance.choice(_WHO)}{chance.choice(_HOW)}|扎实推进{chance.choice(_WHAT)}工作\n    正文: |"
        )
        for _ in range(chance.randint(2, 5)):
            lines.append(f"      {paragraph(chance)}\n")  # noqa: PERF401 - in step with the chance
        if picture and number == 0:
            lines.append(f"      ![{chance.choice(_WHAT)}工作现场]({picture})\n")
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, *, seed: int = 2005, pictures: int = 10) -> None:
    """`count` issues over twelve years, one picture in each `pictures`-th, and their series file."""
    from PIL import Image

    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "series.yaml").write_text(
        "刊名: 援疆工作简报\n编发单位: 前方指挥部办公室\n送: 各乡镇，县直各部门，援疆各工作组\n份数: 150\n",
        "utf-8",
    )
    for name in range(5):
        image = Image.frombytes("RGB", (60, 40), chance.randbytes(60 * 40 * 3)).resize((900, 600))
        image.save(folder / f"photo{name}.jpg", quality=80)
    days = sorted(FIRST + timedelta(chance.randrange((LAST - FIRST).days)) for _ in range(count))
    for index, day in enumerate(days):
        picture = f"photo{chance.randrange(5)}.jpg" if index % pictures == 0 else ""
        (folder / f"{day:%Y%m%d}-{index:04}.yaml").write_text(issue(chance, day, picture), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
