-- One row per goal, as imported.
-- In: nothing. Out: goals, empty; import_number tells the order of imports, newest highest.
create table goals (
    goal_key bigint,
    pair_key bigint,
    owner varchar,
    set_on date,
    due_on date,
    closed_on date,
    status varchar,
    import_number integer
);
