"""Options of every command that reads a file: how it is read and which of its rows count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from analytics.imports.options import MOST_HEADER_ROWS
from analytics.imports.row_fates import ASKED

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADER_ROWS = click.IntRange(0, MOST_HEADER_ROWS)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add every option that says how a file is read and which of its rows count."""
    for option in reversed(_READING):
        command = option(command)
    return command


_READING = (
    click.option("--keep", multiple=True, help="Keep rows that would be left out for this reason, or `all`."),
    click.option("--keep-row", multiple=True, type=click.IntRange(1), help="Keep this row, by its number in the file."),
    click.option("--drop", multiple=True, type=click.Choice(ASKED), help="Leave out rows that are kept by default."),
    click.option("--format", "layout", help="Survey tool that wrote the file; recognized by default."),
    click.option(
        "--header-rows",
        type=click.IntRange(0, MOST_HEADER_ROWS),
        help="Rows of headings, 0 for none; recognized by default.",
    ),
    click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="Whether the day or the month comes first."),
    click.option("--sheet", help="Name or number of the sheet of a workbook; the one with the responses by default."),
    click.option("--long", nargs=3, metavar="WHO QUESTION ANSWER", help="Columns of a file with one row an answer."),
    click.option("--block", type=click.IntRange(1, 2), help="Which of two surveys side by side in one file."),
)
