-- One row per person and roster row, as imported.
-- In: nothing. Out: people, empty; import_number tells the order of imports, newest highest.
create table people (
    person_key bigint,
    birth_year smallint,
    gender varchar,
    ethnicity varchar,
    business_unit varchar,
    level varchar,
    location varchar,
    team_key bigint,
    hired_on date,
    exited_on date,
    exit_reason varchar,
    is_eligible boolean,
    effective_on date,
    observed_from date,
    observed_to date,
    import_number integer
);
