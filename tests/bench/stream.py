"""A viewer without a browser: speaks the protocol between Streamlit's page and its server over a websocket."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

if TYPE_CHECKING:
    from types import TracebackType

    from websockets.asyncio.client import ClientConnection

_LARGEST = 64 * 2**20
_PATIENCE = 120


@dataclass(slots=True)
class Viewer:
    """Somebody who looks at one page; use it as an asynchronous context manager.

    Args:
        address: Of the server, such as `http://127.0.0.1:8501`.
        page: Path of the page; empty for the first one.
        cookie: A header `Cookie`, such as a proxy gives out.
    """

    address: str
    page: str = ""
    cookie: str = ""
    received: int = 0
    """Bytes so far."""
    _cached: set[str] = field(default_factory=set)
    _query: str = ""
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Open the connection."""
        url = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self._socket = await connect(
            url,
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=headers,
            max_size=_LARGEST,
            open_timeout=_PATIENCE,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        if self._socket is not None:
            await self._socket.close()

    async def open(self) -> float:
        """Ask for the page as a browser does that has just connected; the seconds until it was all there."""
        return await self._run()

    async def again(self) -> float:
        """Run the page once more with nothing changed; the seconds it took."""
        return await self._run()

    async def choose(self, dimension: str, *chosen: str) -> float:
        """Choose in a filter, as following its link does; the seconds until the page had changed.

        Args:
            dimension: What is filtered by, such as `gender`.
            chosen: All that is chosen from now on.
        """
        self._query = urlencode(parse_qs(self._query) | {dimension: chosen}, doseq=True)
        return await self._run()

    async def _run(self) -> float:
        if self._socket is None:
            message = "The connection is not open."
            raise RuntimeError(message)
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_name = self.page
        asked.rerun_script.cached_message_hashes.extend(self._cached)
        asked.rerun_script.context_info.url = f"{self.address}/{self.page}"
        asked.rerun_script.context_info.locale = "en-US"
        asked.rerun_script.context_info.timezone = "UTC"
        begun = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            while not self._is_last(await self._socket.recv()):
                pass
        return time.perf_counter() - begun

    def _is_last(self, sent: str | bytes) -> bool:
        data = sent.encode() if isinstance(sent, str) else sent
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        if message.WhichOneof("type") == "page_info_changed":
            self._query = message.page_info_changed.query_string
        return str(message.WhichOneof("type")) == "script_finished"
