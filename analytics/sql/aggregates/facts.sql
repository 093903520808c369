-- One row per store: the program's first day, the roster's last day, and whether leavers are in the roster.
-- In: launch, person, pair. Out: launched_on, observed_to, leavers, people, pairs.
select
    (select launched_on from launch) as launched_on,
    (select max(observed_to) from person) as observed_to,
    (select count(*) from person where exited_on is not null) as leavers,
    (select count(*) from person) as people,
    (select count(*) from pair) as pairs
