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
ranked as (
    select
        response.import_number, response.wave, response.respondent_key, response.counted_key, asked.scale,
        rank() over (partition by response.wave, response.counted_key, asked.scale order by response.age) as newest
    from response
    inner join asked on response.import_number = asked.import_number and response.wave = asked.wave
)
select
    ranked.wave, ranked.counted_key as respondent_key, ranked.scale,
    coalesce(questions.item, questions.question_id) as item,
    cast(questions.scale_max - questions.scale_min as integer) as span,
    cast(case
        when questions.is_reverse then questions.scale_max - answer.answer
        else answer.answer - questions.scale_min
    end as integer) as answer
from answer
inner join questions on answer.import_number = questions.import_number and answer.column_name = questions.column_name
inner join ranked
    on answer.import_number = ranked.import_number
    and answer.wave = ranked.wave and answer.respondent_key = ranked.respondent_key
    and questions.scale = ranked.scale
where ranked.newest = 1 and questions.scale_max > questions.scale_min;
