"""Who has signed out, in a folder that all servers of a deployment share."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from analytics.durable import make_folder, replace_file
from analytics.errors import SettingsError
from analytics.sign_in.settings import LONGEST_HOURS

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "signed-out"
KEPT_SECONDS = 2 * LONGEST_HOURS * 3600


class SignedOut:
    """Sessions that are over, although their cookie is still good.

    A sign-out is a file named after whoever signed out, which holds the time up to which their sessions are over.
    Servers see it at once. Files that no session can need any more are taken away.

    Args:
        state: The folder that the servers share.
    """

    def __init__(self, state: Path) -> None:
        self._folder = state / FOLDER

    def prepare(self) -> None:
        """Make the folder, for its owner only."""
        make_folder(self._folder, mode=0o700)

    def end_session(self, subject: str, issued_at: float) -> None:
        """Sign out one session.

        Args:
            subject: Who, as the provider calls them.
            issued_at: When the session began, seconds since 1970.
        """
        self._write(_session(subject, issued_at), issued_at)

    def end_all(self, person: str, now: float) -> None:
        """Sign out every session that somebody has begun up to now.

        Args:
            person: Their e-mail address, or who they are to the provider.
            now: Seconds since 1970.
        """
        self._write(_person(person), now)

    def covers(self, people: tuple[str, ...], subject: str, issued_at: float) -> bool:
        """Whether a session is over.

        Args:
            people: Every name by which whoever began it can have been signed out.
            subject: Who began it, as the provider calls them.
            issued_at: When it began, seconds since 1970.

        Raises:
            SettingsError: The folder cannot be read, so nobody can know.
        """
        if not self._folder.is_dir():
            raise SettingsError(
                "The folder that says who has signed out is missing.",
                next_step="Start the server again, or restore the folder named by `state` in [sign_in].",
            )
        names = (_session(subject, issued_at), *(_person(person) for person in people if person))
        return any(issued_at <= self._until(name) for name in names)

    def _until(self, name: str) -> float:
        try:
            return float((self._folder / name).read_text(encoding="ascii"))
        except FileNotFoundError:
            return float("-inf")
        except (OSError, ValueError) as error:
            raise SettingsError(
                "A record of who has signed out cannot be read.", next_step="Check the folder named by `state`."
            ) from error

    def _write(self, name: str, until: float) -> None:
        self.prepare()
        replace_file(self._folder / name, repr(until).encode("ascii"), mode=0o600)
        oldest = time.time() - KEPT_SECONDS
        for path in self._folder.iterdir():
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def _session(subject: str, issued_at: float) -> str:
    return _name("session", subject, repr(float(issued_at)))


def _person(person: str) -> str:
    return _name("person", person.strip().casefold())


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
