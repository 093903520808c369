-- One row per respondent and answered item of a scale, as imported.
-- In: nothing. Out: answer, empty; import_number tells the order of imports, newest highest.
create table answer (
    wave varchar,
    respondent_key bigint,
    column_name varchar,
    answer integer,
    import_number integer
);
