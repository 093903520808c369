"""Every command, option and measure is in the README, and nothing else is."""

from __future__ import annotations

import doctest
import re
import shlex
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from analytics.catalog import DIMENSIONS, MEASURES
from analytics.cli import twoway
from analytics.comparison.design import Design
from analytics.program import FILE_NAME, Program
from tests.architecture.documents import command_faults, measure_faults, sections, transcript
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

README = (ROOT / "README.md").read_text(encoding="utf-8")


@click.group
def sample() -> None:
    pass


@sample.command
@click.option("--wave")
@click.option("--open/--no-open")
def measure(**_options: object) -> None:
    pass


def test_every_command_and_option_is_described() -> None:
    assert list(command_faults(README, twoway)) == []


def test_an_undescribed_command_is_seen() -> None:
    assert list(command_faults("# Twoway\n", sample)) == ["twoway measure has no section"]


def test_an_undescribed_and_an_invented_option_are_seen() -> None:
    text = "### twoway measure NAME\n`--open`, `--no-open` and `--fast`\n### twoway fly\n"
    assert list(command_faults(text, sample)) == [
        "twoway fly is described and does not exist",
        "twoway measure: --wave is not described",
        "twoway measure: --fast does not exist",
    ]


def test_a_section_ends_at_the_next_heading() -> None:
    assert sections("### twoway a\none\n## Other\ntwo\n### twoway b X\nthree\n") == {"a": "\none\n", "b": "\nthree\n"}


def test_every_measure_is_described_as_in_the_catalog() -> None:
    assert list(measure_faults(README, MEASURES.values())) == []


def test_a_measure_with_other_words_is_seen() -> None:
    enps = MEASURES["enps"]
    assert len(list(measure_faults(f"| `enps` | eNPS | {enps.unit} | A score. |", [enps]))) == 1


def test_every_dimension_is_named() -> None:
    assert [name for name in DIMENSIONS if f"`{name}`" not in README] == []


def test_the_console_of_the_readme_prints_what_it_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TWOWAY_STORE", str(tmp_path / "store"))
    steps = list(transcript(README))
    assert steps
    for command, printed in steps:
        program, *arguments = shlex.split(command)
        assert program == "twoway"
        result = CliRunner().invoke(twoway, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        assert doctest.OutputChecker().check_output(printed, result.output, doctest.ELLIPSIS), result.output


def toml_examples() -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def test_the_example_of_every_setting_is_accepted(tmp_path: Path) -> None:
    example, _ = toml_examples()
    (tmp_path / FILE_NAME).write_text(example, encoding="utf-8")
    program = Program.read(tmp_path)
    assert [one.label for one in program.scheme.generations] == ["Before 1980", "1980 and later"]
    assert not program.comments.keep
    (declared,) = (Design.from_settings(one, FILE_NAME) for one in program.comparisons)
    assert declared.covariates[-1] == "engagement_before"


def test_a_transcript_is_split_into_commands() -> None:
    text = "```console\n$ twoway a --b\none\ntwo\n$ twoway c\n```\n```sh\n$ twoway d\n```\n"
    assert list(transcript(text)) == [("twoway a --b", "one\ntwo\n"), ("twoway c", "")]


def test_links_in_the_documents_lead_somewhere() -> None:
    texts = {
        name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CHANGELOG.md", "data/README.md")
    }
    dead = [
        f"{name}: {target}"
        for name, text in texts.items()
        for target in re.findall(r"\]\(([^)#:]+)\)", text)
        if not ((ROOT / name).parent / target).exists()
    ]
    assert dead == []


def test_the_first_commands_are_those_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"^make ([a-z]+)$", README, flags=re.MULTILINE)) <= targets
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("\nmake test")
