-- One row per person and arm: the rule that keeps the person out of the comparison, or 'compared', with everything known
-- on the index date, and how long the person is seen after it.
-- Who is employed, observed, eligible, not yet enrolled and alike in what is matched on is compared, and followed until
-- leaving, the end of the roster or, outside the program, enrolling. The team is the newest one on the roster.
-- Who is alike is looked for on the same day or, where pairs enroll one by one and fewer than ten participants share a
-- day on average, in the same 91 days: on a single day hardly anybody has a counterpart.
-- In: compare_index_date, person, people (as imported), standing, participant; binds $by_level, $by_business_unit,
-- $by_location, $by_tenure_band. Out: compare_person.
create or replace table compare_person as
with born as (
    select person_key, max(case when birth_year_last is null then birth_year end) as birth_year
    from people
    group by person_key
),
teammate as (
    select person.team_key
    from participant
    inner join person on participant.person_key = person.person_key
    group by person.team_key
),
met as (
    select
        compare_index_date.person_key, compare_index_date.arm, compare_index_date.cohort, compare_index_date.index_on,
        case
            when person.person_key is null then 'not on the roster'
            when compare_index_date.index_on is null then 'never started'
            when
                compare_index_date.index_on < person.hired_on
                or compare_index_date.index_on < coalesce(person.observed_from, person.hired_on)
                or compare_index_date.index_on >= least(coalesce(person.exited_on, person.observed_to), person.observed_to)
                then 'not employed or observed'
            when compare_index_date.arm = 'Comparison' and not standing.is_eligible then 'not eligible'
            when
                compare_index_date.arm = 'Comparison' and participant.enrolled_on <= compare_index_date.index_on
                then 'already enrolled'
            else 'met'
        end as stage,
        standing.level, standing.business_unit, standing.location, person.generation, person.gender, person.ethnicity,
        born.birth_year, person.hired_on, person.observed_from, person.team_key, person.exited_on, person.observed_to,
        participant.enrolled_on is null as never_enrolled,
        case
            when compare_index_date.arm = 'Pilot' then person.observed_to
            else least(person.observed_to, coalesce(participant.enrolled_on, person.observed_to))
        end as watched_to,
        compare_index_date.arm = 'Comparison' and teammate.team_key is not null as is_teammate,
        case
            when date_diff('day', person.hired_on, compare_index_date.index_on) < 365 then 'under 1 year'
            when date_diff('day', person.hired_on, compare_index_date.index_on) < 1095 then '1 to 3 years'
            when date_diff('day', person.hired_on, compare_index_date.index_on) < 2190 then '3 to 6 years'
            else 'over 6 years'
        end as tenure_band
    from compare_index_date
    left join person on compare_index_date.person_key = person.person_key
    left join born on compare_index_date.person_key = born.person_key
    left join participant on compare_index_date.person_key = participant.person_key
    left join teammate on person.team_key = teammate.team_key
    left join standing
        on compare_index_date.person_key = standing.person_key
        and compare_index_date.index_on >= standing.from_on
        and (standing.until_on is null or compare_index_date.index_on < standing.until_on)
),
enrolling as (
    select count(*) < 10 * count(distinct index_on) as is_one_by_one, min(index_on) as first_on
    from met
    where arm = 'Pilot'
),
alike as (
    select
        met.person_key, met.arm,
        count(case when met.arm = 'Pilot' then 1 end) over same as n_pilot,
        count(case when met.arm = 'Comparison' then 1 end) over same as n_comparison
    from met
    cross join enrolling
    where met.stage = 'met'
    window same as (
        partition by
            case when enrolling.is_one_by_one then null else met.index_on end,
            case
                when enrolling.is_one_by_one
                    then
                        date_diff('day', enrolling.first_on, met.index_on)
                        - date_diff('day', enrolling.first_on, met.index_on) % 91
            end,
            case when $by_level then level else '' end,
            case when $by_business_unit then business_unit else '' end,
            case when $by_location then location else '' end,
            case when $by_tenure_band then tenure_band else '' end
    )
)
select
    met.person_key, met.arm, met.cohort, met.index_on,
    case
        when met.stage <> 'met' then met.stage
        when alike.n_pilot > 0 and alike.n_comparison > 0 then 'compared'
        else 'nobody alike'
    end as stage,
    met.level, met.business_unit, met.location, met.tenure_band, met.generation, met.gender, met.ethnicity,
    met.birth_year, met.hired_on, met.observed_from, met.team_key, met.is_teammate, met.never_enrolled, met.watched_to,
    least(coalesce(met.exited_on, met.watched_to), met.watched_to) as seen_to,
    coalesce(met.exited_on <= met.watched_to, false) as has_left
from met
left join alike on met.person_key = alike.person_key and met.arm = alike.arm;
