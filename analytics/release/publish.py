"""Makes a release: merges, audits, counts, computes, writes. The only step that sees the data behind a dashboard."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

from analytics.engine import DUCKDB, open_engine
from analytics.engine.rows import count
from analytics.errors import NotPublishedError
from analytics.query import Query
from analytics.release import gather
from analytics.release.alike import without_alike
from analytics.release.audit.auditing import audit_all
from analytics.release.audit.merge import MINIMUM
from analytics.release.audit.populations import populations_of
from analytics.release.audit.report import report
from analytics.release.audit.rules_in_force import limits
from analytics.release.cell_key import EVERYONE
from analytics.release.cells import Cells
from analytics.release.computed.computed import computed
from analytics.release.computed.matrix import pair_matrix
from analytics.release.files import DRAFT, cells_hash, copy_release, is_whole, read_facts, write_release
from analytics.release.partial_answers import without_few_skipping
from analytics.release.stack.amend import Amendment
from analytics.release.stack.reading import Reader
from analytics.worker.progress import unobserved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from analytics.audit_chain import Anchor
    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.measures.cell import Cell
    from analytics.program import Program
    from analytics.release.audit.audited import Audits
    from analytics.release.audit.plan import Population
    from analytics.release.cell_key import CellKey
    from analytics.release.stack.stack import Stack
    from analytics.worker.progress import Progress

STAGES: Mapping[str, tuple[str, float]] = {
    "read": ("Reading the data", 0.0),
    "merge": ("Joining small categories", 0.09),
    "audit": ("Auditing every cell", 0.15),
    "count": ("Counting every cell", 0.56),
    "compute": ("Computing curves, comparisons and drivers", 0.64),
    "write": ("Writing the release", 0.98),
}
"""Words of each stage and the share of the whole work that is done when it begins, as measured on the demo program."""


class Import(Protocol):
    """One import in a version of the store."""

    @property
    def id(self) -> str:
        """Its name."""


class Source(Protocol):
    """One version of the store, as a release needs it; `analytics.store.Version` is one."""

    @property
    def files(self) -> Mapping[str, Sequence[Path]]:
        """Parquet files of each table, oldest import first."""

    @property
    def number(self) -> int:
        """Number of the version."""

    @property
    def sha256(self) -> str:
        """Hash of its manifest."""

    @property
    def imports(self) -> Sequence[Import]:
        """The imports that are live in it."""


def publish(  # noqa: PLR0913 - what it is made of, and who counts
    source: Source,
    program: Program,
    folder: Path,
    *,
    at: str,
    is_draft: bool = False,
    stack: Stack | None = None,
    anchor: Anchor | None = None,
    engine_name: str = DUCKDB,
    on_progress: Progress = unobserved,
) -> Path:
    """The folder of a new release of this version of the store.

    The same version and settings give the same cells, and the same folder: publishing twice changes nothing, unless
    the folder was damaged meanwhile.

    Args:
        source: The version of the store.
        program: The program's settings.
        folder: Where releases are kept; the release becomes a folder in it.
        at: Time of publishing, ISO 8601.
        is_draft: Whether only analysts and stewards may see it.
        stack: Everything shown before, with which it is audited; the first release of its data if left out.
        anchor: Where the audit log stands, which the release names.
        engine_name: What counts: `duckdb`, or the address of a Spark; the release is the same.
        on_progress: Told each stage as it begins.

    Raises:
        NotPublishedError: The store holds neither a program nor a survey.
        SettingsError: There is no such engine, or what it needs is missing.
        StoreError: The record of what it shows cannot be written.
    """
    on_progress(*STAGES["read"])
    stack = None if stack is None else stack.before(made_of(source, program))
    with open_engine(source.files, program.scheme, engine_name) as engine:
        counted = _counted(engine, program, on_progress, stack)
        cells = counted.cells
        release_id = f"{name_of(source, program, cells_hash(cells))}{DRAFT if is_draft else ''}"
        if not is_whole(folder / release_id) or not (stack is None or stack.has(release_id)):
            on_progress(*STAGES["compute"])
            plain = _facts(
                engine, source, program, counted.populations, release_id=release_id, at=at, is_draft=is_draft
            )
            facts = counted.amended(Amendment.facts, plain)
            earlier = counted.amendment.drawn() if counted.amendment else None
            found, outcomes = computed(engine, program, cells, facts, audits=counted.audits, earlier=earlier)
            findings = counted.amended(Amendment.findings, found)
            audit = counted.amended(Amendment.audit, report(counted.audits.all(), outcomes))
            on_progress(*STAGES["write"])
            if stack and counted.amendment:
                documents = {"facts": facts, "findings": findings, "audit": audit}
                stack.record(
                    counted.amendment.record(counted.kept, made_of=made_of(source, program), cells=cells, **documents)
                )
            named = {**facts, **_anchored(anchor)}
            write_release(folder / release_id, cells=cells, findings=findings, audit=audit, facts=named)
    return folder / release_id


def publish_draft(
    draft: Path,
    source: Source,
    program: Program,
    *,
    at: str,
    stack: Stack | None = None,
    anchor: Anchor | None = None,
) -> Path:
    """The folder of a release that is this very draft, byte for byte but for its name, its time and who may see it.

    Args:
        draft: The folder of the draft.
        source: The version of the store.
        program: The program's settings.
        at: Time of publishing, ISO 8601.
        stack: Everything shown before; there the draft has a record of what it shows.
        anchor: Where the audit log stands, which the release names.

    Raises:
        NotPublishedError: The draft is damaged, or was made of other data or settings than these, or before a release.
    """
    facts = read_facts(draft)
    name = name_of(source, program, facts["cells_hash"])
    if draft.name != f"{name}{DRAFT}":
        moved = facts["data_sha256"] != source.sha256
        raise NotPublishedError(
            f"The draft {draft.name} is not what would be published now: "
            f"{'the data have' if moved else 'the settings or the product have'} changed since it was made.",
            next_step="Make a new draft, look at it, and publish that one.",
        )
    published = draft.with_name(name)
    if not is_whole(published):
        if stack:
            stack.before(made_of(source, program)).confirm(draft.name, name, at=at)
        copy_release(draft, published, {"id": name, "created_at": at, "is_draft": False, **_anchored(anchor)})
    return published


def _anchored(anchor: Anchor | None) -> dict[str, Any]:
    return {"audit_log": asdict(anchor)} if anchor else {}


def counted_hash(
    source: Source, program: Program, *, stack: Stack | None = None, on_progress: Progress = unobserved
) -> str:
    """The hash of the cells that this version of the store gives, counted again from its rows.

    Args:
        source: The version of the store.
        program: The program's settings.
        stack: Everything that was shown before it.
        on_progress: Told each stage as it begins.

    Raises:
        NotPublishedError: The store holds neither a program nor a survey.
    """
    on_progress(*STAGES["read"])
    with open_engine(source.files, program.scheme) as engine:
        return cells_hash(_counted(engine, program, on_progress, stack).cells)


def name_of(source: Source, program: Program, hash_of_cells: str) -> str:
    """The name of a release: the version of the data, and a hash of the data, settings, cells, rules and package.

    Args:
        source: The version of the store.
        program: The program's settings.
        hash_of_cells: Hash of all its cells.
    """
    return f"{source.number:06d}-{_hash(source, program, hash_of_cells)[:8]}"


def made_of(source: Source, program: Program) -> str:
    """One hash of what a release is made of besides earlier ones: the data, the settings, the rules, this package.

    Args:
        source: The version of the store.
        program: The program's settings.
    """
    return _hash(source, program, "")


def _hash(source: Source, program: Program, hash_of_cells: str) -> str:
    settings = {name: value for name, value in asdict(program).items() if name not in {"limits", "retention"}}
    parts = [source.sha256, settings, hash_of_cells, version("twoway"), limits()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What a release shows before anything is computed from it.

    Args:
        populations: The populations after small categories were merged.
        audits: Their audits.
        cells: The cells that are shown, those that keep an earlier figure among them.
        amendment: What earlier releases have shown; None where nothing is to be remembered.
        kept: The single cells that keep an earlier figure.
    """

    populations: Mapping[str, Population]
    audits: Audits
    cells: Cells
    amendment: Amendment | None
    kept: Mapping[CellKey, str]

    def amended(
        self, part: Callable[[Amendment, Mapping[str, Any], Mapping[CellKey, str]], dict[str, Any]], new: dict[str, Any]
    ) -> dict[str, Any]:
        """A part of the release, with what stays of an earlier one."""
        return part(self.amendment, new, self.kept) if self.amendment else new


