"""Google Forms: one row of question texts, the first of them the time stamp in the language of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.dates import looks_like_date
from analytics.imports.vendors.vendor import CERTAIN, Layout, Vendor, keyed, one_row, rows_where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.table import Table

_STAMPS = frozenset(
    {
        "timestamp",
        "zeitstempel",
        "horodateur",
        "marcatemporal",
        "marcadetiempo",
        "carimbodedatahora",
        "informazionicronologiche",
        "tijdstempel",
        "タイムスタンプ",
        "sygnaturaczasowa",
        "отметкавремени",
        "позначкачасу",
        "zamandamgas\u0131",
        "časovérazítko",
        "časováznačka",
        "tidsstämpel",
        "tidsstempel",
        "tidspunkt",
        "tidsmerke",
        "aikaleima",
        "marcadetemps",
        "marcadetempo",
        "időbélyeg",
        "marcajdetimp",
        "χρονικήσήμανση",
        "stempelwaktu",
        "capwaktu",
        "dấuthờigian",
        "타임스탬프",
        "时间戳记",
        "時間戳記",
    }
)
_ADDRESSES = frozenset(
    {
        "emailaddress",
        "emailadresse",
        "adresseemail",
        "direccióndecorreoelectrónico",
        "endereçodeemail",
        "indirizzoemail",
        "emailadres",
        "メールアドレス",
        "username",
        "nutzername",
        "nomd'utilisateur",
        "nomdutilisateur",
        "nombredeusuario",
        "nomedousuário",
        "nomedeutilizador",
        "nomeutente",
        "gebruikersnaam",
        "ユーザー名",
        "nazwaużytkownika",
        "имяпользователя",
    }
)
_SCORES = frozenset({"score", "punkte", "puntuación", "pontuação", "punteggio", "スコア"})
_ROLES = dict.fromkeys(_STAMPS, "submitted") | dict.fromkeys(_ADDRESSES, "email") | dict.fromkeys(_SCORES, "derived")


def likeness(rows: Sequence[Sequence[str]]) -> float:
    """How sure it is that rows are from Google Forms, 0 to 1."""
    if keyed(rows[0][:1]) != [] and keyed(rows[0][:1])[0] in _STAMPS:
        below = [row[0] for row in rows[1:] if row and row[0].strip()]
        return CERTAIN if not below or looks_like_date(below[0]) else 0.0
    return 0.0


def layout(rows: Sequence[Sequence[str]]) -> Layout:
    """The headings: one row; a grid's column is "Question [Row]"."""
    return one_row(rows, _ROLES)


def dropped(table: Table) -> dict[str, list[int]]:
    """Rows without a time stamp."""
    return {"no_timestamp": rows_where(table, "submitted", lambda cell: not cell.strip())}


VENDOR = Vendor(name="google_forms", label="Google Forms", likeness=likeness, layout=layout, dropped=dropped)
