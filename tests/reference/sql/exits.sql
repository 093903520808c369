-- One row per group, stratum and time at which somebody leaves observation.
-- In: observations; slots {group} and {stratum}, a column or a constant. Out: people who leave, with the event and in all.
select
    {group} as "group",
    {stratum} as stratum,
    time,
    count(*) as exits,
    count(*) filter (where event <> 0) as events
from observations
group by all
