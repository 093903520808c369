-- One row per response with a comment, redacted, as imported where the steward keeps comments.
-- In: nothing. Out: comments, empty; import_number tells the order of imports, newest highest.
create table comments (
    respondent_key bigint,
    wave varchar,
    comment varchar,
    import_number integer
);
