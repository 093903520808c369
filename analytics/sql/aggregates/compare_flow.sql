-- One row per arm and stage on the way into the comparison: how many people it removed; the last are compared.
-- In: compare_person. Out: arm, stage, n_people.
select arm, stage, count(*) as n_people
from compare_person
group by arm, stage
