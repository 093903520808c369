"""Who is at the command line, as the history will say."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def by_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--by`, the name in the history."""
    return click.option(
        "--by",
        envvar="TWOWAY_USER",
        default=getpass.getuser,
        show_default="the name of the account",
        help="Your name in the history (or TWOWAY_USER).",
    )(command)
