-- One row per person and arm: what became of the person by the last day of the roster. It stays inside publishing.
-- Days at work are no part of it: they go on for everybody, and nobody finds anything out by them.
-- In: employment_member. Out: member, alias (1 for the pilot), the dimensions, has_left, left_day (-1: not), is_voluntary, n_promotions.
select
    person_key as member,
    case when time_in = 'Pilot' then 1 else 0 end as alias,
    {dims},
    cast(has_left as integer) as has_left,
    case when has_left then exit_day else -1 end as left_day,
    cast(has_left_voluntarily as integer) as is_voluntary,
    n_promotions
from employment_member
where clock = 'program' and {where}
