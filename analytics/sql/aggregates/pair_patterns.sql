-- One row per combination of all dimensions: how many pairs share it. It stays inside publishing.
-- In: pair_member; binds $ratio. Out: the dimensions, people.
select {dims}, count(*) as people
from pair_member
where ratio = $ratio and {where}
group by {dims}
