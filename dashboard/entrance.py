"""The HTML page that every address starts from: Streamlit's own, with our name, our mark and the server's address."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

MARK = "/assets/icon.svg"
SCRIPT = "/assets/page.js"
START = "window.__streamlit = { BACKEND_BASE_URL: window.location.origin }"
"""Without it the browser first looks for the server below the page's own address, in vain, and waits."""

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>")
_ICON = re.compile(r'(<link rel="shortcut icon" href=")[^"]*(")')


@cache
def entrance() -> str:
    """The page as HTML."""
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    page = _TITLE.sub("<title>Twoway</title>", page)
    page = _ICON.sub(rf"\g<1>{MARK}\g<2>", page)
    ours = f'<head><script>{START}</script><script src="{SCRIPT}" defer></script>'
    return page.replace("<head>", ours, 1)


def inline_scripts() -> tuple[str, ...]:
    """The base64 SHA-256 of every script written into the page, as a content security policy names them."""
    scripts = _INLINE_SCRIPT.findall(entrance())
    return tuple(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
