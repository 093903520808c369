-- One row per enrolled person: the first pair they joined.
-- In: membership. Out: participant.
create table participant as
select person_key, role, program, cohort, enrolled_on
from membership
where place = 1;
