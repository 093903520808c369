"""Views under a name: which page with which filters, kept as small files, for one person or for everybody."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from analytics.errors import SettingsError
from analytics.roles import Action
from dashboard.access import VIEWS, access
from dashboard.pages import FIRST, PAGES
from dashboard.state import View, address, parameters, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.roles import Viewer

FOLDER = "views"
KEY = ".key"
LONGEST_NAME = 60
MOST_OF_ONE = 100
MOST_BYTES = 1 << 14
NO_VIEW = "This view is not there, or it is not yours to change."

_ADDRESS = re.compile(r"\S@\S")
_NUMBER = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A view under a name.

    Args:
        name: Its name.
        page: Address of its page.
        asked: Its filters, as the parameters of an address.
        release: Id of the release that was looked at when it was saved.
        is_shared: Whether everybody sees it.
        owner: Whoever saved it, as a keyed hash that names nobody.
    """

    name: str
    page: str
    asked: dict[str, list[str]]
    release: str
    is_shared: bool
    owner: str

    @property
    def id(self) -> str:
        """Its name in an address and in the folder, which tells neither its own name nor whose it is."""
        return hashlib.sha256(json.dumps([self.owner, self.name]).encode()).hexdigest()[:16]

    @property
    def address(self) -> str:
        """Where it leads, below the server's address."""
        return address(f"/{'' if self.page == FIRST.path else self.page}", self.view)

    @property
    def view(self) -> View:
        """What it looks at. Its categories need not be published any more."""
        return parse(self.asked, {})


class SavedViews:
    """The saved views that somebody may open.

    Args:
        folder: Where they are kept, one file each; it is made when the first one is saved.
        viewer: Whoever looks.
    """

    def __init__(self, folder: Path, viewer: Viewer) -> None:
        self.folder = folder
        self.viewer = viewer

    def all(self) -> tuple[SavedView, ...]:
        """One's own views and those for everybody, by name. Files that are no views are left out."""
        mine = self._owner()
        found = (one for path in self.folder.glob("*.json") if (one := _read(path)) is not None)
        return tuple(sorted((one for one in found if one.is_shared or one.owner == mine), key=_place))

    def find(self, identity: str) -> SavedView | None:
        """The view of this id, if it may be opened."""
        return next((one for one in self.all() if one.id == identity), None)

    def may_change(self, saved: SavedView) -> bool:
        """Whether a view can be renamed and deleted: one's own, and one for everybody by those who may share."""
        return saved.owner == self._owner() or (saved.is_shared and self.viewer.may(Action.SHARE_VIEW))

    def save(self, name: str, *, page: str, view: View, release: str, is_shared: bool = False) -> SavedView:
        """The view as it was saved; one's own view of the same name is replaced.

        Args:
            name: Its name.
            page: Address of the page.
            view: What is looked at.
            release: Id of the release.
            is_shared: Whether it is for everybody.

        Raises:
            SettingsError: The name is not allowed, there are too many views, or the folder cannot be written.
            NotAllowedError: It is for everybody, and the viewer may not share.
        """
        if is_shared:
            self.viewer.require(Action.SHARE_VIEW)
        saved = SavedView(
            name=checked_name(name),
            page=page,
            asked=parameters(view),
            release=release,
            is_shared=is_shared,
            owner=self._owner(make=True),
        )
        mine = [one for one in self.all() if one.owner == saved.owner and one.id != saved.id]
        if len(mine) >= MOST_OF_ONE:
            raise SettingsError(f"There are {MOST_OF_ONE} saved views already.", next_step="Delete one first.")
        self._write(saved)
        return saved

    def rename(self, identity: str, name: str) -> SavedView:
        """The view under its new name.

        Raises:
            SettingsError: The name is not allowed or taken, or the view is not there or not theirs to change.
        """
        old = self._changeable(identity)
        new = SavedView(**{**asdict(old), "name": checked_name(name)})
        if new.id != old.id and self._path(new).exists():
            raise SettingsError("There is a view of this name already.", next_step="Choose another name.")
        self._write(new)
        if new.id != old.id:
            self._path(old).unlink(missing_ok=True)
        return new

    def delete(self, identity: str) -> None:
        """Delete a view.

        Raises:
            SettingsError: The view is not there or not theirs to change.
        """
        self._path(self._changeable(identity)).unlink(missing_ok=True)

    def _changeable(self, identity: str) -> SavedView:
        found = self.find(identity)
        if found is None or not self.may_change(found):
            raise SettingsError(NO_VIEW, next_step="Open the list again.")
        return found

    def _path(self, saved: SavedView) -> Path:
        return self.folder / f"{saved.id}.json"

    def _write(self, saved: SavedView) -> None:
        try:
            with NamedTemporaryFile("w", dir=self.folder, suffix=".part", encoding="utf-8", delete=False) as file:
                json.dump(asdict(saved), file, ensure_ascii=False, sort_keys=True)
            Path(file.name).replace(self._path(saved))
        except OSError as error:
            raise _unwritable(self.folder) from error

    def _owner(self, *, make: bool = False) -> str:
        """The viewer as a keyed hash; empty before anything was saved here."""
        key = _key(self.folder, make=make)
        return hmac.new(key, self.viewer.name.encode(), hashlib.sha256).hexdigest()[:32] if key else ""


