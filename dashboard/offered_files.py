"""Files that a page offers by links: made when a link is followed, for nobody but whom the page was drawn for.

A link is words in a page's markup. A button of Streamlit for each file is an element of its own instead, registered
and sent at every change of a filter, and most of them are never pressed.
"""

from __future__ import annotations

import logging
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from weakref import WeakValueDictionary

import streamlit as st

from analytics.errors import SettingsError, TwowayError
from dashboard.access import account_of, sign_in, viewer
from dashboard.components.broken import where
from dashboard.recording import Recorder
from dashboard.signed_in_files import OFFERED, claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Scope

LOGGER = logging.getLogger("twoway.dashboard")
ADDRESS = f"{OFFERED}{{token}}/{{name}}"
GONE = "The page that offered this file is not open any more, or shows something else. Reload it, then save again.\n"
NOT_MADE = "The file could not be made. If it fails again, tell whoever runs the server the error id {id}.\n"
_SHELF = "offered-files"
_NOBODY = secrets.token_urlsafe(24)
"""Stands for a shelf in markup that is for anybody; nobody's words can hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One file.

    Args:
        name: Its name.
        mime: What kind of file it is.
        make: Makes its bytes, and refuses whoever may not have them any more.
        note: What it is, as the audit log says it.
    """

    name: str
    mime: str
    make: Callable[[], bytes]
    note: str = ""


@dataclass(slots=True, weakref_slot=True, eq=False, kw_only=True)
class Shelf:
    """The files that the page of one session offers, and those of what it showed before, until it is drawn again.

    Args:
        owner: Name of whoever looks.
        token: Part of the address of its files, which nobody can guess.
    """

    owner: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    offers: dict[str, Offer] = field(default_factory=dict)
    before: dict[str, Offer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let links lead here for as long as the shelf is held."""
        _SHELVES[self.token] = self

    def turn(self) -> None:
        """Forget what the page before the last one offered."""
        self.before, self.offers = self.offers, {}

    def find(self, name: str) -> Offer | None:
        """The file of a name, if the page still offers it."""
        return self.offers.get(name) or self.before.get(name)


_LATER: ContextVar[list[Offer] | None] = ContextVar("later", default=None)
_SHELVES: WeakValueDictionary[str, Shelf] = WeakValueDictionary()
"""The shelves of all sessions by token; a session that ends takes its own along."""


def begin() -> None:
    """Start a page anew: what it does not offer again is soon forgotten."""
    if _SHELF in st.session_state:
        st.session_state[_SHELF].turn()


def link(label: str, offer: Offer, *, key: str) -> str:
    """A link that saves a file, as markup. That the file was asked for is logged.

    Args:
        label: Words of the link.
        offer: The file.
        key: Name of the link on its page.
    """
    later = _LATER.get()
    if later is None:
        offer_now(offer)
    else:
        later.append(offer)
    token = _shelf().token if later is None else _NOBODY
    address = escape(f"{OFFERED}{token}/{quote(offer.name)}")
    name = escape(offer.name)
    return f'<a class="tw-save" data-key="{escape(key)}" href="{address}" download="{name}">{escape(label)}</a>'


@contextmanager
def offering_later() -> Iterator[list[Offer]]:
    """The files of the links that are made while the block runs, which lead nowhere: their markup is for anybody."""
    later: list[Offer] = []
    token = _LATER.set(later)
    try:
        yield later
    finally:
        _LATER.reset(token)


def offer_now(*offers: Offer) -> None:
    """Offer files to whoever looks now, and log it for them when one is asked for."""
    if offers:
        shelf, recorder = _shelf(), Recorder.now()
        for one in offers:
            shelf.offers[one.name] = replace(one, make=partial(recorder.make, one.make, one.note))


def for_viewer(markup: str) -> str:
    """Markup that was made for anybody, with links that lead to the files of whoever looks now."""
    return markup.replace(_NOBODY, _shelf().token) if _NOBODY in markup else markup


def give(request: Request) -> Response:
    """The file that a link leads to, or why it cannot be given.

    Args:
        request: The request, with the token and the name of the file in its address.
    """
    from starlette.responses import PlainTextResponse, Response

    shelf = _SHELVES.get(request.path_params["token"])
    offer = shelf.find(request.path_params["name"]) if shelf else None
    if shelf is None or offer is None or not _is_owner(request.scope, shelf.owner):
        return PlainTextResponse(GONE, status_code=404)
    try:
        content = offer.make()
    except TwowayError as error:
        return PlainTextResponse(f"{error}\n", status_code=403)
    except Exception as error:  # noqa: BLE001 - a traceback in the log could hold values
        identity = secrets.token_hex(4)
        LOGGER.error("error id %s: %s", identity, where(error))  # noqa: TRY400 - as above
        return PlainTextResponse(NOT_MADE.format(id=identity), status_code=500)
    saved_as = f"attachment; filename*=utf-8''{quote(offer.name)}"
    return Response(
        content, media_type=offer.mime, headers={"content-disposition": saved_as, "cache-control": "no-store"}
    )


def _shelf() -> Shelf:
    """The shelf of this session."""
    if _SHELF not in st.session_state:
        st.session_state[_SHELF] = Shelf(owner=viewer().name)
    shelf: Shelf = st.session_state[_SHELF]
    return shelf


def _is_owner(scope: Scope, owner: str) -> bool:
    """Whether whoever sends a request is who a page was drawn for, and is signed in now."""
    try:
        found = account_of(claims(scope) if sign_in() else {})
    except SettingsError:
        return False
    return found.reason is None and found.viewer.name == owner
