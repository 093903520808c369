-- One row per wave, counted respondent and answered item of a scale, in the newest response whose survey asks for the scale:
-- what is blank there is blank, whatever an earlier response of the same person says.
-- Answers count from 0 to the item's span, reverse-keyed items turned: more is more of what the scale measures.
-- In: answer (as imported), questions, response. Out: item_answer.
create table item_answer as
with asked as (
    select distinct import_number, wave, scale
    from questions
    where scale is not null and scale_max > scale_min
),
several as (
    select wave, counted_key
    from response
    group by wave, counted_key
    having max(age) > 1
),
newest as (
    select response.wave, response.counted_key, asked.scale, min(response.age) as age
    from response
    inner join several on response.wave = several.wave and response.counted_key = several.counted_key
    inner join asked on response.import_number = asked.import_number and response.wave = asked.wave
    group by response.wave, response.counted_key, asked.scale
)
select
    response.wave, response.counted_key as respondent_key, questions.scale,
    coalesce(questions.item, questions.question_id) as item,
    cast(questions.scale_max - questions.scale_min as integer) as span,
    cast(case
        when questions.is_reverse then questions.scale_max - answer.answer
        else answer.answer - questions.scale_min
    end as integer) as answer
from answer
inner join questions on answer.import_number = questions.import_number and answer.column_name = questions.column_name
inner join response
    on answer.import_number = response.import_number
    and answer.wave = response.wave and answer.respondent_key = response.respondent_key
inner join asked
    on response.import_number = asked.import_number and response.wave = asked.wave and questions.scale = asked.scale
left join newest
    on response.wave = newest.wave and response.counted_key = newest.counted_key and questions.scale = newest.scale
where
    questions.scale_max > questions.scale_min
    and (newest.age is null or newest.age = response.age);
