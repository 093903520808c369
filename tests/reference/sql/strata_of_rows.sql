-- One row per person, the first twenty: which stratum and arm they belong to.
-- In: observations; slot {stratum}. Out: row_number, stratum, arm.
select row_number, {stratum} as stratum, arm
from observations
where row_number <= 20
order by row_number
