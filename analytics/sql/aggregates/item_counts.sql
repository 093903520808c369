-- One row per wave, scale and item: who was asked anything of the scale, and who answered this item.
-- In: item_answer. Out: wave, scale, item, span, n_items, asked, answered.
with asked as (
    select wave, scale, count(distinct respondent_key) as n_asked, count(distinct item) as n_items
    from item_answer
    group by wave, scale
)
select
    item_answer.wave, item_answer.scale, item_answer.item,
    max(item_answer.span) as span,
    max(asked.n_items) as n_items,
    max(asked.n_asked) as asked,
    count(*) as answered
from item_answer
inner join asked on item_answer.wave = asked.wave and item_answer.scale = asked.scale
group by item_answer.wave, item_answer.scale, item_answer.item