def _counted(engine: Engine, program: Program, on_progress: Progress, stack: Stack | None) -> _Counted:
    """The populations after small categories were merged, their audits, and the cells that may be shown."""
    on_progress(*STAGES["merge"])
    settled = stack.plan(program.scheme.label) if stack else {}
    plan, patterns, populations = populations_of(engine, program.scheme, settled)
    if not populations:
        raise NotPublishedError(
            "There is nothing to publish yet.",
            next_step="Import a roster, pairs or a survey first: `twoway import`.",
        )
    on_progress(*STAGES["audit"])
    amendment = None
    if stack is not None:
        amendment = stack.amendment(Reader(engine, populations, stack.secret).members(), plan)
    audits = audit_all(engine, patterns, populations, program.tables, amendment)
    on_progress(*STAGES["count"])
    allowed = _allowed(gather.cells(engine, program.tables), gather.question_cells(engine), audits)
    fresh = without_few_skipping(without_alike(allowed), engine.rows(Query(aggregate="questions")))
    denominators = _denominators(engine.rows(Query(aggregate="denominators")))
    kept = amendment.kept(fresh, populations, denominators) if amendment else {}
    return _Counted(
        populations=populations,
        audits=audits,
        cells=amendment.cells(fresh, kept) if amendment else Cells(fresh),
        amendment=amendment,
        kept=kept,
    )


