-- One row per combination of texts in the chosen columns of a plain table, and fold: how many rows hold it.
-- In: plain (one CSV file, every cell a text; fold is the row number modulo 5). Out: the columns, fold, people.
select {dims}, fold, count(*) as people
from plain
group by {dims}, fold
