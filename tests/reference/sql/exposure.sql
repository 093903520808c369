-- One row per group: people who left and the time all of them were under observation.
-- In: observations. Out: row_number, events, exposure.
select row_number, sum(leavers) as events, sum(person_years) as exposure
from observations
group by row_number
order by row_number
