-- One row per wave and cell: integer sums of every scale score at once, what `scores` says of each of them.
-- The rows of all cells are added up from one row per combination of all dimensions.
-- In: survey_member. Out: wave, the dimensions, people, and n, total and squares of every score.
with fine as (
    select
        wave, {dims},
        count(*) as people,
        count(engagement) as n_engagement,
        cast(sum(engagement) as bigint) as total_engagement,
        sum(cast(engagement as bigint) * cast(engagement as bigint)) as squares_engagement,
        count(satisfaction) as n_satisfaction,
        cast(sum(satisfaction) as bigint) as total_satisfaction,
        sum(cast(satisfaction as bigint) * cast(satisfaction as bigint)) as squares_satisfaction,
        count(enps) as n_enps,
        cast(sum(enps) as bigint) as total_enps,
        sum(cast(enps as bigint) * cast(enps as bigint)) as squares_enps,
        count(bridging) as n_bridging,
        cast(sum(bridging) as bigint) as total_bridging,
        sum(cast(bridging as bigint) * cast(bridging as bigint)) as squares_bridging,
        count(match_quality) as n_match_quality,
        cast(sum(match_quality) as bigint) as total_match_quality,
        sum(cast(match_quality as bigint) * cast(match_quality as bigint)) as squares_match_quality,
        count(safety) as n_safety,
        cast(sum(safety) as bigint) as total_safety,
        sum(cast(safety as bigint) * cast(safety as bigint)) as squares_safety,
        count(skills_gained) as n_skills_gained,
        cast(sum(skills_gained) as bigint) as total_skills_gained,
        sum(cast(skills_gained as bigint) * cast(skills_gained as bigint)) as squares_skills_gained
    from survey_member
    where {where}
    group by wave, {dims}
)
select
    wave, {dims},
    sum(people) as people,
    sum(n_engagement) as n_engagement, coalesce(sum(total_engagement), 0) as total_engagement, coalesce(sum(squares_engagement), 0) as squares_engagement,
    sum(n_satisfaction) as n_satisfaction, coalesce(sum(total_satisfaction), 0) as total_satisfaction, coalesce(sum(squares_satisfaction), 0) as squares_satisfaction,
    sum(n_enps) as n_enps, coalesce(sum(total_enps), 0) as total_enps, coalesce(sum(squares_enps), 0) as squares_enps,
    sum(n_bridging) as n_bridging, coalesce(sum(total_bridging), 0) as total_bridging, coalesce(sum(squares_bridging), 0) as squares_bridging,
    sum(n_match_quality) as n_match_quality, coalesce(sum(total_match_quality), 0) as total_match_quality, coalesce(sum(squares_match_quality), 0) as squares_match_quality,
    sum(n_safety) as n_safety, coalesce(sum(total_safety), 0) as total_safety, coalesce(sum(squares_safety), 0) as squares_safety,
    sum(n_skills_gained) as n_skills_gained, coalesce(sum(total_skills_gained), 0) as total_skills_gained, coalesce(sum(squares_skills_gained), 0) as squares_skills_gained
from fine
group by wave, {cells}
