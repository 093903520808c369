"""Fifty viewers of two servers behind nginx, with the settings of `docs/deployment.md`.

nginx runs with the file of the documentation, its ports replaced and encryption left out. Every viewer first asks for
the page, as a browser does, and keeps the cookie that leads to one server. Viewers, nginx and both servers share one
machine.
"""

from __future__ import annotations

import asyncio
import http.client
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.load import PAGES, crowd, felt_line
from tests.bench.programs import made
from tests.bench.results import ROOT, Line
from tests.bench.servers import await_port, dashboard, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCUMENTATION = ROOT / "docs" / "deployment.md"
USERS = 50
COOKIE = "twoway_way"
_NGINX = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """What fifty viewers feel behind the proxy, how evenly they are spread, and what compression saves.

    Args:
        sizes: "S", "M", "L"; the last one is served.
        rounds: Not used: each viewer changes the filter several times.
        seed: What the program and the viewers depend on.
    """
    del rounds
    published = made(sizes[-1], seed).published
    with ExitStack() as stack:
        servers = [stack.enter_context(dashboard(published)) for _ in range(2)]
        address = stack.enter_context(proxy([server.port for server in servers]))
        asyncio.run(crowd([server.address for server in servers], users=2 * len(PAGES), seed=seed, changes=2))
        before = [server.processor() for server in servers]
        cookies = [way(address) for _ in range(USERS)]
        seconds = asyncio.run(crowd([address], users=USERS, seed=seed, cookies=cookies))
        work = [server.processor() - one for server, one in zip(servers, before, strict=True)]
        plain, packed = (weight(address, encoding) for encoding in ("identity", "gzip"))
    job = f"filter change, viewers at once behind nginx with two servers: {USERS}"
    yield felt_line(job, sizes[-1], seconds, 1_000.0)
    yield _ratio("busier of two servers behind nginx", "both", max(work) / sum(work), 0.75)
    yield _ratio("page and its first scripts through nginx", "not compressed", packed / plain, 0.5)


@contextmanager
def proxy(ports: Sequence[int]) -> Iterator[str]:
    """A running nginx before servers of this machine; its address.

    Args:
        ports: Where the servers listen.

    Raises:
        RuntimeError: There is no nginx.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        message = "There is no nginx here; Debian: sudo apt-get install nginx-light."
        raise RuntimeError(message)
    port = free_port()
    with tempfile.TemporaryDirectory() as made_here:
        folder = Path(made_here)
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, site=site(port, ports)), encoding="utf-8")
        process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
        try:
            await_port(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def site(port: int, ports: Sequence[int]) -> str:
    """The settings of the documentation, on a port without encryption and before other servers.

    Args:
        port: Where nginx listens.
        ports: Where the servers listen.
    """
    (text,) = re.findall(r"```nginx\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"^\s*ssl_\w+ .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    servers = "".join(f"    server 127.0.0.1:{one};\n" for one in ports)
    return re.sub(r"(    server 127\.0\.0\.1:\d+;\n)+", servers, text)


def way(address: str) -> str:
    """The cookie that nginx gives a browser which comes for the first time.

    Args:
        address: Of nginx.
    """
    given = _got(address, "/", "identity")[1].get("set-cookie", "")
    return given.partition(";")[0]


def weight(address: str, encoding: str) -> int:
    """Bytes of the page and of the scripts and styles that it names.

    Args:
        address: Of nginx.
        encoding: What the browser accepts: "gzip" or "identity".
    """
    page = _got(address, "/", "identity")[0].decode()
    named = re.findall(r'(?:src|href)="\.?/?(static/[^"]+\.(?:js|css))"', page)
    return sum(len(_got(address, f"/{path}", encoding)[0]) for path in ("", *named))


def _got(address: str, path: str, encoding: str) -> tuple[bytes, dict[str, str]]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return body, {name.lower(): value for name, value in answer.getheaders()}


def _ratio(job: str, against: str, found: float, goal: float) -> Line:
    return Line(job=job, against=against, size="", found=found, low=found, high=found, goal=goal)
