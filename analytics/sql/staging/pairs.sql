-- One row per pair, as imported.
-- In: nothing. Out: pairs, empty; import_number tells the order of imports, newest highest.
create table pairs (
    pair_key bigint,
    junior_key bigint,
    senior_key bigint,
    program varchar,
    cohort varchar,
    enrolled_on date,
    started_on date,
    ended_on date,
    end_reason varchar,
    agreed_per_month smallint,
    import_number integer
);
