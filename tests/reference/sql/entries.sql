-- One row per group, stratum and time at which somebody comes under observation.
-- In: observations; $steps makes `entry` comparable with `time`. Out: people who enter.
select
    {group} as "group",
    {stratum} as stratum,
    entry * $steps as time,
    count(*) as entries
from observations
group by all
