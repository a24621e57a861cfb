"""An issue file → a local page in the browser, redrawn at every save; takes no number and writes nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

from jianbao.errors import FileError, UsageError
from jianbao.tasks.watch import changes

if TYPE_CHECKING:
    from socket import socket

    from jianbao.provenance import Fonts

EDITOR: Final = "vscode://file{path}:{line}:{column}"
"""What opens an editor at a place; others have addresses of their own."""


def preview(
    issue: Path,
    *,
    port: int = 0,
    fonts: Fonts = "auto",
    ledger: str | None = None,
    editor: str = EDITOR,
    opened: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the pages of `issue` until its last tab has been closed for a minute, or KeyboardInterrupt.

    `port` 0 = any free one; `opened` is told the address once it answers. Raises UsageError (C011: the extra is not
    installed, C012: `editor` is no address) and FileError (C013: the port is taken).
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
        import watchfiles  # noqa: F401
    except ImportError:
        raise UsageError.of("C011") from None
    from jianbao.preview.server import editor_url, free_port

    editor = editor_url(editor)
    try:
        bound = free_port(port)
    except (OSError, OverflowError):
        raise FileError.of("C013", port=port) from None
    with bound, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(issue, bound, fonts, ledger, editor, opened))


async def _serve(
    issue: Path, bound: socket, fonts: Fonts, ledger: str | None, editor: str, opened: Callable[[str], None]
) -> None:
    import uvicorn

    from jianbao.preview.server import HOST, Board, application
    from jianbao.preview.sheets import Viewer

    port = bound.getsockname()[1]
    board = Board(editor)
    settings = uvicorn.Config(
        application(board, port),
        log_config=None,
        lifespan="off",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(settings)
    stop = Event()
    loop = asyncio.get_running_loop()

    def watch() -> None:
        viewer = Viewer(issue, fonts=fonts, ledger=ledger)
        saves = chain([frozenset[Path]()], changes(issue, stop))
        for _ in saves:
            asyncio.run_coroutine_threadsafe(board.show(viewer.look()), loop).result()

    tasks = {
        asyncio.create_task(server.serve(sockets=[bound])),
        asyncio.create_task(asyncio.to_thread(watch)),
        asyncio.create_task(board.stop.wait()),
    }
    opened(f"http://{HOST}:{port}/{board.token}/")
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        server.should_exit = True
        await board.close()
    await asyncio.gather(*tasks)
