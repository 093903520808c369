-- One row per arm and stage on the way into the comparison: how many people it removed; the last are compared.
-- In: compare_person. Out: arm, stage, n_people, n_never (of them those who never enrolled).
select arm, stage, count(*) as n_people, coalesce(sum(cast(never_enrolled as integer)), 0) as n_never
from compare_person
group by arm, stage
