-- One row per person, arm and clock, with the categories that a release publishes.
-- In: employment, merge. Out: employment_member.
create or replace table employment_member as
select
    employment.clock,
    employment.person_key,
    employment.entry_day,
    employment.exit_day,
    employment.has_left,
    employment.has_left_voluntarily,
    employment.n_promotions,
    employment.arm as time_in,
    coalesce(arm_merge.published, employment.arm) as arm,
    coalesce(program_merge.published, employment.program) as program,
    coalesce(cohort_merge.published, employment.cohort) as cohort,
    coalesce(role_merge.published, employment.role) as role,
    coalesce(generation_merge.published, employment.generation) as generation,
    coalesce(gender_merge.published, employment.gender) as gender,
    coalesce(ethnicity_merge.published, employment.ethnicity) as ethnicity,
    coalesce(business_unit_merge.published, employment.business_unit) as business_unit,
    coalesce(level_merge.published, employment.level) as level,
    coalesce(location_merge.published, employment.location) as location
from employment
left join merge as arm_merge
    on arm_merge.population = 'eligible' and arm_merge.dimension = 'arm' and arm_merge.category = employment.arm
left join merge as program_merge
    on program_merge.population = 'eligible' and program_merge.dimension = 'program' and program_merge.category = employment.program
left join merge as cohort_merge
    on cohort_merge.population = 'eligible' and cohort_merge.dimension = 'cohort' and cohort_merge.category = employment.cohort
left join merge as role_merge
    on role_merge.population = 'eligible' and role_merge.dimension = 'role' and role_merge.category = employment.role
left join merge as generation_merge
    on generation_merge.population = 'eligible' and generation_merge.dimension = 'generation' and generation_merge.category = employment.generation
left join merge as gender_merge
    on gender_merge.population = 'eligible' and gender_merge.dimension = 'gender' and gender_merge.category = employment.gender
left join merge as ethnicity_merge
    on ethnicity_merge.population = 'eligible' and ethnicity_merge.dimension = 'ethnicity' and ethnicity_merge.category = employment.ethnicity
left join merge as business_unit_merge
    on business_unit_merge.population = 'eligible' and business_unit_merge.dimension = 'business_unit' and business_unit_merge.category = employment.business_unit
left join merge as level_merge
    on level_merge.population = 'eligible' and level_merge.dimension = 'level' and level_merge.category = employment.level
left join merge as location_merge
    on location_merge.population = 'eligible' and location_merge.dimension = 'location' and location_merge.category = employment.location;
