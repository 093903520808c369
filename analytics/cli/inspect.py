"""`twoway inspect`: what a file holds, before anything is imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from analytics.cli.options import json_option
from analytics.cli.reading_options import reading_options
from analytics.imports.codebook import read_codebook
from analytics.imports.dropped_rows import rows_left_out
from analytics.imports.inspect import understand
from analytics.imports.mapped_question import SURE
from analytics.imports.mapping import Mapping, propose
from analytics.imports.options import Options
from analytics.imports.report import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as ReadOnly

    from analytics.imports.understanding import Understanding

_FILE = click.Path(path_type=Path, dir_okay=False)
_WIDTH, _BEGINNING = 76, 36


@click.command("inspect")
@click.argument("file", type=_FILE)
@click.option("--mapping", type=_FILE, help="TOML file that says what the questions mean.")
@click.option("--mapping-to", type=_FILE, help="Write the proposed mapping to this TOML file, to correct and import.")
@click.option("--codebook", type=_FILE, help="TOML file with the scales to look for; the shipped one by default.")
@reading_options
@click.option("--dropped", is_flag=True, help="List the rows left out instead: each reason with its row numbers.")
@json_option
def inspect_command(  # noqa: PLR0913 - one argument for each option of the command line
    file: Path,
    *,
    mapping: Path | None,
    mapping_to: Path | None,
    codebook: Path | None,
    keep: tuple[str, ...],
    keep_row: tuple[int, ...],
    drop: tuple[str, ...],
    dropped: bool,
    layout: str | None,
    header_rows: int | None,
    dates: Literal["dmy", "mdy"] | None,
    sheet: str | None,
    long: tuple[str, str, str] | None,
    block: int | None,
    as_json: bool,
) -> None:
    """Say what a file holds: its questions and scales, the rows left out and why, and what is personal.

    Nothing is stored. The mapping that --mapping-to writes is what `twoway import --mapping` takes.
    """
    options = Options(
        keep=frozenset(keep),
        keep_rows=frozenset(keep_row),
        drop=frozenset(drop),
        format=layout,
        header_rows=header_rows,
        date_order=dates,
        sheet=sheet,
        long=long or None,
        block=block,
    )
    if dropped:
        click.echo(_listed(rows_left_out(file, options), as_json=as_json))
        return
    given = None if mapping is None else Mapping.load(mapping)
    understanding = understand(file, options=options if given is None else given.reading(options))
    if given is not None:
        understanding = given.apply(understanding)
    if mapping_to is not None:
        propose(understanding, read_codebook(codebook)).save(mapping_to)
    if as_json:
        click.echo(json.dumps(report(understanding), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(understanding)))
    if mapping_to is not None:
        click.echo(f"The mapping is in {mapping_to}.", err=as_json)


def _listed(rows: ReadOnly[str, Sequence[int]], *, as_json: bool) -> str:
    """The rows left out, by reason: numbers alone, since cells may be personal."""
    if as_json:
        return json.dumps({"dropped": [{"reason": reason, "rows": list(numbers)} for reason, numbers in rows.items()]})
    lines = (
        f"{reason}: {len(numbers):,} (rows {', '.join(map(str, numbers))}); "
        f'--keep "{reason}" or --keep-row NUMBER brings them back'
        for reason, numbers in rows.items()
    )
    return "\n".join(lines) or "No row was left out."


def _lines(understanding: Understanding) -> Iterator[str]:
    """The report as people read it."""
    found = report(understanding)
    yield (
        f"{found['file']}: {found['format']}, {found['responses']:,} of {found['records']:,} rows are responses, "
        f"{found['columns']} columns, {_headings(found['header_rows'])}, {found['encoding']}."
    )
    for dropped in found["dropped"]:
        yield f"  left out: {dropped['rows']:,} {dropped['reason']} (--keep {dropped['reason']} brings them back)"
    for personal in found["personal_data"]:
        yield f"  personal: {personal['column']} ({personal['kind']})"
    for warning in found["warnings"]:
        yield f"  ! {warning['message']}"
    for question in found["questions"]:
        if question["kind"] != "metadata":
            yield _question_line(question)
            if question["confidence"] < SURE:
                yield f"      to confirm ({question['confidence']:.0%} sure): {question['reason']}"


def _headings(n: int) -> str:
    """How many rows of headings there are, in words."""
    return f"{n} row{'s' * (n != 1)} of headings" if n else "no headings"


def _shortened(text: str) -> str:
    """A question on one line: of a long one its beginning and its end, which tells the rows of a grid apart.

    >>> _shortened("How much do you agree with what is said here about your work? - My team listens to me")
    'How much do you agree with what is s … about your work? - My team listens to me'
    """
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[:_BEGINNING].rstrip()} … {line[_BEGINNING - _WIDTH :].lstrip()}"


def _question_line(question: dict[str, Any]) -> str:
    """One question on one line: kind, answers, scale, mean, text."""
    scale = question["scale"]
    ends = "" if scale["min"] is None else f" {scale['min']} to {scale['max']}"
    mean = "" if question["mean"] is None else f", mean {question['mean']:.2f}"
    absent = f", {question['not_applicable']:,} not applicable" if question["not_applicable"] else ""
    turned = ", reversed" if question["reverse"] else ""
    about = _shortened(question["text"])
    return f"  {question['kind']}{ends}{turned}, n {question['answered']:,}{absent}{mean} · {about}"
