"""Who looks on: each tab is told of every change, and when the last has been closed for a while, the preview ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from jianbao.preview import server
from jianbao.preview.server import Board
from jianbao.preview.sheets import Sheets


async def one(events: AsyncIterator[str]) -> str:
    return await asyncio.wait_for(anext(events), 5)


def test_a_tab_hears_of_what_is_shown_now_and_of_every_change():
    async def watched() -> list[str]:
        board = Board("vscode://file{path}")
        tab = board.events()
        heard = [await one(tab)]
        await board.show(Sheets(name="甲"))
        heard.append(await one(tab))
        await board.close()
        heard += [event async for event in tab]
        return heard

    assert asyncio.run(watched()) == ["data: 0\n\n", "data: 1\n\n"]


def test_it_ends_when_the_last_tab_has_been_closed_for_a_while_and_never_before_one_was_opened(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(server, "_PATIENCE", 0.2)

    async def watched() -> list[bool]:
        board = Board("vscode://file{path}")
        await asyncio.sleep(0.4)
        ended = [board.stop.is_set()]
        first, second = board.events(), board.events()
        await one(first)
        await one(second)
        await first.aclose()
        await asyncio.sleep(0.4)
        ended.append(board.stop.is_set())
        await second.aclose()
        third = board.events()
        await one(third)
        await asyncio.sleep(0.4)
        ended.append(board.stop.is_set())
        await third.aclose()
        await asyncio.sleep(0.4)
        return [*ended, board.stop.is_set()]

    assert asyncio.run(watched()) == [False, False, False, True]


def test_an_issue_beyond_all_bounds_is_told(tmp_path_factory: pytest.TempPathFactory):
    from jianbao.preview.sheets import Viewer

    path = tmp_path_factory.mktemp("big") / "issue.yaml"
    path.write_bytes(b"x" * (8 * 2**20 + 1))
    shown = Viewer(path, fonts="embedded").look()
    assert shown.broken
    assert [told.finding.code for told in shown.findings] == ["R006"]
