-- One row per imported response: the person behind it, whom it counts for, and its place among all that this person gave.
-- The newest response (age 1) is that of the newest import, then of the latest day, then of the highest key; the person
-- counts under its key. A response without a person counts for itself.
-- In: person_wave, responses (as imported). Out: response.
create table response as
with imported as (
    select import_number, wave, respondent_key, person_key, cast(null as date) as responded_on from person_wave
    union all
    select import_number, wave, respondent_key, person_key, responded_on from responses
),
given as (
    select
        import_number, wave, respondent_key,
        max(person_key) as person_key,
        max(responded_on) as responded_on
    from imported
    group by import_number, wave, respondent_key
),
named as (
    select
        import_number, wave, respondent_key, responded_on,
        first_value(person_key) over (
            partition by wave, respondent_key order by person_key is null, import_number desc
        ) as person_key
    from given
)
select
    import_number, wave, respondent_key, person_key,
    first_value(respondent_key) over newest_first as counted_key,
    row_number() over newest_first as age
from named
window newest_first as (
    partition by wave, person_key, case when person_key is null then respondent_key end
    order by import_number desc, responded_on desc nulls last, respondent_key desc
);
