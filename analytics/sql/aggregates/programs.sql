-- One row per store: how many programs its pairs belong to.
-- In: pair. Out: programs.
select count(distinct program) as programs
from pair
