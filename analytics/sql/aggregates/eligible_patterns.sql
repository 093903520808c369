-- One row per combination of all dimensions: how many people share it. It stays inside publishing.
-- In: eligible_member. Out: the dimensions, people.
select {dims}, count(*) as people
from eligible_member
where {where}
group by {dims}
