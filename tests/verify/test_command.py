"""`jianbao verify` as a clerk types it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.verify.making import pdf

Command = Callable[..., subprocess.CompletedProcess[str]]


def _letter(canvas: Canvas, _: int) -> None:
    canvas.setPageSize((612, 792))
    canvas.drawString(90, 700, "2017")


def test_a_file_that_is_not_there_is_told_in_chinese(jianbao: Command, tmp_path: Path):
    ran = jianbao("verify", tmp_path / "a.pdf")
    assert ran.returncode == 5
    assert "V011 没有这个文件" in ran.stderr
    assert not ran.stdout


def test_a_pdf_that_falls_short_shows_the_table_and_leaves_with_6(jianbao: Command, tmp_path: Path):
    ran = jianbao("verify", pdf(tmp_path / "a.pdf", _letter))
    assert ran.returncode == 6
    assert "215.9 × 279.4 mm" in ran.stdout
    assert "改法：纸张" in ran.stdout
    assert "V018" in ran.stderr


def test_json_is_one_object_a_line(jianbao: Command, tmp_path: Path):
    path = pdf(tmp_path / "a.pdf", _letter)
    ran = jianbao("verify", "--json", path)
    (line,) = ran.stdout.splitlines()
    assert json.loads(line)["ok"] is False
    assert json.loads(line)["norm"][str(path)][0]["verdict"] == "failed"
