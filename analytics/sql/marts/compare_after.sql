-- One row per compared person and arm: the first score of each scale from $first_day to $last_day days after the index
-- date as an integer and what makes a point of it, whether a survey asked for it while the person was followed, and the
-- day of the first promotion after the index date. A survey after the person left or crossed over counts for nothing.
-- In: compare_person, respondent, wave_scales (as imported), promotion; binds $first_day, $last_day. Out: compare_after.
create or replace table compare_after as
with scale as (
    select wave, scale, max(denominator) as denominator
    from wave_scales
    group by wave, scale
    having max(denominator) = min(denominator)
),
opened as (
    select wave, min(wave_on) as wave_on
    from respondent
    group by wave
),
asked as (
    select
        compare_person.person_key, compare_person.arm,
        bool_or(scale.scale = 'engagement') as is_asked_engagement,
        bool_or(scale.scale = 'satisfaction') as is_asked_satisfaction,
        bool_or(scale.scale = 'enps') as is_asked_enps,
        bool_or(scale.scale = 'bridging') as is_asked_bridging
    from compare_person
    inner join opened
        on opened.wave_on <= compare_person.seen_to
        and date_diff('day', compare_person.index_on, opened.wave_on) between $first_day and $last_day
    inner join scale on opened.wave = scale.wave
    where compare_person.stage = 'compared'
    group by compare_person.person_key, compare_person.arm
),
answer as (
    select
        compare_person.person_key, compare_person.arm,
        row_number() over (
            partition by compare_person.person_key, compare_person.arm order by respondent.wave_on, respondent.wave
        ) as place,
        first_value(respondent.engagement) over (
            partition by compare_person.person_key, compare_person.arm
            order by respondent.engagement is null or engaged.denominator is null, respondent.wave_on, respondent.wave
        ) as engagement,
        first_value(engaged.denominator) over (
            partition by compare_person.person_key, compare_person.arm
            order by respondent.engagement is null or engaged.denominator is null, respondent.wave_on, respondent.wave
        ) as engagement_steps,
        first_value(respondent.satisfaction) over (
            partition by compare_person.person_key, compare_person.arm
            order by
                respondent.satisfaction is null or satisfied.denominator is null, respondent.wave_on, respondent.wave
        ) as satisfaction,
        first_value(satisfied.denominator) over (
            partition by compare_person.person_key, compare_person.arm
            order by
                respondent.satisfaction is null or satisfied.denominator is null, respondent.wave_on, respondent.wave
        ) as satisfaction_steps,
        first_value(respondent.enps) over (
            partition by compare_person.person_key, compare_person.arm
            order by respondent.enps is null, respondent.wave_on, respondent.wave
        ) as enps,
        first_value(respondent.bridging) over (
            partition by compare_person.person_key, compare_person.arm
            order by respondent.bridging is null or bridged.denominator is null, respondent.wave_on, respondent.wave
        ) as bridging,
        first_value(bridged.denominator) over (
            partition by compare_person.person_key, compare_person.arm
            order by respondent.bridging is null or bridged.denominator is null, respondent.wave_on, respondent.wave
        ) as bridging_steps
    from compare_person
    inner join respondent
        on compare_person.person_key = respondent.person_key
        and respondent.wave_on <= compare_person.seen_to
        and date_diff('day', compare_person.index_on, respondent.wave_on) between $first_day and $last_day
    left join scale as engaged on respondent.wave = engaged.wave and engaged.scale = 'engagement'
    left join scale as satisfied on respondent.wave = satisfied.wave and satisfied.scale = 'satisfaction'
    left join scale as bridged on respondent.wave = bridged.wave and bridged.scale = 'bridging'
    where compare_person.stage = 'compared'
),
promoted as (
    select
        compare_person.person_key, compare_person.arm,
        min(date_diff('day', compare_person.index_on, promotion.promoted_on)) as promotion_day
    from compare_person
    inner join promotion
        on compare_person.person_key = promotion.person_key
        and promotion.promoted_on > compare_person.index_on and promotion.promoted_on <= compare_person.seen_to
    where compare_person.stage = 'compared'
    group by compare_person.person_key, compare_person.arm
)
select
    compare_person.person_key, compare_person.arm,
    coalesce(asked.is_asked_engagement, false) as is_asked_engagement,
    coalesce(asked.is_asked_satisfaction, false) as is_asked_satisfaction,
    coalesce(asked.is_asked_enps, false) as is_asked_enps,
    coalesce(asked.is_asked_bridging, false) as is_asked_bridging,
    answer.engagement, answer.engagement_steps, answer.satisfaction, answer.satisfaction_steps,
    answer.enps, case when answer.enps is not null then 1 end as enps_steps, answer.bridging, answer.bridging_steps,
    promoted.promotion_day
from compare_person
left join asked on compare_person.person_key = asked.person_key and compare_person.arm = asked.arm
left join answer
    on compare_person.person_key = answer.person_key and compare_person.arm = answer.arm and answer.place = 1
left join promoted on compare_person.person_key = promoted.person_key and compare_person.arm = promoted.arm
where compare_person.stage = 'compared';
