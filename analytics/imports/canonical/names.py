"""Names of people as something to recognize them by: the same whichever way round they are written."""

from __future__ import annotations

import unicodedata

from analytics.imports.wording import words

_NOT_A_NAME = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "herr", "frau", "mme", "sr", "sra"})


def name_key(text: str) -> str:
    """What two spellings of a name share: its words without accents and titles, in alphabetical order.

    Args:
        text: The name, such as "Müller, Dr. Anna" or "Anna Müller".

    >>> name_key('"Müller, Dr. Anna"') == name_key("Anna MÜLLER")
    True
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in folded if not unicodedata.combining(one))
    return " ".join(sorted(word for word in words(bare) if word not in _NOT_A_NAME))
