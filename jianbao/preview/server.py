"""`Sheets` → a page on this machine's loopback address, told of every change; for whoever knows its token.

Every answer is text, an SVG, a face or a picture made from the issue: no path of a URL ever names a file of the disk.
Text of the issue reaches the page as JSON or as escaped SVG, and the content policy lets no script run but our own.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from jianbao.errors import Place, UsageError
from jianbao.messages import language, phrase
from jianbao.pages import FEW_LINES
from jianbao.preview.sheets import Sheets
from jianbao.steps import OnPage

HOST: Final = "127.0.0.1"
_STATIC: Final = {"page.js": "text/javascript", "page.css": "text/css"}
# seconds after the last tab was closed
_PATIENCE: Final = 60.0
# seconds between signs of life to a page
_BREATH: Final = 15.0
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def free_port(wanted: int = 0) -> socket.socket:
    """A bound socket on the loopback address; `wanted` 0 = any. Raises OSError where there is none."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, wanted))
        bound.listen()
    except BaseException:
        bound.close()
        raise
    return bound


class Board:
    """What is shown now, and who looks on. `stop` is set when nobody has for a while."""

    def __init__(self, editor: str) -> None:
        self.token = secrets.token_urlsafe(24)
        self.editor = editor
        self.sheets = Sheets()
        self.version = 0
        self.stop = asyncio.Event()
        self._changed = asyncio.Condition()
        self._tabs = 0
        self._leaving: asyncio.TimerHandle | None = None

    async def show(self, sheets: Sheets) -> None:
        """Put `sheets` up and tell every page."""
        async with self._changed:
            self.sheets = sheets
            self.version += 1
            self._changed.notify_all()

    async def close(self) -> None:
        """End: every page is let go."""
        self.stop.set()
        async with self._changed:
            self._changed.notify_all()

    async def events(self) -> AsyncIterator[str]:
        """Server-sent events for one tab: the version, whenever it changes."""
        self._tabs += 1
        if self._leaving is not None:
            self._leaving.cancel()
        told = -1
        try:
            while not self.stop.is_set():
                if told != self.version:
                    told = self.version
                    yield f"data: {told}\n\n"
                    continue
                async with self._changed:
                    try:
                        await asyncio.wait_for(self._changed.wait(), _BREATH)
                    except TimeoutError:
                        yield ": \n\n"
        finally:
            self._tabs -= 1
            if self._tabs == 0:
                self._leaving = asyncio.get_running_loop().call_later(_PATIENCE, self.stop.set)


def application(board: Board, port: int) -> Starlette:
    """The pages below `/TOKEN/`."""

    async def page(_: Request) -> Response:
        return Response(_static("page.html").replace(b"{lang}", _lang().encode()), media_type="text/html")

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        return Response(_static(name), media_type=_STATIC[name]) if name in _STATIC else _nothing()

    async def state(_: Request) -> Response:
        return JSONResponse(_state(board))

    async def events(_: Request) -> Response:
        return StreamingResponse(board.events(), media_type="text/event-stream")

    async def sheet(request: Request) -> Response:
        digest = request.path_params["digest"]
        found = next((each for each in board.sheets.pages if each.digest == digest), None)
        return Response(found.svg, media_type="image/svg+xml") if found else _nothing()

    async def face(request: Request) -> Response:
        found = board.sheets.faces.get(request.path_params["name"])
        return Response(found, media_type="font/ttf") if found else _nothing()

    async def picture(request: Request) -> Response:
        found = board.sheets.pictures.get(request.path_params["sha256"])
        kind = "image/jpeg" if found and found.is_jpeg else "image/png"
        return Response(found.data, media_type=kind) if found else _nothing()

    below = f"/{board.token}"
    routes = [
        Route(f"{below}/", page),
        Route(f"{below}/state", state),
        Route(f"{below}/events", events),
        Route(f"{below}/sheet/{{digest}}", sheet),
        Route(f"{below}/face/{{name}}", face),
        Route(f"{below}/picture/{{sha256}}", picture),
        Route(f"{below}/{{name}}", static),
    ]
    return Starlette(routes=routes, middleware=[Middleware(_Door, port=port)])


class _Door:
    """Lets in who asks this machine by its own name from our own page, and puts the headers on every answer."""

    def __init__(self, app: Any, port: int) -> None:
        self.app = app
        self.hosts = {f"{HOST}:{port}".encode(), f"localhost:{port}".encode()}
        self.origins = {b"http://" + host for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        if headers.get(b"host") not in self.hosts or (origin is not None and origin not in self.origins):
            await PlainTextResponse("", 403)(scope, receive, with_headers)  # type: ignore[arg-type]
        elif scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("", 405)(scope, receive, with_headers)  # type: ignore[arg-type]
        else:
            await self.app(scope, receive, with_headers)


def _nothing() -> Response:
    return PlainTextResponse("", 404)


def _static(name: str) -> bytes:
    return resources.files("jianbao.preview").joinpath(name).read_bytes()


def _lang() -> str:
    return "en" if language() == "en" else "zh-CN"


# --- what the page is told ----------------------------------------------------------------------------------------


def _state(board: Board) -> dict[str, Any]:
    sheets = board.sheets
    return {
        "version": board.version,
        "name": sheets.name,
        "broken": sheets.broken,
        "words": _words(sheets),
        "editor": board.editor,
        "faces": [{"family": f"jb-{name.rpartition('-')[0]}", "name": name} for name in sheets.faces],
        "pages": [
            {
                "digest": sheet.digest,
                "places": [_place(place) for place in sheet.places],
                "changed": sheet.changed,
            }
            for sheet in sheets.pages
        ],
        "findings": [_finding(told) for told in sheets.findings],
    }


def _words(sheets: Sheets) -> Mapping[str, str]:
    named = ("pages", "findings", "none", "broken", "page", "gone", "draft")
    words = {name: phrase(f"preview_{name}") for name in named}
    summary = [phrase("preview_summary", pages=len(sheets.pages), full=round(100 * sheets.fullness))]
    if 0 < sheets.surplus <= FEW_LINES:
        summary.append(phrase("surplus", lines=sheets.surplus))
    if sheets.supposed:
        summary.append(phrase("preview_supposed"))
    words["summary"] = "　".join(summary)
    return words


def _place(place: Place | None) -> list[Any] | None:
    """[what to show, absolute path, line, column]."""
    if place is None or not place.line:
        return None
    return [
        f"{Path(place.file).name}:{place.line}",
        str(Path(place.file).resolve()),
        place.line,
        place.column,
    ]


def _finding(told: OnPage) -> dict[str, Any]:
    finding = told.finding
    return {
        "severity": str(finding.severity),
        "level": phrase(finding.level.value),
        "code": finding.code,
        "message": finding.message,
        "remedy": finding.remedy,
        "place": _place(finding.place),
        "page": told.page,
        "line": told.line,
    }


def editor_url(wanted: str) -> str:
    """The address that opens an editor, with {path}, {line}, {column}. Raises UsageError (C012)."""
    try:
        wanted.format(path="", line=1, column=1)
    except (KeyError, IndexError, ValueError):
        raise UsageError.of("C012", value=wanted) from None
    if wanted.partition(":")[0].lower() in ("javascript", "data", "vbscript", ""):
        raise UsageError.of("C012", value=wanted)
    return wanted
