"""Exports, packs, pages, saved views, the log and caches refuse too small, over budget, empty and unknown alike."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from analytics.audit_log import AuditLog, log_folder
from analytics.cli.measure import measure_command
from analytics.cli.report import report_command
from analytics.numerals import FORM
from analytics.program import Program
from analytics.release.audit.report import AuditReport
from analytics.release.lookups import cell_id, watched
from analytics.release.publish import publish
from analytics.release.read import Release, Released, Withheld
from analytics.report.board_pack.content import board_pack
from analytics.report.board_pack.formats import FORMATS
from analytics.roles import Role, Viewer
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.access import PUBLISHED, STORE
from dashboard.components.downloads import about_picture, content, picture_bytes, table_file
from dashboard.components.tables import estimates_table
from dashboard.figures.drawing.picture import Picture
from dashboard.recording import AUDIT_LOG
from dashboard.saved_views import SavedViews
from dashboard.state import View, parameters, parse
from dashboard.theme import LIGHT
from tests.attacks.folder import AT, PLACES, small_company
from tests.attacks.respondents import respondents
from tests.conftest import ROOT
from tests.dashboard.conftest import of_any_session, text
from tests.dashboard.figures.test_figures import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from analytics.release.cells import Cells
    from analytics.release.read import Where

N, SEED = 240, 3
UNIT, PLACE = "business_unit", "location"
MEASURES = ("engagement", "satisfaction", "enps", "turnover", "retention", "promotions")
KINDS = ("too small", "over budget", "empty", "unknown")
KNOWN = KINDS[:3]
NAME = re.compile(r"(business_unit|location)[ +][0-9X]")
"""All categories that are asked for have names of one length, so that nothing is set differently for them."""
CHOICES = re.compile(r'<div class="tw-(closed|choices)".*?</div>', re.DOTALL)
"""What else can be chosen beside a category: it follows from what is published, not from why something is not."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("refusals")
    program = Program(tables=((UNIT, PLACE), ("gender", "generation")))
    publish(small_company(made / "company", N, SEED), program, made / "published", at=AT)
    return made / "published"


@pytest.fixture(scope="module")
def release(folder: Path) -> Release:
    return Release.latest(folder)


@pytest.fixture(scope="module")
def asked(folder: Path, release: Release) -> dict[str, Where]:
    """A group that nothing is published of for each reason that there is, as the steward's account and the rows say."""
    (audit,) = folder.glob("*/audit.json")
    refused: dict[tuple[str, str], set[str]] = {}
    for one in AuditReport.read(audit.parent).cells:
        for refusal in one.refusals:
            named = dict(refusal.cell)
            if named.keys() == {UNIT, PLACE} and not one.measure:
                refused.setdefault((named[UNIT], named[PLACE]), set()).add(refusal.rule)
    codes = respondents(N, SEED).codes
    there = {(f"{UNIT} {row[PLACES[UNIT]]}", f"{PLACE} {row[PLACES[PLACE]]}") for row in codes.tolist()}
    known = [
        (unit, place)
        for unit in release.facts.categories["eligible"][UNIT]
        for place in release.facts.categories["eligible"][PLACE]
        if NAME.fullmatch(unit) and NAME.fullmatch(place)
    ]
    found = {
        "too small": next(one for one in known if one in there and refused.get(one) == {"too_small"}),
        "over budget": next(one for one in known if one in there and refused.get(one) == {"leverage"}),
        "empty": next(one for one in known if one not in there),
        "unknown": (f"{UNIT} X", f"{PLACE} X"),
    }
    assert found.keys() == set(KINDS)
    return {kind: {UNIT: (unit,), PLACE: (place,)} for kind, (unit, place) in found.items()}


def masked(text: str) -> str:
    """Text without the names that were asked for."""
    return NAME.sub(r"\1 *", text)


def same(said: Mapping[str, Any], kinds: tuple[str, ...] = KINDS) -> Any:  # noqa: ANN401 - whatever was said
    """What was said for every reason; it must be the same."""
    (first, *others) = (said[kind] for kind in kinds)
    for kind, other in zip(kinds[1:], others, strict=True):
        assert other == first, f"{kind} is told from {kinds[0]}"
    return first


