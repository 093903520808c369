-- One row per pair and ratio: what is counted and what it is divided by, and the categories. It stays inside publishing.
-- In: pair_member. Out: member, ratio, the dimensions, numerator, base.
select pair_key as member, ratio, {dims}, numerator, base
from pair_member
where {where}
