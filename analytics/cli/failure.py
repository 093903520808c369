"""How a failure looks on the command line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from analytics.errors import TwowayError


def report(failure: TwowayError) -> None:
    """Print a failure to stderr: what is wrong, what is allowed, what to do next; as JSON after `--json`."""
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": failure.as_dict()}, ensure_ascii=False), err=True)
        return
    click.echo(f"error[{failure.code}]: {failure.what}", err=True)
    for line in (failure.allowed, failure.next_step):
        if line:
            click.echo(f"  {line}", err=True)
