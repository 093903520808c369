"""The dashboard's web server: Streamlit with the theme, the fonts and the safety headers of `assets`."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import tomllib
import webbrowser
from collections.abc import Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import SettingsError
from dashboard.access import PUBLISHED, STORE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from streamlit.web.server.starlette.starlette_app import App

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
FONTS = ASSETS / "fonts"
SETTINGS = ASSETS / "streamlit.toml"
FIRST_PORT = 8501


def settings(port: int, address: str) -> dict[str, Any]:
    """Streamlit's options by dotted name, from `assets/streamlit.toml`.

    Args:
        port: Port to listen on.
        address: Address to listen on.
    """
    table = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    return {**dict(_flat(table)), "server.port": port, "server.address": address}


def serve(
    published: Path,
    store: Path | None = None,
    *,
    port: int | None = None,
    address: str = "127.0.0.1",
    open_browser: bool = False,
) -> None:
    """Run the dashboard until it is interrupted.

    Args:
        published: Folder of published releases. It may still be empty.
        store: The private store, or None on a machine that only shows releases.
        port: Port to listen on, or None for the first free one from 8501 on.
        address: Address to listen on; the default is reachable from this machine only.
        open_browser: Whether to open the page in the user's browser once it answers.

    Raises:
        SettingsError: The port is taken; choose another one.
    """
    port = free_port(address, port)
    os.environ[PUBLISHED] = str(published)
    if store is None:
        os.environ.pop(STORE, None)
    else:
        os.environ[STORE] = str(store)
    url = f"http://{'localhost' if address in {'0.0.0.0', '::'} else address}:{port}"  # noqa: S104 - compared, not bound
    sys.stdout.write(f"Twoway is at {url} (stop it with Ctrl+C)\n")
    sys.stdout.flush()
    sys.argv = [str(HERE / "app.py")]
    application(open_at=url if open_browser else None).run(config=settings(port, address))


def free_port(address: str, port: int | None = None) -> int:
    """A port that nobody listens on.

    Args:
        address: Address to listen on.
        port: The port wanted, or None for the first free one from 8501 on.

    Raises:
        SettingsError: The wanted port is taken, or none of the first hundred is free.
    """
    for candidate in range(FIRST_PORT, FIRST_PORT + 100) if port is None else (port,):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as attempt:
            if os.name == "posix":
                attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((address, candidate))
            except OSError:
                continue
            return int(attempt.getsockname()[1])
    what = f"Nothing can listen on {address}, port {FIRST_PORT if port is None else port}."
    raise SettingsError(what, next_step="Choose another port with --port, or stop the program that uses it.")


def application(open_at: str | None = None) -> App:
    """The web application: pages, fonts and safety headers.

    Args:
        open_at: Address to open in the user's browser once the server answers, or None.
    """
    import streamlit
    from starlette.middleware import Middleware
    from starlette.responses import FileResponse, HTMLResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from dashboard.entrance import FOCUS, MARK, entrance
    from dashboard.headers import SafetyHeaders
    from dashboard.pages import ADDRESSES

    async def enter(_request: Request) -> HTMLResponse:
        return HTMLResponse(entrance(), headers={"cache-control": "no-cache"})

    async def asset(request: Request) -> FileResponse:
        return FileResponse(ASSETS / Path(request.url.path).name, headers={"cache-control": "no-cache"})

    @asynccontextmanager
    async def lifespan(_app: App) -> AsyncIterator[None]:
        import dashboard.warm  # noqa: F401 - imported here so that the first page need not wait for it

        gc.collect()
        gc.freeze()
        opener = asyncio.create_task(_open(open_at)) if open_at else None
        yield
        if opener:
            opener.cancel()

    return streamlit.App(
        HERE / "app.py",
        lifespan=lifespan,
        routes=[
            *(Route(path, enter) for path in ADDRESSES),
            *(Route(path, asset) for path in (MARK, FOCUS)),
            Mount("/fonts", StaticFiles(directory=FONTS)),
        ],
        middleware=[Middleware(SafetyHeaders)],
    )


async def _open(address: str) -> None:
    host, port = address.removeprefix("http://").rsplit(":", 1)
    while True:
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except OSError:
            await asyncio.sleep(0.2)
            continue
        writer.close()
        await asyncio.to_thread(webbrowser.open, address)
        return


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            options |= _flat(value, f"{prefix}{name}.")
        else:
            options[f"{prefix}{name}"] = value
    return options
