-- One row per level whose place a person stated with the newest roster that has such a statement, low to high.
-- In: people (as imported). Out: level_stated.
create table level_stated as
with stated as (
    select level, level_place, import_number, max(import_number) over () as newest
    from people
    where level_place is not null
)
select level, max(level_place) as place
from stated
where import_number = newest
group by level;
