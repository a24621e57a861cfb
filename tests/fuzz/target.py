"""The atheris target: `python -m tests.fuzz.target CORPUS -max_total_time=1800 -timeout=2 -rss_limit_mb=500`.

Needs atheris (`pip install atheris`), which is no dependency: the seeds that found faults are tests of their own.
The first byte of an input chooses what is made of the rest: a whole file, or a body, a title, a list of recipients
in a file that is otherwise right, so that the rules are reached as often as the reader's refusals.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["jianbao"]):
    # what the reader imports when it first needs it is to be instrumented as well
    import jianbao.reading

    for module in pkgutil.iter_modules(jianbao.reading.__path__, "jianbao.reading."):
        importlib.import_module(module.name)
    from tests.fuzz.invariants import bear

HEAD = "series: 试刊\ndate: 2017-04-11\norgan: 某某市人民政府办公室\n"
FORMS = (
    "{text}",
    HEAD + "articles:\n  - title: 题目\n    body: |\n{block}\n",
    HEAD + "articles:\n  - title: {line}\n    body: 正文。\n",
    HEAD
    + "articles:\n  - title: 题目\n    byline: {line}\n    contents_title: {line}\n    body: >\n{block}\n",
    HEAD
    + "articles: [{{title: 题目, body: 正文。}}]\ndistribution:\n  - 报: {line}\n  - {{label: 送, to: [{line}]}}\n",
    HEAD + 'articles:\n  - title: "{line}"\n    body: "{line}"\n',
)


def made_of(data: bytes) -> bytes:
    """The file that an input stands for."""
    if not data:
        return data
    form, rest = data[0] % 8, data[1:]
    if form >= len(FORMS) or form == 0:
        return rest
    text = rest.decode("utf-8", "ignore")
    block = "\n".join("      " + line for line in text.splitlines())
    return FORMS[form].format(text=text, block=block, line=" ".join(text.split("\n"))[:400]).encode()


def test_one_input(data: bytes) -> None:
    """What atheris calls."""
    bear(made_of(data))


def seed(corpus: Path) -> None:
    """Fill an empty corpus with the texts of the project's own corpora, whole and in paragraphs."""
    from tests.proofread.corpora import clean_files, parts

    texts = [part.text for part in parts()] + [path.read_text("utf-8") for path in clean_files("examples")]
    texts += [path.read_text("utf-8") for path in clean_files("development")]
    pieces = [b"\0" + text.encode() for text in texts if len(text) < 6000]
    for text in texts:
        for number, line in enumerate(text.splitlines()):
            if 10 < len(line) < 600:
                pieces.append(bytes([number % 5 + 1]) + line.strip().encode())
    for number, piece in enumerate(pieces):
        (corpus / f"seed-{number}").write_bytes(piece)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        seed(folder)
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
