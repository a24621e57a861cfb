"""Number of a text → its pages, and milliseconds (wall, CPU) of layout, DOCX, PDF and of a whole build.

python -m tests.benchmarks.inside.growth FOLDER ARTICLES
"""

from __future__ import annotations

import gc
import random
import sys
from functools import lru_cache
from pathlib import Path

from tests.benchmarks import past_issues
from tests.benchmarks.measuring import Clock, serve

# about two pages
PARAGRAPHS = 6
# characters of the first level of 通用规范汉字表, which lead the list
COMMON = 3500


def sample(articles: int, chance: random.Random) -> str:
    """An issue of so many articles, with contents; in its texts each fiftieth character is any common one."""
    lines = [
        "刊名: 援疆工作简报\n日期: 2017-04-11\n编发单位: 前方指挥部办公室\n送: 各乡镇，县直各部门\n文章:"
    ]
    for number in range(1, articles + 1):
        lines.append(f"  - 标题: 第{number}组{past_issues.sentence(chance).split('，')[0]}\n    正文: |")
        lines += [f"      {_varied(past_issues.paragraph(chance), chance)}\n" for _ in range(PARAGRAPHS)]
    return "\n".join(lines)


def _varied(text: str, chance: random.Random) -> str:
    pool = _common()
    return "".join(
        chance.choice(pool) if "一" <= char <= "龥" and chance.random() < 0.02 else char for char in text
    )


@lru_cache(maxsize=1)
def _common() -> str:
    from jianbao.fonts.faces import DATA

    return "".join((DATA / "8105.txt").read_text("utf-8").split())[:COMMON]


def main(folder: Path, articles: int) -> None:
    """Serve."""
    from jianbao import steps
    from jianbao.reading import read
    from jianbao.tasks.build import build
    from jianbao.writers import writers_for

    # as in `jianbao` itself
    gc.set_threshold(500_000, 20, 50)
    writers = writers_for(("docx", "pdf"))

    def written(name: str, number: int) -> Path:
        path = folder / name / f"{number + 1}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = sample(articles, random.Random(f"{name} {articles} {number}"))
        path.write_text(text.replace("2017-04-11", f"2017-04-{number + 2:02}"), "utf-8")
        return path

    def answer(number: int) -> object:
        took: dict[str, object] = {}
        reading = read(written("steps", number))
        faces = steps.faces_for(reading.issue.layout, "embedded")
        gc.collect()
        clock = Clock()
        pages = steps.lay_out_issue(reading, reading.issue, faces)
        took["layout"] = clock.read()
        for kind, write in writers.items():
            clock = Clock()
            write(pages)
            took[kind] = clock.read()
        took["pages"] = len(pages.pages)
        del reading, pages
        gc.collect()
        path = written("whole", number)
        clock = Clock()
        built = build(path, fonts="embedded")
        wall, cpu = clock.read()
        # the other text has a few pages more or less
        scale = int(str(took["pages"])) / built.pages
        took["build"] = wall * scale, cpu * scale
        return took | {"path": str(path)}

    serve(answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
