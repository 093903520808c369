-- One row per question of a survey: what its column of answers holds.
-- In: nothing. Out: questions, empty; import_number tells the order of imports, newest highest.
create table questions (
    import_id varchar,
    wave varchar,
    question_id varchar,
    column_name varchar,
    text varchar,
    kind varchar,
    scale_min double,
    scale_max double,
    is_reverse boolean,
    scale varchar,
    item varchar,
    labels varchar,
    import_number integer
);
