"""The two people of a pair, by id, e-mail or name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.errors import RefusedImportError

if TYPE_CHECKING:
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.file import ProgramFile
    from analytics.imports.canonical.options import ProgramOptions
    from analytics.imports.canonical.reader import Reader

MENTOR, MENTEE = ("mentor_id", "mentor_name"), ("mentee_id", "mentee_name")


def sides(file: ProgramFile, options: ProgramOptions) -> tuple[str, str]:
    """The columns of the junior and of the senior person.

    Args:
        file: The pairs as text.
        options: What a person stated.

    Raises:
        RefusedImportError: The file says mentor and mentee, and nobody has said which of them is the junior one.
    """
    if file.has("junior_id") and file.has("senior_id"):
        return "junior_id", "senior_id"
    if options.junior is None:
        raise who_is_junior(file.file_name)
    mentor, mentee = people_columns(file)
    return (mentor, mentee) if options.junior == "mentor" else (mentee, mentor)


def who_is_junior(file_name: str) -> RefusedImportError:
    """The refusal that asks which of mentor and mentee is the junior person.

    Args:
        file_name: The name the user gave the file.
    """
    return RefusedImportError(
        file_name,
        ["It says mentor and mentee. In reverse mentoring either may be the junior person."],
        next_step="Say which one the mentor is: --mentor-is junior or --mentor-is senior.",
        needs=["junior"],
    )


def people_columns(file: ProgramFile) -> tuple[str, str]:
    """The columns of the two people, whoever of them is the junior one; `mentor_id` and `mentee_id` where none are.

    Args:
        file: A program table as text.
    """
    if file.has("junior_id") and file.has("senior_id"):
        return "junior_id", "senior_id"
    mentor, mentee = (next((name for name in side if file.has(name)), side[0]) for side in (MENTOR, MENTEE))
    return mentor, mentee


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of every pair.

    Args:
        name: Its column.
        keys: The keys of its people.
        n_unknown: How many rows name nobody in a roster.
    """

    name: str
    keys: pa.Array
    n_unknown: int


def side(name: str, reader: Reader, directory: Directory) -> Side:
    """One side of every pair, people that no roster knows noted.

    Args:
        name: Its column.
        reader: The file.
        directory: The people known so far.
    """
    cells, by_name = reader.id_cells(name), name.endswith("_name")
    find = directory.person_named if by_name else directory.person_key
    keys = cells.read(lambda text: find(reader.key, text))
    known = directory.knows_people(np.asarray([key or 0 for key in keys], dtype=np.int64))
    is_unknown = ~known[cells.codes] & ~cells.is_blank & ~reader.is_left_out
    reader.faults.warn("unknown_person", name, "name nobody in the roster", is_unknown, _more(directory, by_name))
    if by_name:
        message = f"`{name}`: people are recognized by name only, where exactly one person has it. Ids are safer."
        reader.faults.notice("by_name", message)
    return Side(name=name, keys=cells.spread(keys, pa.int64()), n_unknown=int(is_unknown.sum()))


def _more(directory: Directory, by_name: bool) -> str:  # noqa: FBT001
    if not directory.people.size:
        return "No roster is imported yet: import people, and they will be found."
    if by_name:
        return "Nobody or several people have the name: export ids or e-mail addresses instead."
    return "They stay without generation and retention until a roster names them: compare how the two files write ids."
