-- One row per group, time and cause at which somebody leaves observation (cause 0: without the event).
-- In: observations. Out: people who leave.
select
    "group",
    time,
    event as cause,
    count(*) as exits
from observations
group by all
