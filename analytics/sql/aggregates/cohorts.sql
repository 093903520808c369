-- One row per cohort: the day its first pair enrolled.
-- In: pair. Out: cohort, enrolled_on.
select cohort, min(enrolled_on) as enrolled_on
from pair
group by cohort
