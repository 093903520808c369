-- One row per wave: its day and its respondents.
-- In: respondent. Out: wave, wave_on, people.
select wave, min(wave_on) as wave_on, count(*) as people
from respondent
group by wave
