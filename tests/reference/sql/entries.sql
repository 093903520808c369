-- One row per group, stratum and time at which somebody comes under observation.
-- In: observations; slots {group} and {stratum}, a column or a constant. Out: people who enter.
select
    {group} as "group",
    {stratum} as stratum,
    entry as time,
    count(*) as entries
from observations
group by all
