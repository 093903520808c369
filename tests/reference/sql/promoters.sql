-- One row per row of the data, in its order: answers by what they count for.
-- In:  observations (prom, pass, det: how many answers of each kind)
-- Out: row_number, promoters, passives, detractors
select
    row_number,
    sum(prom) as promoters,
    sum(pass) as passives,
    sum(det) as detractors
from observations
group by row_number
order by row_number
