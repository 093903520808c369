"""How a failure looks on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.errors import RefusedImportError

if TYPE_CHECKING:
    from analytics.errors import TwowayError


def report(failure: TwowayError, *, as_json: bool) -> None:
    """Print a failure to stderr: what is wrong, what is allowed, what to do next."""
    if as_json:
        click.echo(json.dumps({"error": failure.as_dict()}, ensure_ascii=False), err=True)
        return
    click.echo(f"error[{failure.code}]: {failure.what}", err=True)
    details = failure.faults if isinstance(failure, RefusedImportError) else (failure.allowed,)
    for line in (*details, failure.next_step):
        if line:
            click.echo(f"  {line}", err=True)