def saved_views_folder() -> Path:
    """Where this server keeps saved views: as it was told, else beside the folder of releases."""
    told = os.environ.get(VIEWS)
    return Path(told) if told else access().published.parent / FOLDER


def checked_name(name: str) -> str:
    """A name of a view, with its spaces put in order.

    Raises:
        SettingsError: It is empty or too long, or looks like an address or a number of a person.

    >>> checked_name("  Women   in Lyon ")
    'Women in Lyon'
    """
    text = " ".join(unicodedata.normalize("NFC", name).split())
    is_allowed = 0 < len(text) <= LONGEST_NAME and text.isprintable()
    if not is_allowed or _ADDRESS.search(text) or _NUMBER.search(text):
        raise SettingsError(
            "A view cannot have this name.",
            allowed=f"Up to {LONGEST_NAME} letters, no e-mail address and no number of five digits or more.",
            next_step="Name what is shown, such as Women by cohort.",
        )
    return text


def _place(saved: SavedView) -> tuple[bool, str, str]:
    return saved.is_shared, saved.name.casefold(), saved.id


def _read(path: Path) -> SavedView | None:
    """The view in a file, or None where it is none: others may have put it there."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        saved = _checked(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
    return saved if saved is not None and path.stem == saved.id else None


def _checked(document: Any) -> SavedView | None:  # noqa: ANN401 - whatever is in the file
    pages = {entry.path for entries in PAGES.values() for entry in entries}
    if not isinstance(document, dict) or document.keys() != {*SavedView.__slots__}:
        return None
    texts = all(isinstance(document[name], str) for name in ("name", "page", "release", "owner"))
    if not texts or not isinstance(document["is_shared"], bool) or document["page"] not in pages:
        return None
    return SavedView(**document) if _is_asked(document["asked"]) else None


def _is_asked(asked: Any) -> bool:  # noqa: ANN401 - whatever is in the file
    return isinstance(asked, dict) and all(_are_texts(values) for values in asked.values())


def _are_texts(values: Sequence[Any]) -> bool:
    return isinstance(values, list) and all(isinstance(one, str) for one in values)


def _key(folder: Path, *, make: bool) -> bytes:
    """The key of the folder, which only whoever runs the server can read; empty where there is none yet."""
    path = folder / KEY
    try:
        if make and not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(32))
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _unwritable(folder) from error


def _unwritable(folder: Path) -> SettingsError:
    return SettingsError(
        f"Views cannot be saved on this server: {folder} cannot be written.",
        next_step="Ask whoever runs the server for a folder that it may write: twoway serve --views DIR.",
    )
