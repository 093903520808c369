"""What the README says about commands, options and measures, compared with what there is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from analytics.catalog import Measure


def sections(text: str) -> dict[str, str]:
    """The part of a README about each command, from a heading such as "### twoway import"."""
    parts = re.split(r"^(#{1,3} .*)$", text, flags=re.MULTILINE)
    found: dict[str, str] = {}
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        if heading.startswith("### twoway "):
            name = heading.removeprefix("### twoway ").split()[0]
            found[name] = found.get(name, "") + body
    return found


def command_faults(text: str, group: click.Group) -> Iterator[str]:
    """The commands and options that a README leaves out or makes up."""
    said = sections(text)
    context = click.Context(group)
    names = group.list_commands(context)
    yield from (f"twoway {name} is described and does not exist" for name in said if name not in names)
    for name in names:
        command = group.get_command(context, name)
        if command is None or name not in said:
            yield f"twoway {name} has no section"
            continue
        described = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", said[name]))
        real = {
            option
            for one in (command, *(command.commands.values() if isinstance(command, click.Group) else ()))
            for parameter in one.params
            if isinstance(parameter, click.Option)
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("--")
        }
        yield from (f"twoway {name}: {option} is not described" for option in sorted(real - described))
        yield from (f"twoway {name}: {option} does not exist" for option in sorted(described - real))


def transcript(text: str) -> Iterator[tuple[str, str]]:
    """Every `$ twoway ...` line of a README's console blocks, with the lines that it says are printed."""
    for block in re.findall(r"^```console\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed


def measure_faults(text: str, measures: Iterable[Measure]) -> Iterator[str]:
    """The measures whose row in the README's table is missing or says something else than the catalog."""
    for measure in measures:
        row = f"| `{measure.name}` | {measure.label} | {measure.unit} | {measure.definition} |"
        if row not in text:
            yield f"the table of measures lacks: {row}"
