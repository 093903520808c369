-- One row per respondent, wave and scale: answered items, and how many of the answers are favorable.
-- Favorable are the top two of five answers and the top three of seven; items asked in other ways are left out.
-- In: item_answer. Out: favorable.
create table favorable as
with judged as (
    select
        wave, respondent_key, scale,
        case when span = 4 then cast(answer >= 3 as integer) when span = 6 then cast(answer >= 4 as integer) end as is_favorable
    from item_answer
)
select wave, respondent_key, scale, sum(is_favorable) as n_favorable, count(is_favorable) as n_answered
from judged
where is_favorable is not null
group by wave, respondent_key, scale;
