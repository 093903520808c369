-- One row per person and pair of theirs, in the order in which they joined.
-- In: pair. Out: membership.
create table membership as
with member as (
    select junior_key as person_key, 'Junior mentor' as role, pair_key from pair
    union all
    select senior_key as person_key, 'Senior mentee' as role, pair_key from pair
)
select
    member.person_key, member.role, pair.pair_key, pair.junior_key, pair.senior_key, pair.program, pair.cohort,
    pair.enrolled_on, pair.started_on,
    row_number() over (partition by member.person_key order by pair.enrolled_on, pair.pair_key) as place
from member
inner join pair on member.pair_key = pair.pair_key;
