-- One row per eligible person, with the categories that a release publishes.
-- In: eligible, merge. Out: eligible_member.
create or replace table eligible_member as
select
    eligible.person_key,
    eligible.enrolled,
    coalesce(arm_merge.published, eligible.arm) as arm,
    coalesce(program_merge.published, eligible.program) as program,
    coalesce(cohort_merge.published, eligible.cohort) as cohort,
    coalesce(role_merge.published, eligible.role) as role,
    coalesce(generation_merge.published, eligible.generation) as generation,
    coalesce(gender_merge.published, eligible.gender) as gender,
    coalesce(ethnicity_merge.published, eligible.ethnicity) as ethnicity,
    coalesce(business_unit_merge.published, eligible.business_unit) as business_unit,
    coalesce(level_merge.published, eligible.level) as level,
    coalesce(location_merge.published, eligible.location) as location
from eligible
left join merge as arm_merge
    on arm_merge.population = 'eligible' and arm_merge.dimension = 'arm' and arm_merge.category = eligible.arm
left join merge as program_merge
    on program_merge.population = 'eligible' and program_merge.dimension = 'program' and program_merge.category = eligible.program
left join merge as cohort_merge
    on cohort_merge.population = 'eligible' and cohort_merge.dimension = 'cohort' and cohort_merge.category = eligible.cohort
left join merge as role_merge
    on role_merge.population = 'eligible' and role_merge.dimension = 'role' and role_merge.category = eligible.role
left join merge as generation_merge
    on generation_merge.population = 'eligible' and generation_merge.dimension = 'generation' and generation_merge.category = eligible.generation
left join merge as gender_merge
    on gender_merge.population = 'eligible' and gender_merge.dimension = 'gender' and gender_merge.category = eligible.gender
left join merge as ethnicity_merge
    on ethnicity_merge.population = 'eligible' and ethnicity_merge.dimension = 'ethnicity' and ethnicity_merge.category = eligible.ethnicity
left join merge as business_unit_merge
    on business_unit_merge.population = 'eligible' and business_unit_merge.dimension = 'business_unit' and business_unit_merge.category = eligible.business_unit
left join merge as level_merge
    on level_merge.population = 'eligible' and level_merge.dimension = 'level' and level_merge.category = eligible.level
left join merge as location_merge
    on location_merge.population = 'eligible' and location_merge.dimension = 'location' and location_merge.category = eligible.location;
