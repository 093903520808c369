-- One row per wave and scale: the integer that makes a score of the newest import.
-- In: wave_scales. Out: wave, scale, denominator, lowest (of all imports of that wave; equal to denominator when they agree).
select wave, scale, max(denominator) as denominator, min(denominator) as lowest
from wave_scales
group by wave, scale
