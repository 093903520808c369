-- One row per wave: its day, its respondents, and how many of them are on the roster.
-- In: respondent. Out: wave, wave_on, people, linked.
select wave, min(wave_on) as wave_on, count(*) as people, count(person_key) as linked
from respondent
group by wave
