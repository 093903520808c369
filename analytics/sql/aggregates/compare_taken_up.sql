-- One row per group that chance or a waiting list made: people assigned, those who enrolled, and those who did in a role.
-- In: compare_index_date (of the assigned), participant; binds $role. Out: arm, n_people, n_enrolled, n_in_role.
select
    compare_index_date.arm,
    count(*) as n_people,
    count(participant.person_key) as n_enrolled,
    count(case when participant.role = $role then 1 end) as n_in_role
from compare_index_date
left join participant on compare_index_date.person_key = participant.person_key
group by compare_index_date.arm
