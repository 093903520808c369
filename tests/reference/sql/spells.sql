-- One row per group and time under observation (with its event and weight), however many people share it.
-- In: observations; slots {entry} and {weight}, a column or null; $steps and $entry_steps make times comparable.
-- Out: people.
select
    "group",
    {entry} * $entry_steps as entry,
    time * $steps as time,
    event as cause,
    {weight} as weight,
    count(*) as n
from observations
group by all
