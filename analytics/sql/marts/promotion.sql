-- One row per promotion: a person's level is higher than on the row before, in the same import of the roster.
-- Rows effective after the roster's last day promote nobody.
-- In: standing, level_order. Out: promotion.
create table promotion as
with history as (
    select
        standing.person_key, standing.effective_on, level_order.place,
        lag(level_order.place) over (partition by standing.person_key order by standing.effective_on) as place_before
    from standing
    inner join level_order on standing.level = level_order.level
    where standing.effective_on is not null
)
select person_key, effective_on as promoted_on
from history
where place > place_before;
