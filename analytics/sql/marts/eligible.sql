-- One row per person who was eligible at some time since launch.
-- Unit, level and location are those of the first day the person counts from: of launch, hire, the roster's first day and,
-- for participants, enrollment the latest.
-- In: person, standing, participant, launch. Out: eligible (categories, enrolled 0 or 1).
create table eligible as
select
    person.person_key,
    case when participant.person_key is null then 'Comparison' else 'Pilot' end as arm,
    coalesce(participant.program, 'Not enrolled') as program,
    coalesce(participant.cohort, 'Not enrolled') as cohort,
    coalesce(participant.role, 'Not enrolled') as role,
    person.generation, person.gender, person.ethnicity, standing.business_unit, standing.level, standing.location,
    case when participant.person_key is null then 0 else 1 end as enrolled
from person
cross join launch
left join participant on person.person_key = participant.person_key
inner join standing
    on person.person_key = standing.person_key
    and greatest(
        launch.launched_on, person.hired_on, coalesce(person.observed_from, person.hired_on),
        coalesce(participant.enrolled_on, person.hired_on)
    ) >= standing.from_on
    and (
        standing.until_on is null
        or greatest(
            launch.launched_on, person.hired_on, coalesce(person.observed_from, person.hired_on),
            coalesce(participant.enrolled_on, person.hired_on)
        ) < standing.until_on
    )
where
    (person.is_eligible or participant.person_key is not null)
    and (person.exited_on is null or person.exited_on > launch.launched_on);