def unzipped(found: bytes) -> dict[str, str]:
    """The parts of an office file, with masked names."""
    with zipfile.ZipFile(io.BytesIO(found)) as file:
        return {name: masked(file.read(name).decode("latin-1")) for name in sorted(file.namelist())}


def test_nothing_is_published_of_any_of_the_groups(release: Release, asked: dict[str, Where]) -> None:
    for where in asked.values():
        for measure in MEASURES:
            assert release.estimate(measure, where).outcome == Withheld()
            assert release.spread("engagement", where).outcome == Withheld()
        assert release.curve(where).outcome == Withheld()


def test_a_published_group_is_told_apart(release: Release, asked: dict[str, Where]) -> None:
    """The canary: what is compared below does differ where there is something to say."""
    published = {UNIT: (f"{UNIT} 0",), PLACE: (f"{PLACE} 0",)}
    assert isinstance(release.estimate("engagement", published).outcome, Released)
    said = {kind: masked(repr(board_pack(release, where))) for kind, where in (asked | {"unknown": published}).items()}
    same(said, KNOWN)
    with pytest.raises(AssertionError, match="unknown is told from"):
        same(said)


@pytest.mark.parametrize("kind_of_file", ["csv", "xlsx"])
def test_a_saved_table_is_the_same_bytes(release: Release, asked: dict[str, Where], kind_of_file: str) -> None:
    said = {}
    for kind, where in asked.items():
        findings = [release.estimate(measure, where) for measure in MEASURES]
        found = content(table_file(estimates_table(findings, caption="Scores", rows="Group"), findings), kind_of_file)
        said[kind] = unzipped(found) if kind_of_file == "xlsx" else masked(found.decode("utf-8-sig"))
    assert "Not published" in str(same(said))


def test_a_saved_picture_says_the_same(release: Release, asked: dict[str, Where]) -> None:
    said, drawn = {}, {}
    for kind, where in asked.items():
        about = about_picture([release.estimate(measure, where) for measure in MEASURES])
        said[kind] = masked("\n".join(about))
        lines = tuple(masked(line) for line in about)
        picture = Picture(title="Scores", caption="", figure=figures()["dots"], about=lines, palette=LIGHT)
        drawn[kind] = picture_bytes(picture, FORM.get())
    assert NOT_PUBLISHED in same(said)
    assert same(drawn).startswith(b"\x89PNG")


@pytest.mark.parametrize("kind_of_file", ["html", "pptx", "pdf"])
def test_a_board_pack_is_the_same_bytes(release: Release, asked: dict[str, Where], kind_of_file: str) -> None:
    render: Callable[[Any], bytes] = FORMATS[kind_of_file].render
    if kind_of_file == "pdf":
        said: dict[str, Any] = {kind: masked(repr(board_pack(release, where))) for kind, where in asked.items()}
    else:
        packs = {kind: render(board_pack(release, where)) for kind, where in asked.items()}
        is_html = kind_of_file == "html"
        said = {kind: masked(found.decode()) if is_html else unzipped(found) for kind, found in packs.items()}
    assert NOT_PUBLISHED in str(same(said))


@pytest.mark.parametrize("page", ["engagement", "retention"])
def test_a_page_says_the_same(
    folder: Path, asked: dict[str, Where], page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PUBLISHED, str(folder))
    monkeypatch.setenv(AUDIT_LOG, str(tmp_path / "audit"))
    monkeypatch.delenv(STORE, raising=False)
    said = {}
    for kind, where in asked.items():
        app = AppTest.from_file(ROOT / "dashboard" / "app.py", default_timeout=120)
        for name, chosen in where.items():
            app.query_params[name] = list(chosen)
        app.run().switch_page(f"views/{page}.py").run()
        said[kind] = of_any_session(masked(CHOICES.sub("", text(app))))
    assert NOT_PUBLISHED in same(said)


