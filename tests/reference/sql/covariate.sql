-- One row per arm and value of a covariate: how many people have it.
-- In: observations; slot {covariate}. Out: arm, value, n.
select arm, {covariate} as value, count(*) as n
from observations
group by all
