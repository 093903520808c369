-- One row per wave and cell: answers in the lower, middle and upper band of a score, cut at 50 and 75 of 100.
-- In: survey_member, wave_scales; binds $scale. Out: wave, the dimensions, n, low, middle, high.
with step as (
    select wave, max(denominator) as denominator
    from wave_scales
    where scale = $scale
    group by wave
),
scored as (
    select
        survey_member.wave,
        survey_member.arm, survey_member.program, survey_member.cohort, survey_member.role, survey_member.generation,
        survey_member.gender, survey_member.ethnicity, survey_member.business_unit, survey_member.level, survey_member.location,
        100 * cast({measure} as bigint) as score,
        step.denominator as unit
    from survey_member
    inner join step on survey_member.wave = step.wave
    where {measure} is not null
)
select
    wave, {dims},
    count(*) as n,
    count(*) filter (where score < 50 * unit) as low,
    count(*) filter (where score >= 50 * unit and score < 75 * unit) as middle,
    count(*) filter (where score >= 75 * unit) as high
from scored
where {where}
group by wave, {cells}
