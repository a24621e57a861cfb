"""A small picture for corpora that name one."""

from pathlib import Path

from PIL import Image


def make_picture(path: Path) -> None:
    """Write a grey picture of 400 × 300 pixels."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (400, 300), "grey").save(path)
