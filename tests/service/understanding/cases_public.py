"""Hand-written objectives of cities, health, education, development and persons.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Fewer potholes | decrease | | |
Fewer potholes on arterial roads by 2028 | decrease | | | 2028-12-31
Plant 1 million trees by 2035 | achieve | | 1000000 count absolute | 2035-12-31
Reduce traffic deaths to zero by 2040 | decrease | | 0 count absolute | 2040-12-31
Cut violent crime by 10% this year | decrease | | 10 percent change | 2026-12-31
Raise the recycling rate from 34% to 50% by the end of the decade | increase | 34 percent | 50 percent absolute | 2029-12-31
Repair 90% of reported potholes within 48 hours | achieve | | 90 percent absolute |
Issue building permits within 20 days | achieve | | 20 day absolute |
Increase tree canopy cover by 5 points by 2032 | increase | | 5 percentage_point change | 2032-12-31
Keep response times of the fire brigade under 8 minutes | maintain | | 8 minute absolute |
Build 2,500 affordable homes by 2029 | achieve | | 2500 count absolute | 2029-12-31
Increase bus ridership by two thirds across all districts | increase | | 66.6667 percent change |
By 2030, half of all trips are made on foot, by bike or by transit | achieve | | 50 percent absolute | 2030-12-31
Lower the unemployment rate from 8.2% to 6% within three years | decrease | 8.2 percent | 6 percent absolute | 2029-11-23
Collect 98% of assessed taxes in fiscal 2027 | achieve | | 98 percent absolute |
Close the tax gap by 3 percentage points by 2027/28 | decrease | | 3 percentage_point change |
Reduce homelessness by 25 per cent by June 30th, 2027 | decrease | | 25 percent change | 2027-06-30
Answer 311 calls faster | increase | | |
Preserve the historic city centre | maintain | | |
Reach net zero emissions by 2045 | achieve | | 0 count absolute | 2045-12-31
Cut greenhouse gas emissions 55% below 1990 levels by 2030 | decrease | | 55 percent change | 2030-12-31
Less waste | decrease | | |
More trees in low-income neighbourhoods | increase | | |
Improve air quality in the city centre | increase | | |
Ensure that at least 80% of residents live within 10 minutes of a park | achieve | | 80 percent absolute |
Double cycling by 2031 | increase | | 2 ratio change | 2031-12-31
Lower complaints about noise before 15 January 2027 | decrease | | | 2027-01-15
Reduce water losses to 12% by 2029, against 19% last year | decrease | 19 percent | 12 percent absolute | 2029-12-31
Digitise 75% of public services by Q4 | achieve | | 75 percent absolute | 2026-12-31
Maintain the city's AAA credit rating | maintain | | |
Reduce the 30-day readmission rate from 15% to 11% | decrease | 15 percent | 11 percent absolute |
Vaccinate 95% of children under 5 by 2028 | achieve | | 95 percent absolute | 2028-12-31
Reduce maternal mortality to less than 70 per 100,000 live births by 2030 | decrease | | 70 count absolute | 2030-12-31
End the epidemics of AIDS and malaria by 2030 | decrease | | | 2030-12-31
Keep COVID-19 vaccination above 85% | maintain | | 85 percent absolute |
Improve patient wait time from 45 minutes to 20 minutes | decrease | 45 minute | 20 minute absolute |
Ensure no patient waits more than 4 hours in the emergency department | achieve | | 4 hour absolute |
Reduce falls by a quarter over the next year | decrease | | 25 percent change | 2027-11-23
Prevent hospital-acquired infections | decrease | | |
Increase breast-screening uptake among women aged 50 to 70 to 80% | increase | | 80 percent absolute |
Achieve hand hygiene compliance of 95% by the end of this month | achieve | | 95 percent absolute | 2026-11-30
Recruit 40 nurses by the end of February | achieve | | 40 count absolute | 2027-02-28
Lower average length of stay by 0.5 days | decrease | | 0.5 day change |
Zero never events this year | achieve | | 0 count absolute | 2026-12-31
Increase life expectancy to 75 years | increase | | 75 year absolute |
See 85% of urgent referrals within 2 weeks | achieve | | 85 percent absolute |
Reduce smoking prevalence, now 14%, to 10% by 2029 | decrease | 14 percent | 10 percent absolute | 2029-12-31
Raise the graduation rate to 92% by June 2029 | increase | | 92 percent absolute | 2029-06-30
Reduce chronic absenteeism among pupils by 5 pp | decrease | | 5 percentage_point change |
Increase the number of pupils reading at grade level by 200 | increase | | 200 count change |
All pupils read at grade level by the end of next year | achieve | | | 2027-12-31
Provide every pupil with a laptop by early 2028 | achieve | | | 2028-03-31
Train 500 teachers in the first half of 2027 | achieve | | 500 count absolute | 2027-06-30
Maintain a pupil-teacher ratio of 18 | maintain | | 18 count absolute |
Cut the dropout rate in half by 2030 | decrease | | 0.5 ratio change | 2030-12-31
Increase enrolment from 1,200 to 1,500 students by 1 September 2027 | increase | 1200 count | 1500 count absolute | 2027-09-01
Publish 25 papers a year | achieve | | 25 count absolute |
Raise attendance from ninety percent to ninety-five percent | increase | 90 percent | 95 percent absolute |
Eradicate extreme poverty for all people living on less than $1.25 a day by 2030 | decrease | | | 2030-12-31
Provide clean water to two million people by 2031 | achieve | | 2000000 count absolute | 2031-12-31
Restore 300,000 hectares of forest by December 2030 | achieve | | 300000 count absolute | 2030-12-31
Implement the outcomes of the 2018 Summit | achieve | | |
Sustain GDP growth of at least 7% per annum | maintain | | 7 percent absolute |
Halt the loss of biodiversity by 2030 | maintain | | | 2030-12-31
Substantially increase the share of renewable energy in the global energy mix by 2030 | increase | | | 2030-12-31
Double the agricultural productivity of small-scale farmers by 2030 | increase | | 2 ratio change | 2030-12-31
Strengthen resilience to climate-related hazards in all countries | increase | | |
Mobilise $100 billion annually by 2028 | achieve | | 100000000000 USD absolute | 2028-12-31
Contribute to SDG 3 | achieve | | |
Protect 30% of marine areas | maintain | | 30 percent absolute |
Reduce post-harvest losses by 10bn rupees | decrease | | 10000000000 INR change |
Combat desertification | decrease | | |
Enhance access to finance for small firms | increase | | |
Decrease plastic use by 1,200.5 tonnes before 2030 | decrease | | 1200.5 count change | 2029-12-31
Growth in exports of 8% by Q2 2027 | increase | | 8 percent change | 2027-06-30
Lose 10 kg by June | decrease | | 10 count change | 2027-06-30
Walk 10,000 steps every day | achieve | | 10000 count absolute |
Exercise for 30 minutes a day | achieve | | 30 minute absolute |
I will go to the gym three times a week | achieve | | 3 count absolute |
Read 24 books in 2027 | achieve | | 24 count absolute | 2027-12-31
Meditate once a week | achieve | | |
Save $10,000 by December | achieve | | 10000 USD absolute | 2026-12-31
Sleep 8 hours a night | achieve | | 8 hour absolute |
Run a marathon in under 4 hours | achieve | | 4 hour absolute |
Eat less sugar | decrease | | |
Spend less than 2 hours a day on my phone | achieve | | 2 hour absolute |
Drink more water daily | increase | | |
Lower my blood pressure from 150 to 130 | decrease | 150 count | 130 count absolute |
Quit smoking by Friday | decrease | | | 2026-11-27
Learn 1,000 Spanish words by the end of this week | achieve | | 1000 count absolute | 2026-11-29
"""
