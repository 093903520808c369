-- One row per wave and combination of all dimensions: how many people with a value share it.
-- It stays inside publishing.
-- In: survey_member. Out: wave, the dimensions, people.
select wave, {dims}, count({measure}) as people
from survey_member
where {where}
group by wave, {dims}
having count({measure}) > 0
