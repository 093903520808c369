"""The command line: one file a command, loaded only when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from analytics.cli.failure import report as tell_failure
from analytics.cli.failure import status_of
from analytics.errors import TwowayError

COMMANDS = {
    "inspect": ("analytics.cli.inspect", "inspect_command"),
    "import": ("analytics.cli.import_", "import_command"),
    "history": ("analytics.cli.history", "history_command"),
    "undo": ("analytics.cli.undo", "undo_command"),
    "redo": ("analytics.cli.undo", "redo_command"),
    "watch": ("analytics.cli.watch", "watch_command"),
    "gc": ("analytics.cli.gc", "gc_command"),
    "doctor": ("analytics.cli.doctor", "doctor_command"),
    "audit": ("analytics.cli.audit", "audit_command"),
    "erase": ("analytics.cli.erase", "erase_command"),
    "rotate-key": ("analytics.cli.rotate_key", "rotate_key_command"),
    "destroy-key": ("analytics.cli.rotate_key", "destroy_key_command"),
    "export-delta": ("analytics.cli.export_delta", "export_delta_command"),
    "publish": ("analytics.cli.publish", "publish_command"),
    "releases": ("analytics.cli.releases", "releases_command"),
    "withdraw": ("analytics.cli.withdraw", "withdraw_command"),
    "verify": ("analytics.cli.verify", "verify_command"),
    "measure": ("analytics.cli.measure", "measure_command"),
    "report": ("analytics.cli.report", "report_command"),
    "comparison": ("analytics.cli.comparison", "comparison_command"),
    "compare": ("analytics.cli.compare", "compare_command"),
    "plan": ("analytics.cli.plan", "plan_command"),
    "simulate": ("analytics.cli.simulate", "simulate_command"),
    "demo": ("analytics.cli.demo", "demo_command"),
    "serve": ("analytics.cli.serve", "serve_command"),
    "sign-out": ("analytics.cli.sign_out", "sign_out_command"),
}


class Commands(click.Group):
    """The commands of Twoway, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of use."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands)
@click.version_option(package_name="twoway")
def twoway() -> None:
    """Measure a reverse-mentoring program honestly."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command; every failure ends in one message on stderr, as JSON after `--json`, and its exit status."""
    try:
        twoway(arguments, prog_name="twoway")
    except TwowayError as failure:
        tell_failure(failure, as_json="--json" in (arguments or sys.argv))
        sys.exit(status_of(failure))
