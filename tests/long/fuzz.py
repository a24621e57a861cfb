"""Any input at all → nothing, if reading and checking bear it, for as long as there is time.

The first byte of an input chooses what is made of the rest: a whole file, or a body, a title, a list of recipients
in a file that is otherwise right, so that the rules are reached as often as the reader's refusals. A text that finds a
fault becomes a file in tests/fuzz/seeds, which are tests.
"""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.fuzz.invariants import bear

# seconds of a full run
FULL = 600
# seconds that no input may take
SLOW = 5.0
TYPED = tuple(
    "，。、；：？！“”‘’（）《》〔〕…—·～,.;:!?()[]{}\"'-~#*|<>^&%@`\\\u3000\t\n 0一①\u200b\ufeff\U0001f680"
    "１２٣⑴㈠Ⅱ123５十第是项条年月日％万个【】『』"
)
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


def seed_corpus(corpus: Path) -> None:
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


def run(share: float, seed: int) -> None:
    """Texts of the corpora cut, spliced and mistyped, on every core; guided by coverage where atheris is installed."""
    seconds = max(FULL * share, 5)
    with tempfile.TemporaryDirectory(prefix="jianbao-fuzz-") as text:
        corpus = Path(text)
        seed_corpus(corpus)
        if importlib.util.find_spec("atheris") is not None:
            guided = [sys.executable, "-m", "tests.long.fuzz", text, f"-max_total_time={int(seconds)}"]
            if subprocess.run([*guided, "-timeout=5", "-rss_limit_mb=800"], check=False).returncode:
                raise SystemExit("an input was not borne")
            return
        pieces = [path.read_bytes() for path in sorted(corpus.iterdir())]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        seeds = range(seed, seed + (os.cpu_count() or 1))
        tried = list(pool.map(_unguided, seeds, [pieces] * len(seeds), [seconds] * len(seeds)))
    print(
        f"{sum(tried)} inputs in {seconds:.0f} s on {len(tried)} cores, each borne within {SLOW} s",
        flush=True,
    )


def _unguided(seed: int, pieces: list[bytes], seconds: float) -> int:
    """How many inputs were borne. Raises RuntimeError, which holds the input, for the first that was not."""
    chance = random.Random(seed)
    ends = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < ends:
        data = altered(pieces, chance)
        started = time.process_time()
        try:
            bear(made_of(data))
        except Exception as error:
            raise RuntimeError(f"not borne: {made_of(data)!r}") from error
        if time.process_time() - started > SLOW:
            raise RuntimeError(f"slow: {made_of(data)!r}")
        tried += 1
    return tried


def altered(pieces: list[bytes], chance: random.Random) -> bytes:
    """One of the pieces with a few of its parts gone, doubled, mistyped, or taken from another."""
    data = chance.choice(pieces)
    first, text = data[:1], data[1:].decode("utf-8", "ignore")
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(text)), chance.randint(0, 12)
        other = chance.choice(pieces)[1:].decode("utf-8", "ignore")
        start = chance.randint(0, len(other))
        put = (
            "",
            text[at : at + length] * 2,
            chance.choice(TYPED),
            other[start : start + chance.randint(1, 40)],
        )
        text = text[:at] + chance.choice(put) + text[at + length :]
    if chance.random() < 0.3:
        first = bytes([chance.randrange(8)])
    return first + text.encode("utf-8", "surrogatepass")


def guided() -> None:
    """What atheris runs: `python -m tests.long.fuzz CORPUS -max_total_time=1800`."""
    import atheris

    with atheris.instrument_imports(include=["jianbao"]):
        # what the reader imports when it first needs it is to be instrumented as well
        import jianbao.reading

        for module in pkgutil.iter_modules(jianbao.reading.__path__, "jianbao.reading."):
            importlib.import_module(module.name)
    atheris.Setup(sys.argv, lambda data: bear(made_of(data)))
    atheris.Fuzz()


if __name__ == "__main__":
    guided()
