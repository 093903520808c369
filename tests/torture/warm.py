"""Loaded once by the process that importers are forked from, so that a kill meets an import and not its beginnings."""

from __future__ import annotations

from datetime import date

from analytics.imports.run import Context, prepare
from tests.torture.importers import request

WAVE_ON = date(2026, 6, 15)

prepare(Context.without_store("torture", "2026-06-15T12:00:00+00:00"), [request("warm", WAVE_ON)])
