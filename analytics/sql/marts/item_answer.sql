-- One row per respondent, wave and answered item of a scale, in the respondent's newest import.
-- Answers count from 0 to the item's span, reverse-keyed items turned: more is more of what the scale measures.
-- In: answer (as imported), questions, respondent. Out: item_answer.
create table item_answer as
select
    respondent.wave, respondent.respondent_key, questions.scale,
    coalesce(questions.item, questions.question_id) as item,
    cast(questions.scale_max - questions.scale_min as integer) as span,
    cast(case
        when questions.is_reverse then questions.scale_max - answer.answer
        else answer.answer - questions.scale_min
    end as integer) as answer
from answer
inner join questions on answer.import_number = questions.import_number and answer.column_name = questions.column_name
inner join respondent
    on answer.import_number = respondent.import_number
    and answer.wave = respondent.wave and answer.respondent_key = respondent.respondent_key
where questions.scale is not null and questions.scale_max > questions.scale_min;
