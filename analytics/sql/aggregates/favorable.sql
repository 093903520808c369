-- One row per wave and cell: respondents' favorable answers to the items of one scale, and their products.
-- In: survey_member, favorable; binds $scale. Out: wave, the dimensions, people, n, total, squares, base, base_squares, product.
select
    survey_member.wave, {dims},
    count(*) as people,
    count(*) as n,
    sum(favorable.n_favorable) as total,
    sum(favorable.n_favorable * favorable.n_favorable) as squares,
    sum(favorable.n_answered) as base,
    sum(favorable.n_answered * favorable.n_answered) as base_squares,
    sum(favorable.n_favorable * favorable.n_answered) as product
from survey_member
inner join favorable
    on survey_member.wave = favorable.wave and survey_member.respondent_key = favorable.respondent_key
where favorable.scale = $scale and {where}
group by survey_member.wave, {cells}
