"""The dictionary of the program's tables: every column, what it holds, and the headings it is known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ProgramTable: TypeAlias = Literal["people", "pairs", "sessions", "goals"]
PROGRAM_TABLES: tuple[ProgramTable, ...] = ("people", "pairs", "sessions", "goals")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramColumn:
    """One column of a program table.

    Args:
        name: Its name in our own files.
        meaning: What it holds, one sentence.
        synonyms: Other headings it is known by; case, blanks and punctuation do not matter.
        is_required: Whether a file without it is refused.
        is_telling: Whether finding it says much about which table a file holds.
    """

    name: str
    meaning: str
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    is_telling: bool = False


_PEOPLE = (
    ProgramColumn(
        name="person_id",
        meaning="The person's number or code, kept as text with its leading zeros. Stored as a keyed hash only.",
        synonyms=(
            "employee id",
            "employee number",
            "employee no",
            "employee",
            "emp id",
            "emp no",
            "empid",
            "personnel number",
            "personnel no",
            "personnel id",
            "worker id",
            "associate id",
            "staff id",
            "staff number",
            "user id",
            "person number",
            "Personalnummer",
            "matricule",
            "id",
        ),
        is_required=True,
    ),
    ProgramColumn(
        name="email",
        meaning="The person's work address, another way to recognize them. Stored as a keyed hash only.",
        synonyms=("e-mail", "email address", "e-mail address", "work email", "work email address", "mail"),
    ),
    ProgramColumn(
        name="birth_year",
        meaning="Year of birth, four digits.",
        synonyms=("year of birth", "yob", "Geburtsjahr"),
    ),
    ProgramColumn(
        name="birth_date",
        meaning="Date of birth, where there is no birth_year. Only the year is stored.",
        synonyms=("date of birth", "dob", "birthday", "birth day", "Geburtsdatum"),
    ),
    ProgramColumn(
        name="gender", meaning="Gender; blank is Undisclosed.", synonyms=("sex", "gender identity", "Geschlecht")
    ),
    ProgramColumn(
        name="ethnicity",
        meaning="Ethnicity; blank is Undisclosed.",
        synonyms=("race", "race/ethnicity", "race and ethnicity", "ethnic group", "ethnic origin", "ethnic background"),
    ),
    ProgramColumn(
        name="business_unit",
        meaning="Business unit; blank is Undisclosed.",
        synonyms=("department", "dept", "division", "bu", "unit", "function", "organization", "org unit", "Abteilung"),
        is_telling=True,
    ),
    ProgramColumn(
        name="level",
        meaning="Level, such as L1 to L6. A higher level in a later row of the same person is a promotion.",
        synonyms=("job level", "grade", "job grade", "pay grade", "band", "career level", "management level"),
    ),
    ProgramColumn(
        name="location",
        meaning="Place of work; blank is Undisclosed.",
        synonyms=("site", "office", "city", "work location", "country", "Standort"),
    ),
    ProgramColumn(
        name="team",
        meaning="The team, or its manager. Stored as a keyed hash only.",
        synonyms=("team id", "team name", "manager id", "manager", "supervisor id", "supervisor", "line manager id"),
    ),
    ProgramColumn(
        name="hired_on",
        meaning="Date of hire.",
        synonyms=(
            "hire date",
            "hired",
            "date of hire",
            "date hired",
            "original hire date",
            "last hire date",
            "start date",
            "join date",
            "joined",
            "joining date",
            "date joined",
            "employment start",
            "entry date",
            "Eintrittsdatum",
        ),
        is_required=True,
        is_telling=True,
    ),
    ProgramColumn(
        name="exited_on",
        meaning="Last day of employment; blank while employed. A roster without leavers cannot answer retention.",
        synonyms=(
            "exit date",
            "termination date",
            "date of termination",
            "leave date",
            "leaving date",
            "date left",
            "left on",
            "separation date",
            "last day",
            "last working day",
            "employment end",
            "end date",
            "Austrittsdatum",
        ),
        is_telling=True,
    ),
    ProgramColumn(
        name="exit_reason",
        meaning="voluntary, involuntary, retirement or other.",
        synonyms=(
            "termination reason",
            "termination type",
            "reason for leaving",
            "leaving reason",
            "separation reason",
            "separation type",
            "turnover type",
            "attrition type",
            "exit type",
        ),
        is_telling=True,
    ),
    ProgramColumn(
        name="eligible",
        meaning="Whether the person could have joined the program: yes or no; blank is yes.",
        synonyms=("is eligible", "program eligible", "eligible for program", "in scope"),
    ),
    ProgramColumn(
        name="effective_on",
        meaning="The day from which this row holds, where a person has several rows; blank for an only row.",
        synonyms=("effective date", "effdt", "valid from", "as of", "as of date", "change date"),
    ),
)

_PAIR_ID = ("pair", "pair no", "pair number", "match id", "relationship id", "connection id", "mentoring connection id")

_PAIRS = (
    ProgramColumn(
        name="pair_id",
        meaning="The pair's number or code. Stored as a keyed hash only.",
        synonyms=(*_PAIR_ID, "mentoring connection name", "id"),
        is_required=True,
    ),
    ProgramColumn(
        name="program",
        meaning="Name of the program; blank is Program.",
        synonyms=("program name", "programme", "programme name"),
    ),
    ProgramColumn(
        name="cohort",
        meaning="Those who start together.",
        synonyms=("cohort name", "group", "round", "batch", "intake", "season"),
        is_required=True,
        is_telling=True,
    ),
    ProgramColumn(
        name="junior_id",
        meaning="The junior person, who mentors: person_id or e-mail.",
        synonyms=(
            "junior",
            "junior mentor",
            "junior mentor id",
            "junior person id",
            "junior employee id",
            "junior email",
        ),
        is_telling=True,
    ),
    ProgramColumn(
        name="senior_id",
        meaning="The senior person, who is mentored: person_id or e-mail.",
        synonyms=(
            "senior",
            "senior mentee",
            "senior mentee id",
            "senior person id",
            "senior employee id",
            "senior email",
        ),
        is_telling=True,
    ),
    ProgramColumn(
        name="mentor_id",
        meaning="The platform's mentor, where there is no junior_id: which side is the junior one is asked.",
        synonyms=("mentor", "mentor email", "mentor email address", "mentor employee id", "mentor person id"),
        is_telling=True,
    ),
    ProgramColumn(
        name="mentee_id",
        meaning="The platform's mentee, where there is no senior_id: which side is the junior one is asked.",
        synonyms=(
            "mentee",
            "mentee email",
            "mentee email address",
            "mentee employee id",
            "mentee person id",
            "protege",
        ),
        is_telling=True,
    ),
    ProgramColumn(
        name="enrolled_on",
        meaning="The day on which the two joined the program; the start where it is absent.",
        synonyms=("enrollment date", "enrolment date", "enrolled", "signup date", "matched on", "match date"),
    ),
    ProgramColumn(
        name="started_on",
        meaning="The day on which the pair began.",
        synonyms=("start date", "started", "begin date", "pair start", "kickoff date", "kick-off date"),
        is_required=True,
    ),
    ProgramColumn(
        name="ended_on",
        meaning="The day on which the pair ended; blank while it is open.",
        synonyms=("end date", "ended", "closed on", "close date", "completed on", "completion date", "finish date"),
    ),
    ProgramColumn(
        name="end_reason",
        meaning="Why it ended.",
        synonyms=("reason", "reason for ending", "closure reason", "close reason", "ending reason"),
    ),
    ProgramColumn(
        name="agreed_per_month",
        meaning="Sessions a month that the two agreed on.",
        synonyms=("sessions per month", "meetings per month", "agreed sessions per month", "agreed meetings per month"),
    ),
)

_SESSIONS = (
    ProgramColumn(
        name="session_id",
        meaning="The session's number or code. Without it, the pair, the day and their order name a session.",
        synonyms=("session", "session no", "meeting id", "meeting no", "event id", "id"),
    ),
    ProgramColumn(
        name="pair_id",
        meaning="The pair, as in pairs.",
        synonyms=(*_PAIR_ID, "mentoring connection name"),
        is_required=True,
    ),
    ProgramColumn(
        name="held_on",
        meaning="The day of the session.",
        synonyms=(
            "date",
            "session date",
            "meeting date",
            "date held",
            "held",
            "start time",
            "started at",
            "scheduled for",
        ),
        is_required=True,
        is_telling=True,
    ),
    ProgramColumn(
        name="status",
        meaning="held, cancelled, no_show or scheduled; held where the column is absent.",
        synonyms=("session status", "meeting status", "state"),
    ),
    ProgramColumn(
        name="minutes",
        meaning="Length in minutes.",
        synonyms=(
            "duration",
            "duration (minutes)",
            "duration minutes",
            "duration in minutes",
            "length",
            "length minutes",
        ),
        is_telling=True,
    ),
    ProgramColumn(
        name="channel",
        meaning="in_person, video, chat or phone.",
        synonyms=("medium", "mode", "format", "meeting type", "session type"),
        is_telling=True,
    ),
    ProgramColumn(name="setting", meaning="formal or informal.", synonyms=("formality",)),
    ProgramColumn(
        name="topic",
        meaning="One of the program's topics. A column of free text is not stored.",
        synonyms=("subject", "theme", "session topic", "meeting topic"),
    ),
    ProgramColumn(
        name="one_way_support",
        meaning="Whether the session was help with a tool rather than mentoring: yes or no.",
        synonyms=("one way", "support", "support session", "is support"),
    ),
    ProgramColumn(
        name="junior_goal_addressed",
        meaning="Whether a goal of the junior person was worked on: yes or no.",
        synonyms=("junior goal", "junior goals addressed", "addressed junior goal"),
    ),
    ProgramColumn(
        name="senior_goal_addressed",
        meaning="Whether a goal of the senior person was worked on: yes or no.",
        synonyms=("senior goal", "senior goals addressed", "addressed senior goal"),
    ),
)

_GOALS = (
    ProgramColumn(
        name="goal_id",
        meaning="The goal's number or code. Without it, the pair, the owner, the day and their order name a goal.",
        synonyms=("goal", "goal no", "goal number", "objective id", "id"),
    ),
    ProgramColumn(
        name="pair_id",
        meaning="The pair, as in pairs.",
        synonyms=(*_PAIR_ID, "mentoring connection name"),
        is_required=True,
    ),
    ProgramColumn(
        name="owner",
        meaning="Whose goal it is: junior, senior or both.",
        synonyms=("goal owner", "owned by", "set by", "for"),
        is_required=True,
        is_telling=True,
    ),
    ProgramColumn(
        name="set_on",
        meaning="The day on which it was set.",
        synonyms=("set date", "date set", "created", "created on", "goal date"),
        is_required=True,
        is_telling=True,
    ),
    ProgramColumn(
        name="due_on",
        meaning="The day by which it should be met.",
        synonyms=("due", "due date", "target date", "deadline"),
        is_telling=True,
    ),
    ProgramColumn(
        name="closed_on",
        meaning="The day on which it was closed.",
        synonyms=("closed", "closed date", "close date", "completed on", "completion date", "met on"),
    ),
    ProgramColumn(
        name="status",
        meaning="met, missed, open or dropped.",
        synonyms=("goal status", "state", "outcome", "result"),
        is_required=True,
    ),
)

COLUMNS: Mapping[ProgramTable, tuple[ProgramColumn, ...]] = {
    "people": _PEOPLE,
    "pairs": _PAIRS,
    "sessions": _SESSIONS,
    "goals": _GOALS,
}
