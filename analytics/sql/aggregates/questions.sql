-- One row per question of every survey, however often it was exported: its text, kind and scale.
-- In: questions. Out: wave, question_id, column_name, text, kind, scale_min, scale_max, scale, item.
select distinct
    wave, question_id, column_name, text, kind, scale, item,
    cast(scale_min as integer) as scale_min,
    cast(scale_max as integer) as scale_max
from questions
where kind in ('numeric', 'ordinal') and column_name is not null
