-- One row per eligible person: whether enrolled, and the categories. It stays inside publishing.
-- In: eligible_member. Out: member, the dimensions, participation (0 or 1).
select person_key as member, {dims}, enrolled as participation
from eligible_member
where {where}
