-- One row per compared person and arm: scores of the last survey up to the index date, and whether promoted in the year
-- before it. Scores are whole points of 100; null for who did not answer, or was not observed for that year.
-- In: compare_person, respondent, wave_scales (as imported), promotion. Out: compare_before.
create or replace table compare_before as
with scale as (
    select wave, scale, max(denominator) as denominator
    from wave_scales
    group by wave, scale
    having max(denominator) = min(denominator)
),
answer as (
    select
        compare_person.person_key, compare_person.arm, respondent.wave, respondent.engagement, respondent.satisfaction,
        respondent.enps, respondent.bridging,
        row_number() over (
            partition by compare_person.person_key, compare_person.arm
            order by respondent.wave_on desc, respondent.wave
        ) as place
    from compare_person
    inner join respondent
        on compare_person.person_key = respondent.person_key and respondent.wave_on <= compare_person.index_on
    where compare_person.stage = 'compared'
),
promoted as (
    select compare_person.person_key, compare_person.arm, count(*) as n_promotions
    from compare_person
    inner join promotion
        on compare_person.person_key = promotion.person_key
        and date_diff('day', promotion.promoted_on, compare_person.index_on) between 0 and 364
    group by compare_person.person_key, compare_person.arm
)
select
    compare_person.person_key, compare_person.arm,
    cast(
        (answer.engagement * 100 - (answer.engagement * 100) % engaged.denominator) / engaged.denominator as integer
    ) as engagement_before,
    cast(
        (answer.satisfaction * 100 - (answer.satisfaction * 100) % satisfied.denominator) / satisfied.denominator
        as integer
    ) as satisfaction_before,
    cast(answer.enps * 100 as integer) as enps_before,
    cast(
        (answer.bridging * 100 - (answer.bridging * 100) % bridged.denominator) / bridged.denominator as integer
    ) as bridging_before,
    case
        when date_diff(
            'day', greatest(compare_person.hired_on, coalesce(compare_person.observed_from, compare_person.hired_on)),
            compare_person.index_on
        ) < 365 then null
        when promoted.n_promotions > 0 then 100
        else 0
    end as promoted_before
from compare_person
left join answer
    on compare_person.person_key = answer.person_key and compare_person.arm = answer.arm and answer.place = 1
left join scale as engaged on answer.wave = engaged.wave and engaged.scale = 'engagement'
left join scale as satisfied on answer.wave = satisfied.wave and satisfied.scale = 'satisfaction'
left join scale as bridged on answer.wave = bridged.wave and bridged.scale = 'bridging'
left join promoted on compare_person.person_key = promoted.person_key and compare_person.arm = promoted.arm
where compare_person.stage = 'compared';
