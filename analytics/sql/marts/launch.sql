-- One row per program store: the day the first pair enrolled.
-- In: pair. Out: launch.
create table launch as
select min(enrolled_on) as launched_on
from pair;
