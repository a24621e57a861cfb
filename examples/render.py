"""The first page of every example → page1.png beside it, for the README. Needs pdftoppm (poppler-utils)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from jianbao import build

# pixels
WIDTH = 640

for issue in sorted(Path(__file__).parent.glob("*/issue.yaml")):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = build(issue, out=folder, formats=["pdf"], ledger=folder / "register.sqlite", fonts="embedded")
        pdf = built.files[0].path
        command = ["pdftoppm", "-png", "-singlefile", "-r", "150", pdf, folder / "page"]
        subprocess.run(command, check=True)  # noqa: S603 - our own file
        page = Image.open(folder / "page.png")
        page = page.resize((WIDTH, round(WIDTH * page.height / page.width)), Image.Resampling.LANCZOS)
        page.quantize(64).save(issue.with_name("page1.png"), optimize=True)
        print(f"{issue.parent.name}: {built.pages} 页")
