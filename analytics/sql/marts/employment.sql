-- One row per person, arm and clock: the days at risk of leaving, whether they ended so, and promotions within them.
-- Clock 'program' counts days since launch, clock 'tenure' days since hire. A participant's time counts for the
-- comparison until enrollment and for the pilot from it, so that no time is immortal. Unit, level and location are those
-- of the first of these days since launch on both clocks: who is promoted counts under the level of before.
-- In: person, standing, participant, launch, promotion. Out: employment.
create table employment as
with watched as (
    select
        person.person_key, person.hired_on, participant.enrolled_on, participant.program, participant.cohort, participant.role,
        greatest(person.hired_on, coalesce(person.observed_from, person.hired_on)) as seen_from,
        least(coalesce(person.exited_on, person.observed_to), person.observed_to) as seen_to,
        person.exited_on is not null and person.exited_on <= person.observed_to as has_left,
        coalesce(person.exit_reason = 'voluntary', false) as is_voluntary
    from person
    left join participant on person.person_key = participant.person_key
    where person.is_eligible or participant.person_key is not null
),
spell as (
    select
        person_key, hired_on, 'Comparison' as arm, 'Not enrolled' as program, 'Not enrolled' as cohort, 'Not enrolled' as role,
        seen_from,
        least(seen_to, coalesce(enrolled_on, seen_to)) as seen_to,
        has_left and (enrolled_on is null or seen_to <= enrolled_on) as has_left, is_voluntary
    from watched
    union all
    select person_key, hired_on, 'Pilot' as arm, program, cohort, role, greatest(seen_from, enrolled_on) as seen_from, seen_to,
        has_left, is_voluntary
    from watched
    where enrolled_on is not null
),
clocked as (
    select
        'program' as clock, spell.person_key, spell.arm, spell.program, spell.cohort, spell.role,
        date_diff('day', launch.launched_on, greatest(spell.seen_from, launch.launched_on)) as entry_day,
        date_diff('day', launch.launched_on, spell.seen_to) as exit_day,
        spell.has_left, spell.is_voluntary,
        greatest(spell.seen_from, launch.launched_on) as from_on, spell.seen_to as to_on,
        greatest(spell.seen_from, launch.launched_on) as told_on
    from spell
    cross join launch
    union all
    select
        'tenure' as clock, spell.person_key, spell.arm, spell.program, spell.cohort, spell.role,
        date_diff('day', spell.hired_on, spell.seen_from) as entry_day,
        date_diff('day', spell.hired_on, spell.seen_to) as exit_day,
        spell.has_left, spell.is_voluntary, spell.seen_from as from_on, spell.seen_to as to_on,
        greatest(spell.seen_from, coalesce(launch.launched_on, spell.seen_from)) as told_on
    from spell
    cross join launch
),
promoted as (
    select clocked.clock, clocked.person_key, clocked.arm, count(*) as n_promotions
    from clocked
    inner join promotion
        on clocked.person_key = promotion.person_key
        and promotion.promoted_on > clocked.from_on and promotion.promoted_on <= clocked.to_on
    group by clocked.clock, clocked.person_key, clocked.arm
)
select
    clocked.clock, clocked.person_key, clocked.arm, clocked.program, clocked.cohort, clocked.role,
    person.generation, person.gender, person.ethnicity, standing.business_unit, standing.level, standing.location,
    clocked.entry_day, clocked.exit_day, clocked.has_left,
    clocked.has_left and clocked.is_voluntary as has_left_voluntarily,
    coalesce(promoted.n_promotions, 0) as n_promotions
from clocked
inner join person on clocked.person_key = person.person_key
inner join standing
    on clocked.person_key = standing.person_key
    and clocked.told_on >= standing.from_on and (standing.until_on is null or clocked.told_on < standing.until_on)
left join promoted
    on clocked.clock = promoted.clock and clocked.person_key = promoted.person_key and clocked.arm = promoted.arm
where clocked.exit_day > clocked.entry_day;
