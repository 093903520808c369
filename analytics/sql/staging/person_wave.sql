-- One row per respondent and survey, with scale scores as integers, as imported.
-- In: nothing. Out: person_wave, empty; import_number tells the order of imports, newest highest.
create table person_wave (
    respondent_key bigint,
    person_key bigint,
    wave varchar,
    wave_on date,
    gender varchar,
    generation varchar,
    ethnicity varchar,
    business_unit varchar,
    level varchar,
    location varchar,
    birth_year_first smallint,
    birth_year_last smallint,
    engagement integer,
    satisfaction integer,
    enps integer,
    match_quality integer,
    safety integer,
    bridging integer,
    skills_before integer,
    skills_now integer,
    import_number integer
);
