-- One row per wave, counted respondent and answered item of a scale, in the newest response that answers any of the scale.
-- Answers count from 0 to the item's span, reverse-keyed items turned: more is more of what the scale measures.
-- In: answer (as imported), questions, response. Out: item_answer.
create table item_answer as
with ranked as (
    select
        response.wave, response.counted_key, questions.scale,
        coalesce(questions.item, questions.question_id) as item,
        cast(questions.scale_max - questions.scale_min as integer) as span,
        cast(case
            when questions.is_reverse then questions.scale_max - answer.answer
            else answer.answer - questions.scale_min
        end as integer) as answer,
        rank() over (partition by response.wave, response.counted_key, questions.scale order by response.age) as newest
    from answer
    inner join questions on answer.import_number = questions.import_number and answer.column_name = questions.column_name
    inner join response
        on answer.import_number = response.import_number
        and answer.wave = response.wave and answer.respondent_key = response.respondent_key
    where questions.scale is not null and questions.scale_max > questions.scale_min
)
select wave, counted_key as respondent_key, scale, item, span, answer
from ranked
where newest = 1;
