-- One row per group, time and cause at which somebody leaves observation (cause 0: without the event).
-- In: observations; $steps makes `time` comparable with `entry`. Out: people who leave.
select
    "group",
    time * $steps as time,
    event as cause,
    count(*) as exits
from observations
group by all
