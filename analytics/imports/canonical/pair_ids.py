"""Which pseudonym belongs to which id of a pairs file, for somebody who has the file anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError
from analytics.imports.canonical.file import read_program_file
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.canonical.reader import Reader
from analytics.store.keys import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.imports.reading import Source
    from analytics.store import Store


def pair_ids(store: Store, source: Source, file_name: str) -> Mapping[int, str]:
    """The ids in a pairs file by the pseudonyms that the store has for them. Nothing is written anywhere.

    Args:
        store: The store, whose key is used.
        source: The file's path, its bytes, or an open binary file.
        file_name: The name the user gave it.

    Raises:
        UnreadableFileError: The file is no table of text.
        RefusedImportError: It is no pairs file, or has no column of pair ids.
        StoreError: The store or its key cannot be read.
    """
    file = read_program_file(source, "pairs", file_name=file_name)
    if not file.has("pair_id"):
        raise RefusedImportError(file_name, ["There is no column with the ids of pairs."])
    key = Key(store.key())
    cells = Reader(file, key, options=ProgramOptions(), date_columns=()).id_cells("pair_id")
    return {key.hashed("pair", text): text for text in cells.distinct if text}
