"""The dashboard's web server: Streamlit with the theme, the fonts and the safety headers of `assets`."""

from __future__ import annotations

import asyncio
import gc
import importlib
import ipaddress
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
from analytics.sign_in.settings import SignIn
from dashboard.access import PUBLISHED, SIGN_IN, STORE, VIEWS
from dashboard.gate import Gate
from dashboard.sign_in import prepare

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from streamlit.web.server.starlette.starlette_app import App

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
FONTS = ASSETS / "fonts"
SETTINGS = ASSETS / "streamlit.toml"
FIRST_PORT = 8501
WARM_AFTER = 10.0
"""Seconds after which a server imports what its first page does not need."""


def settings(port: int, address: str, sign_in: SignIn | None = None) -> dict[str, Any]:
    """Streamlit's options by dotted name, from `assets/streamlit.toml`.

    Args:
        port: Port to listen on.
        address: Address to listen on.
        sign_in: How people sign in, which says by which name browsers call the dashboard.
    """
    table = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    named = {"browser.serverAddress": sign_in.host} if sign_in else {}
    return {**dict(_flat(table)), **named, "server.port": port, "server.address": address}


def serve(
    published: Path,
    store: Path | None = None,
    *,
    port: int | None = None,
    address: str = "127.0.0.1",
    open_browser: bool = False,
    sign_in: Path | None = None,
    without_sign_in: bool = False,
    views: Path | None = None,
) -> None:
    """Run the dashboard until it is interrupted.

    Args:
        published: Folder of published releases. It may still be empty.
        store: The private store, or None on a machine that only shows releases.
        port: Port to listen on, or None for the first free one from 8501 on.
        address: Address to listen on; the default is reachable from this machine only.
        open_browser: Whether to open the page in the user's browser once it answers.
        sign_in: File with the table `[sign_in]`; None where nobody signs in.
        without_sign_in: Whether other machines may reach a dashboard where nobody signs in.
        views: Folder of saved views, which the server may write; None for the one beside the releases.

    Raises:
        SettingsError: The port is taken; other machines could reach a dashboard where nobody signs in; or the settings
            of sign-in are wrong.
    """
    if sign_in is None and not without_sign_in:
        require_loopback(address)
    how = None if sign_in is None else SignIn.read(sign_in)
    secrets = None if how is None else prepare(how)
    port = free_port(address, port)
    _pass_on({PUBLISHED: published, STORE: store, SIGN_IN: sign_in and sign_in.resolve(), VIEWS: views})
    url = f"http://{'localhost' if address in {'0.0.0.0', '::'} else address}:{port}"  # noqa: S104 - compared, not bound
    sys.stdout.write(f"Twoway is at {url} (stop it with Ctrl+C)\n")
    sys.stdout.flush()
    sys.argv = [str(HERE / "app.py")]
    gate = Gate.of(address, how, is_open=without_sign_in)
    app = application(open_at=url if open_browser else None, gate=gate, secrets=secrets)
    app.run(config=settings(port, address, how))


def require_loopback(address: str) -> None:
    """Let pass an address that only this machine can reach.

    Args:
        address: Address to listen on.

    Raises:
        SettingsError: Other machines could reach it.
    """
    try:
        is_local = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_local = address == "localhost"
    if not is_local:
        raise SettingsError(
            f"Other machines could reach {address}, and nobody would have to sign in.",
            allowed="Sign-in with --sign-in FILE, or the address 127.0.0.1.",
            next_step="If everybody who can reach it may see everything, say so with --without-sign-in.",
        )


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


def application(
    open_at: str | None = None, *, gate: Gate | None = None, secrets: Mapping[str, Any] | None = None
) -> App:
    """The web application: pages, fonts and safety headers.

    Args:
        open_at: Address to open in the user's browser once the server answers, or None.
        gate: Which names the server answers to, and what its cookies are like; this machine's own by default.
        secrets: What Streamlit needs to sign people in; None where nobody signs in.
    """
    import streamlit
    from starlette.middleware import Middleware
    from starlette.responses import FileResponse, HTMLResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from dashboard.asked_address import AskedAddress
    from dashboard.entrance import MARK, SCRIPT, entrance
    from dashboard.headers import KnownHosts, SafetyHeaders
    from dashboard.offered_files import ADDRESS, give
    from dashboard.pages import ADDRESSES
    from dashboard.signed_in_files import SignedInFiles

    async def enter(_request: Request) -> HTMLResponse:
        return HTMLResponse(entrance(), headers={"cache-control": "no-cache"})

    async def asset(request: Request) -> FileResponse:
        return FileResponse(ASSETS / Path(request.url.path).name, headers={"cache-control": "no-cache"})

    @asynccontextmanager
    async def lifespan(_app: App) -> AsyncIterator[None]:
        import dashboard.warm  # noqa: F401 - imported here so that the first page need not wait for it

        gc.collect()
        gc.freeze()
        tasks = [asyncio.create_task(_open(open_at))] if open_at else []
        if STORE in os.environ:
            tasks.append(asyncio.create_task(_warm_later()))
        yield
        for task in tasks:
            task.cancel()

    return streamlit.App(
        HERE / "app.py",
        lifespan=lifespan,
        routes=[
            *(Route(path, enter) for path in ADDRESSES),
            *(Route(path, asset) for path in (MARK, SCRIPT)),
            Route(ADDRESS, give),
            Mount("/fonts", StaticFiles(directory=FONTS)),
        ],
        middleware=[
            Middleware(SafetyHeaders, gate=gate or Gate()),
            Middleware(KnownHosts, gate=gate or Gate()),
            *([Middleware(SignedInFiles), Middleware(AskedAddress)] if secrets else []),
        ],
        secrets=secrets,
    )


def _pass_on(values: Mapping[str, Path | None]) -> None:
    """Tell the pages, which run in this process, what the server was started with."""
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = str(value)


async def _warm_later() -> None:
    """Import the rest while nobody waits: the first visitor has the processor to themselves."""
    await asyncio.sleep(WARM_AFTER)
    await asyncio.to_thread(importlib.import_module, "dashboard.warm_later")
    gc.freeze()


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
