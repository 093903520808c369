-- One row per person invited to a wave: whether there is a response, and the categories. It stays inside publishing.
-- In: invited_member; binds $wave. Out: member, the dimensions, response (0 or 1).
select person_key as member, {dims}, responded as response
from invited_member
where wave = $wave and {where}
