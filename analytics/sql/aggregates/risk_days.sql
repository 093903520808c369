-- One row per cell and day: people who come under observation, leave it, leave the company, and do so voluntarily.
-- In: employment_member; binds $clock. Out: the dimensions, day, entries, exits, leavers, voluntary.
with movement as (
    select {dims}, entry_day as day, 1 as entries, 0 as exits, 0 as leavers, 0 as voluntary
    from employment_member
    where clock = $clock and {where}
    union all
    select
        {dims}, exit_day as day, 0 as entries, 1 as exits,
        cast(has_left as integer) as leavers, cast(has_left_voluntarily as integer) as voluntary
    from employment_member
    where clock = $clock and {where}
)
select
    {dims}, day,
    sum(entries) as entries, sum(exits) as exits, sum(leavers) as leavers, sum(voluntary) as voluntary
from movement
group by day, {cells}
