-- One row per wave: eligible people employed on its day.
-- In: invited. Out: wave, people.
select wave, count(*) as people
from invited
group by wave