def _allowed(counted: Mapping[CellKey, Cell], questions: Mapping[CellKey, Cell], audits: Audits) -> dict[CellKey, Cell]:
    """The counted cells that passed the audit, with enough answers in them and outside them."""
    answers = {(key.population, key.measure): cell.n for key, cell in counted.items() if key.categories == EVERYONE}
    allowed = {
        key: cell
        for key, cell in counted.items()
        if audits.allow(key) and _is_large(cell.n, answers[key.population, key.measure])
    }
    return allowed | {key: cell for key, cell in questions.items() if cell.n >= MINIMUM and audits.allow(key)}


def _is_large(n: int, everyone: int) -> bool:
    return n >= MINIMUM and (n == everyone or everyone - n >= MINIMUM)


def _facts(
    engine: Engine,
    source: Source,
    program: Program,
    populations: Mapping[str, Population],
    *,
    release_id: str,
    at: str,
    is_draft: bool,
) -> dict[str, Any]:
    store = engine.rows(Query(aggregate="facts"))[0]
    return {
        "id": release_id,
        "created_at": at,
        "is_draft": is_draft,
        "program": program.name,
        "primary_outcome": program.primary_outcome,
        "margin": program.margin,
        "scheme": program.scheme.label,
        "tables": [list(pair) for pair in program.tables],
        "data_version": source.number,
        "data_sha256": source.sha256,
        "import_ids": [one.id for one in source.imports],
        "launched_on": store["launched_on"],
        "observed_to": store["observed_to"],
        "has_leavers": bool(store["leavers"]),
        "has_reasons": bool(store["reasons"]),
        "has_promotions": bool(store["promotions"]),
        "has_sessions": bool(store["pairs_with_sessions"]),
        "has_goals": bool(store["pairs_with_goals"]),
        "has_channels": bool(store["pairs_with_channels"]),
        "has_settings": bool(store["pairs_with_settings"]),
        "team_size": _team_size(store),
        "populations": {
            name: {"dimensions": {d: list(c) for d, c in one.categories.items()}} for name, one in populations.items()
        },
        "waves": _waves(engine),
        "denominators": _denominators(engine.rows(Query(aggregate="denominators"))),
        "questions": _questions(engine),
        "pair_matrix": pair_matrix(engine, [one.label for one in program.scheme.generations], minimum=MINIMUM),
        "rules": {"minimum": MINIMUM},
    }


def _team_size(store: Row) -> int | None:
    """Mean number of people of a team, whole; None where there are too few teams to average over."""
    teams = count(store, "teams")
    return round(count(store, "members") / teams) if teams >= MINIMUM else None


def _questions(engine: Engine) -> list[dict[str, Any]]:
    found = [dict(row) for row in engine.rows(Query(aggregate="questions"))]
    return sorted(found, key=lambda row: json.dumps([row["wave"], row["question_id"], row], sort_keys=True))


def _waves(engine: Engine) -> list[dict[str, Any]]:
    invited = {row["wave"]: row["people"] for row in engine.rows(Query(aggregate="invited"))}
    waves = [
        {"name": row["wave"], "on": row["wave_on"], "responded": row["people"], "invited": invited.get(row["wave"])}
        for row in engine.rows(Query(aggregate="waves"))
        if count(row, "people") >= MINIMUM
    ]
    return sorted(waves, key=lambda wave: (str(wave["on"]), str(wave["name"])))


def _denominators(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """Integer steps of a score by wave and scale; a wave whose imports disagree has none and stays unpublished."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if row["denominator"] == row["lowest"]:
            found.setdefault(str(row["wave"]), {})[str(row["scale"])] = count(row, "denominator")
    return found
