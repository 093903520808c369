-- One row per person and roster row, as imported.
-- birth_year_last: where only an age is known, the last year of birth it allows; null where birth_year is the year.
-- level_place: the place of the level from low to high where a person stated it.
-- In: nothing. Out: people, empty; import_number tells the order of imports, newest highest.
create table people (
    person_key bigint,
    birth_year smallint,
    birth_year_last smallint,
    gender varchar,
    ethnicity varchar,
    business_unit varchar,
    level varchar,
    level_place smallint,
    location varchar,
    team_key bigint,
    hired_on date,
    exited_on date,
    exit_reason varchar,
    is_eligible boolean,
    assigned varchar,
    effective_on date,
    observed_from date,
    observed_to date,
    import_number integer
);
