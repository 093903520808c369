-- One row per group and time under observation (with its event and weight), however many people share it.
-- In: observations; slots {entry} and {weight}, a column or null.
-- Out: people.
select
    "group",
    {entry} as entry,
    time,
    event as cause,
    {weight} as weight,
    count(*) as n
from observations
group by all
