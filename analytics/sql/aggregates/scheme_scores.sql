-- One row per wave, arm and generation by another scheme: integer sums of the scores that verdicts are made of.
-- NULL in arm or generation means all of them.
-- In: respondent, person, scheme_years; binds $scheme. Out: wave, arm, generation, people, and n, total and squares of each score.
with cut as (
    select
        respondent.wave, respondent.arm,
        coalesce(own.generation, respondent.told_generation, born.generation, 'Undisclosed') as generation,
        respondent.engagement, respondent.satisfaction, respondent.enps, respondent.bridging
    from respondent
    left join person on respondent.person_key = person.person_key
    left join scheme_years as own
        on own.scheme = $scheme and person.birth_year >= own.first_year and person.birth_year_last <= own.last_year
    left join scheme_years as born
        on born.scheme = $scheme
        and respondent.birth_year_first >= born.first_year and respondent.birth_year_last <= born.last_year
)
select
    wave, arm, generation,
    count(*) as people,
    count(engagement) as n_engagement,
    coalesce(sum(engagement), 0) as total_engagement,
    coalesce(sum(cast(engagement as bigint) * cast(engagement as bigint)), 0) as squares_engagement,
    count(satisfaction) as n_satisfaction,
    coalesce(sum(satisfaction), 0) as total_satisfaction,
    coalesce(sum(cast(satisfaction as bigint) * cast(satisfaction as bigint)), 0) as squares_satisfaction,
    count(enps) as n_enps,
    coalesce(sum(enps), 0) as total_enps,
    coalesce(sum(cast(enps as bigint) * cast(enps as bigint)), 0) as squares_enps,
    count(bridging) as n_bridging,
    coalesce(sum(bridging), 0) as total_bridging,
    coalesce(sum(cast(bridging as bigint) * cast(bridging as bigint)), 0) as squares_bridging
from cut
group by wave, cube (arm, generation)
