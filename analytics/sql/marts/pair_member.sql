-- One row per pair and ratio, with the categories that a release publishes.
-- In: pair_activity, merge. Out: pair_member.
create or replace table pair_member as
select
    pair_activity.pair_key,
    pair_activity.ratio,
    pair_activity.numerator,
    pair_activity.base,
    coalesce(program_merge.published, pair_activity.program) as program,
    coalesce(cohort_merge.published, pair_activity.cohort) as cohort,
    coalesce(generation_merge.published, pair_activity.generation) as generation,
    coalesce(gender_merge.published, pair_activity.gender) as gender,
    coalesce(ethnicity_merge.published, pair_activity.ethnicity) as ethnicity,
    coalesce(business_unit_merge.published, pair_activity.business_unit) as business_unit,
    coalesce(level_merge.published, pair_activity.level) as level,
    coalesce(location_merge.published, pair_activity.location) as location
from pair_activity
left join merge as program_merge
    on program_merge.population = 'pairs' and program_merge.dimension = 'program' and program_merge.category = pair_activity.program
left join merge as cohort_merge
    on cohort_merge.population = 'pairs' and cohort_merge.dimension = 'cohort' and cohort_merge.category = pair_activity.cohort
left join merge as generation_merge
    on generation_merge.population = 'pairs' and generation_merge.dimension = 'generation' and generation_merge.category = pair_activity.generation
left join merge as gender_merge
    on gender_merge.population = 'pairs' and gender_merge.dimension = 'gender' and gender_merge.category = pair_activity.gender
left join merge as ethnicity_merge
    on ethnicity_merge.population = 'pairs' and ethnicity_merge.dimension = 'ethnicity' and ethnicity_merge.category = pair_activity.ethnicity
left join merge as business_unit_merge
    on business_unit_merge.population = 'pairs' and business_unit_merge.dimension = 'business_unit' and business_unit_merge.category = pair_activity.business_unit
left join merge as level_merge
    on level_merge.population = 'pairs' and level_merge.dimension = 'level' and level_merge.category = pair_activity.level
left join merge as location_merge
    on location_merge.population = 'pairs' and location_merge.dimension = 'location' and location_merge.category = pair_activity.location;
