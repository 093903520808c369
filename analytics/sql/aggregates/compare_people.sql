-- One row per arm, stage and pattern of what was known on the index date and what followed: how many people.
-- Days are counted from the index date. A team is a number in the order of its key, which means nothing elsewhere; the
-- fold is the part of a cross-fit. People who are not compared are only counted.
-- In: compare_person, compare_before, compare_after. Out: the pattern, n_people.
with numbered as (
    select team_key, dense_rank() over (order by team_key) as team
    from compare_person
    where stage = 'compared' and team_key is not null
    group by team_key
)
select
    compare_person.arm, compare_person.stage, compare_person.cohort, compare_person.level, compare_person.business_unit,
    compare_person.location, compare_person.tenure_band, compare_person.generation, compare_person.gender,
    compare_person.ethnicity, compare_person.birth_year, compare_person.is_teammate, numbered.team,
    compare_person.person_key % 5 as fold,
    date_diff('day', compare_person.index_on, compare_person.seen_to) as days,
    date_diff('day', compare_person.index_on, compare_person.watched_to) as days_watched,
    compare_person.has_left, compare_after.promotion_day,
    compare_before.engagement_before, compare_before.satisfaction_before, compare_before.enps_before,
    compare_before.bridging_before, compare_before.promoted_before,
    compare_after.is_asked_engagement, compare_after.engagement, compare_after.engagement_steps,
    compare_after.is_asked_satisfaction, compare_after.satisfaction, compare_after.satisfaction_steps,
    compare_after.is_asked_enps, compare_after.enps, compare_after.enps_steps,
    compare_after.is_asked_bridging, compare_after.bridging, compare_after.bridging_steps,
    count(*) as n_people
from compare_person
inner join compare_before
    on compare_person.person_key = compare_before.person_key and compare_person.arm = compare_before.arm
inner join compare_after
    on compare_person.person_key = compare_after.person_key and compare_person.arm = compare_after.arm
left join numbered on compare_person.team_key = numbered.team_key
where compare_person.stage = 'compared'
group by
    compare_person.arm, compare_person.stage, compare_person.cohort, compare_person.level, compare_person.business_unit,
    compare_person.location, compare_person.tenure_band, compare_person.generation, compare_person.gender,
    compare_person.ethnicity, compare_person.birth_year, compare_person.is_teammate, numbered.team,
    compare_person.person_key % 5,
    date_diff('day', compare_person.index_on, compare_person.seen_to),
    date_diff('day', compare_person.index_on, compare_person.watched_to),
    compare_person.has_left, compare_after.promotion_day,
    compare_before.engagement_before, compare_before.satisfaction_before, compare_before.enps_before,
    compare_before.bridging_before, compare_before.promoted_before,
    compare_after.is_asked_engagement, compare_after.engagement, compare_after.engagement_steps,
    compare_after.is_asked_satisfaction, compare_after.satisfaction, compare_after.satisfaction_steps,
    compare_after.is_asked_enps, compare_after.enps, compare_after.enps_steps,
    compare_after.is_asked_bridging, compare_after.bridging, compare_after.bridging_steps
