-- One row per cell and day: people who come under observation, leave it, and leave the company.
-- In: employment_member; binds $clock. Out: the dimensions, day, entries, exits, leavers.
with movement as (
    select {dims}, entry_day as day, 1 as entries, 0 as exits, 0 as leavers
    from employment_member
    where clock = $clock and {where}
    union all
    select {dims}, exit_day as day, 0 as entries, 1 as exits, cast(has_left as integer) as leavers
    from employment_member
    where clock = $clock and {where}
)
select {dims}, day, sum(entries) as entries, sum(exits) as exits, sum(leavers) as leavers
from movement
group by day, cube ({dims})
