"""The closed lists of the program's tables, and the words that exports have for their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import UNDISCLOSED
from analytics.imports.wording import key, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Vocabulary = dict[str, tuple[str, ...]]

YES = frozenset({"yes", "y", "true", "t", "1", "x", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "false", "f", "0", "nein", "non", "não"})

SESSION_STATUS: Vocabulary = {
    "held": (
        "completed",
        "complete",
        "done",
        "attended",
        "took place",
        "happened",
        "occurred",
        "finished",
        "present",
        "joined",
        "past",
    ),
    "cancelled": ("canceled", "called off", "declined", "cancelled by junior", "cancelled by senior", "postponed"),
    "no_show": ("no show", "noshow", "missed", "absent", "did not attend", "not attended"),
    "scheduled": ("planned", "upcoming", "booked", "confirmed", "pending", "invited", "rescheduled", "moved"),
}
CHANNEL: Vocabulary = {
    "in_person": ("in person", "face to face", "f2f", "onsite", "on site", "on-site", "office", "personal", "live"),
    "video": (
        "video call",
        "zoom",
        "teams",
        "ms teams",
        "microsoft teams",
        "webex",
        "google meet",
        "online",
        "virtual",
        "remote",
    ),
    "chat": ("slack", "message", "messages", "messaging", "instant message", "text", "e-mail", "email"),
    "phone": ("phone call", "call", "telephone", "audio"),
}
SETTING: Vocabulary = {
    "formal": ("planned meeting", "official"),
    "informal": ("casual", "coffee", "ad hoc", "ad-hoc", "lunch", "spontaneous"),
}
OWNER: Vocabulary = {
    "junior": ("junior mentor", "junior person"),
    "senior": ("senior mentee", "senior person"),
    "both": ("joint", "shared", "pair", "together"),
}
GOAL_STATUS: Vocabulary = {
    "met": ("achieved", "completed", "complete", "done", "reached", "fulfilled", "closed as met"),
    "missed": ("not met", "failed", "not achieved", "not reached", "overdue"),
    "open": ("in progress", "active", "ongoing", "not started", "new"),
    "dropped": ("abandoned", "cancelled", "canceled", "withdrawn", "obsolete"),
}
ASSIGNED: Vocabulary = {
    "pilot": ("treatment", "treated", "intervention", "program"),
    "wait_list": ("waitlist", "wait list", "waiting list", "waiting", "later"),
    "control": ("comparison", "no program"),
}
EXIT_REASON: Vocabulary = {
    "voluntary": (
        "resignation",
        "resigned",
        "quit",
        "voluntary termination",
        "voluntary exit",
        "left voluntarily",
        "voluntarily terminated",
        "by employee",
        "Arbeitnehmer",
        "Arbeitnehmerkündigung",
        "Eigenkündigung",
        "Kündigung durch Arbeitnehmer",
        "démission",
        "renuncia",
        "dimisión",
        "baja voluntaria",
        "pedido de demissão",
        "dimissioni",
        "dimissioni volontarie",
        "ontslag door werknemer",
        "自己都合",
    ),
    "involuntary": (
        "dismissal",
        "dismissed",
        "terminated",
        "termination",
        "layoff",
        "laid off",
        "redundancy",
        "redundant",
        "fired",
        "involuntary termination",
        "involuntary exit",
        "terminated for cause",
        "involuntarily terminated",
        "by employer",
        "Arbeitgeber",
        "Arbeitgeberkündigung",
        "Kündigung durch Arbeitgeber",
        "betriebsbedingt",
        "licenciement",
        "despido",
        "demissão sem justa causa",
        "demissão por justa causa",
        "licenziamento",
        "ontslag door werkgever",
        "会社都合",
        "解雇",
    ),
    "retirement": (
        "retired",
        "retire",
        "early retirement",
        "Rente",
        "Ruhestand",
        "retraite",
        "départ à la retraite",
        "jubilación",
        "aposentadoria",
        "pensionamento",
        "pensioen",
        "定年",
        "定年退職",
    ),
    "other": (
        "death",
        "deceased",
        "end of contract",
        "contract ended",
        "transfer",
        "unknown",
        "Befristung",
        "Vertragsende",
        "Aufhebungsvertrag",
        "fin de contrat",
        "fin de CDD",
        "fin de contrato",
        "fim de contrato",
        "fine contratto",
        "einde contract",
        "契約満了",
    ),
}
REASON_IN_STATUS: Vocabulary = {
    "voluntary": ("resigned", "quit", "voluntary termination", "voluntarily terminated", "left voluntarily"),
    "involuntary": (
        "terminated for cause", "involuntarily terminated", "involuntary termination", "dismissed", "laid off", "fired",
    ),
    "retirement": ("retired", "retiree"),
    "other": ("deceased",),
}  # fmt: skip
"""Why people left, where their status says more than that they did: "terminated" alone says nothing of the reason."""
EMPLOYMENT: Vocabulary = {
    "employed": (
        "active", "a", "current", "on leave", "leave of absence", "paid leave", "unpaid leave", "parental leave",
        "probation",
        "suspended", "notice period", "full-time", "full time", "part-time", "part time", "regular", "yes", "y",
        "true", "1",
        "aktiv", "beschäftigt", "in elternzeit", "ruhend", "ja", "actif", "active", "en poste", "en congé", "oui",
        "activo",
        "alta", "en activo", "sí", "ativo", "sim", "attivo", "in forza", "actief", "in dienst", "在籍", "在職", "休職",
    ),
    "left": (
        "terminated", "t", "voluntarily terminated", "terminated for cause", "involuntarily terminated",
        "inactive", "former", "resigned", "retired", "deceased", "dismissed", "exited", "separated",
        "no", "n", "false", "0", "ausgeschieden", "ausgetreten", "inaktiv", "gekündigt", "nein", "sorti", "inactif",
        "parti",
        "non", "baja", "inactivo", "no activo", "inativo", "desligado", "demitido", "não", "cessato", "inattivo",
        "uit dienst",
        "inactief", "nee", "退職", "退社", "離職",
    ),
}  # fmt: skip
WORKER_TYPE: Vocabulary = {
    "employee": (
        "regular", "permanent", "full-time", "part-time", "regular full-time", "regular part-time", "salaried",
        "hourly", "intern", "apprentice", "staff", "fixed term", "seasonal", "casual", "trainee", "festangestellt",
        "befristet", "unbefristet", "vollzeit", "teilzeit", "werkstudent", "auszubildender", "CDI", "CDD",
        "temps plein",
        "temps partiel", "indefinido", "temporal", "tiempo completo", "tiempo parcial", "CLT", "efetivo", "estagiário",
        "tempo indeterminato", "tempo determinato", "vast", "onbepaalde tijd", "bepaalde tijd", "正社員", "契約社員",
    ),
    "contractor": (
        "contingent worker", "contingent", "contract worker", "independent contractor", "consultant", "external",
        "external worker", "freelancer", "freelance", "temp", "agency worker", "agency", "nonworker", "non-employee",
        "vendor", "leiharbeitnehmer", "zeitarbeit", "extern", "externer", "intérimaire", "prestataire", "externe",
        "contratista", "externo", "autónomo", "terceirizado", "prestador", "collaboratore esterno", "esterno",
        "consulente", "inhuur", "uitzendkracht", "zzp", "派遣", "派遣社員", "業務委託",
    ),
}  # fmt: skip
PAIR_STATUS: Vocabulary = {
    "begun": (
        "active", "accepted", "matched", "connected", "in progress", "ongoing", "open", "completed", "complete",
        "closed",
        "ended", "finished", "concluded", "expired", "paused", "on hold", "established",
    ),
    "not begun": (
        "pending", "proposed", "requested", "invited", "declined", "rejected", "draft", "suggested", "recommended",
        "withdrawn", "cancelled before start", "not started", "awaiting response",
    ),
}  # fmt: skip
_UNTOLD = frozenset(
    key(text)
    for text in (
        "-", "--", "?", ".", "n/a", "na", "n.a.", "none", "null", "nil", "unknown", "not known", "unspecified",
        "not specified", "undisclosed", "not disclosed", "not stated", "not declared", "prefer not to say",
        "prefer not to answer", "prefer not to disclose", "rather not say", "declined to answer", "i prefer not to say",
        "keine angabe", "k.a.",
    )
)  # fmt: skip


def member_of(vocabulary: Mapping[str, Iterable[str]]) -> Callable[[str], str | None]:
    """A function from a cell to the member of a list that it names, or None.

    Args:
        vocabulary: Other words by member.

    >>> member_of(SESSION_STATUS)("No-Show")
    'no_show'
    """
    known = {key(word): member for member, words in vocabulary.items() for word in (member, *words)}
    return lambda text: known.get(key(text))


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    word = text.casefold()
    return True if word in YES else False if word in NO else None


def is_told(text: str) -> bool:
    """Whether a cell tells a category rather than nothing.

    >>> is_told("Prefer not to say"), is_told("Sales")
    (False, True)
    """
    return bool(trimmed(text)) and key(text) not in _UNTOLD


def category(text: str) -> str:
    """The category that a cell tells, or Undisclosed."""
    return text if is_told(text) else UNDISCLOSED
