"""Headings as HR systems and mentoring platforms write them."""

from __future__ import annotations

import pytest

from analytics.imports.canonical.recognize import header_row

ROSTERS = {
    "Workday": [
        "Employee ID",
        "Worker",
        "Worker Type",
        "Hire Date",
        "Termination Date",
        "Primary Termination Reason",
        "Management Level",
        "Supervisory Organization",
        "Primary Work Email",
        "Date of Birth",
        "Gender",
        "Race/Ethnicity",
        "Work Address - Country",
    ],
    "SAP SuccessFactors": [
        "User/Employee ID",
        "First Name",
        "Last Name",
        "Employment Start Date",
        "Employment End Date",
        "Event Reason",
        "Pay Grade",
        "Business Unit",
        "Date Of Birth",
        "Gender",
        "Effective as of Date",
    ],
    "BambooHR": [
        "Employee #",
        "First Name",
        "Last Name",
        "Hire Date",
        "Termination Date",
        "Termination Type",
        "Employment Status",
        "Department",
        "Location",
        "Birth Date",
        "Gender",
        "Ethnicity",
        "Reporting to",
        "Work Email",
    ],
    "Personio": [
        "Personalnummer",
        "Vorname",
        "Nachname",
        "E-Mail",
        "Eintrittsdatum",
        "Letzter Arbeitstag",
        "Abteilung",
        "Standort",
        "Geschlecht",
        "Geburtsdatum",
        "Vorgesetzter",
        "Status Mitarbeiter",
    ],
    "ADP": [
        "Associate ID",
        "Payroll Name",
        "Hire Date",
        "Rehire Date",
        "Termination Date",
        "Termination Reason Description",
        "Position Status",
        "Worker Category Description",
        "Home Department Description",
        "EEO Ethnic Description",
        "Birth Date",
        "Gender / Sex (Self-ID)",
    ],
    "Oracle HCM": [
        "Person Number",
        "Display Name",
        "Legal Employer Hire Date",
        "Actual Termination Date",
        "Action Reason",
        "Assignment Status",
        "Grade Name",
        "Business Unit Name",
        "Location Name",
        "Date of Birth",
        "Line Manager Person Number",
        "Effective Start Date",
        "Effective Sequence",
    ],
    "UKG": [
        "EEID",
        "Last Hire Date",
        "Date of Termination",
        "Termination Reason",
        "Employment Status",
        "Org Level 1",
        "Salary Grade",
        "Date of Birth",
        "Supervisor Employee Number",
    ],
    "French": [
        "Matricule",
        "Nom",
        "Prénom",
        "Sexe",
        "Date de naissance",
        "Date d'embauche",
        "Date de sortie",
        "Motif de départ",
        "Service",
        "Niveau",
        "Lieu de travail",
    ],
    "Spanish": [
        "Número de empleado",
        "Apellidos",
        "Nombre",
        "Sexo",
        "Fecha de nacimiento",
        "Fecha de alta",
        "Fecha de baja",
        "Motivo de baja",
        "Departamento",
        "Categoría profesional",
    ],
    "Portuguese": [
        "Matrícula",
        "Nome completo",
        "Gênero",
        "Data de nascimento",
        "Data de admissão",
        "Data de desligamento",
        "Motivo de desligamento",
        "Setor",
        "Nível",
    ],
    "Italian": [
        "Matricola",
        "Cognome",
        "Nome",
        "Sesso",
        "Data di nascita",
        "Data di assunzione",
        "Data di cessazione",
        "Reparto",
        "Livello",
    ],
    "Dutch": [
        "Personeelsnummer",
        "Achternaam",
        "Voornaam",
        "Geslacht",
        "Geboortedatum",
        "Datum in dienst",
        "Datum uit dienst",
        "Afdeling",
        "Functieschaal",
    ],
    "Japanese": ["社員番号", "氏名", "性別", "生年月日", "入社日", "退職日", "退職理由", "部署", "等級", "勤務地"],
}
PAIRS = {
    "Chronus": [
        "Mentoring Connection Name",
        "Mentor Email Address",
        "Mentee Email Address",
        "Connection Status",
        "Start Date",
        "Close Date",
        "Closure Reason",
        "Program Name",
    ],
    "Together": [
        "Match ID",
        "Mentor Email",
        "Mentee Email",
        "Program",
        "Match Start Date",
        "Match End Date",
        "Match Status",
    ],
    "MentorcliQ": [
        "Relationship ID",
        "Mentor User ID",
        "Mentee User ID",
        "Relationship Start Date",
        "Relationship End Date",
        "Relationship Status",
        "Cohort",
    ],
    "Qooper": ["Mentor Name", "Mentee Name", "Matched On", "Connected On", "Status", "Cohort"],
    "Mentorloop": ["Match", "Mentor", "Mentee", "Date Matched", "Match Status", "Cohort"],
    "German": ["Tandemnummer", "Mentor-ID", "Mentee-ID", "Startdatum", "Enddatum", "Programm"],
}
SESSIONS = {
    "meetings": ["Meeting ID", "Mentor Email", "Mentee Email", "Meeting Date", "Start Time", "End Time", "Status"],
    "attendees": ["Event ID", "Attendee Email", "Start Time", "End Time", "Attendance Status"],
    "connection": ["Connection ID", "Date of Meeting", "Duration (hours)", "Meeting Method"],
    "German": ["Tandem", "Datum", "Dauer (Minuten)", "Thema"],
}


@pytest.mark.parametrize("headings", ROSTERS.values(), ids=ROSTERS)
def test_rosters_are_known_by_themselves(headings: list[str]) -> None:
    found = header_row([headings])
    assert found is not None
    assert found.table == "people"
    assert found.unused == ()
    assert {"person_id", "hired_on", "exited_on"} <= set(found.positions)


@pytest.mark.parametrize("headings", PAIRS.values(), ids=PAIRS)
def test_pairs_are_known_by_themselves(headings: list[str]) -> None:
    found = header_row([headings])
    assert found is not None
    assert (found.table, found.unused) == ("pairs", ())


@pytest.mark.parametrize("headings", SESSIONS.values(), ids=SESSIONS)
def test_session_logs_are_known_by_themselves(headings: list[str]) -> None:
    found = header_row([headings])
    assert found is not None
    assert (found.table, found.unused) == ("sessions", ())


def test_a_person_can_name_the_heading_of_a_column() -> None:
    found = header_row([["Code", "Awarded", "Hire Date"]], "people", {"person_id": "Code", "hired_on": "awarded"})
    assert found is not None
    assert dict(found.positions) == {"person_id": 0, "hired_on": 1}
    assert found.missing == ()
