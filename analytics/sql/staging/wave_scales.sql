-- One row per survey and scale: the denominator that turns its integers into scores.
-- In: nothing. Out: wave_scales, empty; import_number tells the order of imports, newest highest.
create table wave_scales (
    import_id varchar,
    wave varchar,
    scale varchar,
    n_items smallint,
    denominator bigint,
    import_number integer
);
