-- One row per session, as imported.
-- In: nothing. Out: sessions, empty; import_number tells the order of imports, newest highest.
create table sessions (
    session_key bigint,
    pair_key bigint,
    held_on date,
    status varchar,
    minutes smallint,
    channel varchar,
    setting varchar,
    topic varchar,
    is_support boolean,
    has_junior_goal boolean,
    has_senior_goal boolean,
    import_number integer
);