def test_the_command_line_prints_and_writes_the_same(folder: Path, asked: dict[str, Where], tmp_path: Path) -> None:
    printed, written = {}, {}
    for number, (kind, where) in enumerate(asked.items()):
        filters = [part for name, (category,) in where.items() for part in ("--where", f"{name}={category}")]
        lines = []
        for measure in MEASURES:
            done = CliRunner().invoke(measure_command, [measure, "--published", str(folder), *filters])
            assert done.exit_code == 0, done.output
            lines.append(masked(done.output))
        path = tmp_path / f"{number}.html"
        done = CliRunner().invoke(report_command, ["--html", str(path), "--published", str(folder), *filters])
        assert done.exit_code == 0, done.output
        printed[kind] = [*lines, masked(done.output).replace(path.name, "")]
        written[kind] = masked(path.read_text(encoding="utf-8"))
    assert NOT_PUBLISHED in str(same(printed))
    same(written)


def test_all_are_the_same_lookups_and_the_same_work(release: Release, asked: dict[str, Where]) -> None:
    """The calls of functions are counted, not the time: a rule that were asked again would be among them."""

    def ask(where: Where) -> None:
        for measure in MEASURES:
            release.estimate(measure, where)
            release.compare(measure, where)
        release.curve(where)
        release.spread("engagement", where)
        release.departures(where)

    work: dict[str, tuple[int, int]] = {}
    for kind, where in asked.items():
        ask(where)
        with watched() as lookups:
            work[kind] = calls_of(partial(ask, where)), len(lookups.refused)
            assert not lookups.found
    calls, refused = same(work)
    assert calls > refused > 0


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python a piece of work calls."""
    calls = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_a_refusal_leaves_nothing_in_memory_that_a_second_question_could_find(
    release: Release, asked: dict[str, Where]
) -> None:
    cells: Cells = release._cells  # noqa: SLF001 - what is kept in memory
    sizes = (len(cells), {name: len(getattr(cells, name)) for name in ("_cells", "_measures", "_categories")})
    work = {}
    for kind, where in asked.items():
        before = cell_id.cache_info().currsize
        with watched() as lookups:
            release.estimate("engagement", where)
            lookups.refused_ids()
        work[kind] = cell_id.cache_info().currsize - before
    assert set(work.values()) <= {0, 1}, "at most the id of what was asked is remembered"
    assert (len(cells), {name: len(getattr(cells, name)) for name in sizes[1]}) == sizes


def test_the_log_holds_lines_of_one_form_and_a_count_of_what_nobody_has(
    folder: Path, asked: dict[str, Where], tmp_path: Path
) -> None:
    lines = {}
    for kind, where in asked.items():
        shutil.copytree(folder, copy := tmp_path / kind / "published")
        log = log_folder(None, copy)
        filters = [part for name, (category,) in where.items() for part in ("--where", f"{name}={category}")]
        done = CliRunner().invoke(measure_command, ["engagement", "--published", str(copy), *filters])
        assert done.exit_code == 0, done.output
        (event,) = AuditLog(log).events()
        assert event.cells == ()
        lines[kind] = (event.action, event.note, tuple(re.sub(r"^[0-9a-f]{10}$", "id", one) for one in event.refused))
        written = b"".join(segment.read_bytes() for segment in AuditLog(log).segments())
        assert b" X" not in written, "what was typed is not in the log"
        assert AuditLog(log).verify().is_whole
    assert same(lines, KNOWN)[2] == ("id",)
    assert lines["unknown"][2] == (f"{UNIT}:1 unknown", f"{PLACE}:1 unknown")


def test_a_saved_view_is_kept_and_opened_alike(release: Release, asked: dict[str, Where], tmp_path: Path) -> None:
    choices = {name: [one.value for one in release.choices(name)] for name in (UNIT, PLACE)}
    kept, opened = {}, {}
    for kind, where in asked.items():
        folder = tmp_path / kind.replace(" ", "-")
        views = SavedViews(folder, Viewer(name="Ana", roles=frozenset({Role.EXECUTIVE})))
        saved = views.save("Mine", page="engagement", view=View(where=where), release=release.facts.id)
        (path,) = folder.glob("*.json")
        document = {**json.loads(path.read_text(encoding="utf-8")), "owner": ""}
        kept[kind] = masked(json.dumps(document, sort_keys=True))
        view = parse(parameters(saved.view), choices)
        assert view.where == where
        opened[kind] = masked(repr([release.estimate(measure, view.where).outcome for measure in MEASURES]))
    same(kept)
    assert NOT_PUBLISHED in same(opened)
