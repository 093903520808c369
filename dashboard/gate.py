"""By which names the server is called, and what its cookies are like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.sign_in.settings import SignIn

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SIGN_IN_COOKIES = re.compile(rb"^_streamlit_user[^=]*=.")
_AGE = re.compile(rb"max-age=\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What is let in, and what is given out.

    Args:
        hosts: Names that browsers may call the server by; None for every name.
        is_encrypted: Whether browsers reach the server by HTTPS only.
        cookie_seconds: How long a browser keeps the cookie of whoever signed in; None where nobody signs in.
    """

    hosts: frozenset[str] | None = LOCAL_NAMES
    is_encrypted: bool = False
    cookie_seconds: int | None = None

    @classmethod
    def of(cls, address: str, sign_in: SignIn | None, *, is_open: bool) -> Gate:
        """The gate of a server.

        Args:
            address: Address to listen on.
            sign_in: How people sign in, or None.
            is_open: Whether other machines may reach it although nobody signs in.
        """
        if sign_in is None:
            return cls(hosts=None if is_open else LOCAL_NAMES | {address.lower()})
        return cls(
            hosts=LOCAL_NAMES | {address.lower(), sign_in.host},
            is_encrypted=sign_in.is_encrypted,
            cookie_seconds=int(sign_in.hours * 3600),
        )

    def knows(self, host: bytes) -> bool:
        """Whether the server answers to a name, which a page of somebody else cannot make a browser send.

        Args:
            host: The header `Host` of a request.

        >>> Gate().knows(b"127.0.0.1:8501"), Gate().knows(b"[::1]:8501"), Gate().knows(b"elsewhere.example:8501")
        (True, True, False)
        """
        if self.hosts is None:
            return True
        text = host.decode("latin-1").lower()
        name = text[1:].partition("]")[0] if text.startswith("[") else text.partition(":")[0]
        return name in self.hosts

    def cookie(self, value: bytes) -> bytes:
        """The value of a header `Set-Cookie` as it is sent: encrypted ways only, and no longer than a sign-in lasts.

        Args:
            value: The value as Streamlit wrote it.
        """
        if self.cookie_seconds is not None and SIGN_IN_COOKIES.match(value) and b"max-age=0" not in value.lower():
            value = _AGE.sub(b"Max-Age=%d" % self.cookie_seconds, value)
        if self.is_encrypted and b"; secure" not in value.lower():
            value += b"; Secure"
        return value
