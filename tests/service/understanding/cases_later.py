"""A second set written after the grammar, with harder sentences.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
KR2: Reduce p95 latency from 800ms to 300ms by end of Q1 2027 | decrease | 800 count | 300 count absolute | 2027-03-31
O1 - Delight our customers | achieve | | |
Carbon emissions will be reduced by 40% from 2015 levels by 2035 | decrease | | 40 percent change | 2035-12-31
Achieve Double-Digit Growth In Services Revenue | increase | | |
Operating margin to rise from 11% in 2025 to 14% in 2028 | increase | 11 percent | 14 percent absolute | 2028-12-31
No child left without a school place by September 2027 | decrease | | | 2027-09-30
Increase the number of certified nurses by 15 percent, from 240 to 276, by year-end 2027 | increase | 240 count | 276 count absolute | 2027-12-31
Our ambition is to halve deaths from sepsis within a decade | decrease | | 0.5 ratio change | 2036-11-23
Secure $1.2M in grants by the end of May 2027 | achieve | | 1200000 USD absolute | 2027-05-31
Return on equity of at least 12% in each of the next three years | achieve | | 12 percent absolute | 2029-11-23
Ensure that waiting lists fall by 20% during 2027 | decrease | | 20 percent change | 2027-12-31
Keep absence at or below the current 3.5% | maintain | | 3.5 percent absolute |
Increase first-year student retention to 91%, from 86% | increase | 86 percent | 91 percent absolute |
Bring average debtor days under 35 by the close of 2027 | decrease | | 35 count absolute | 2027-12-31
Reduce the number of households living in temporary accommodation by 1,000 | decrease | | 1000 count change |
Raise awareness of diabetes in rural areas | increase | | |
Grow the membership by one hundred and fifty before the summer | increase | | 150 count change | 2027-05-31
Double-check all invoices | achieve | | |
Decarbonise the bus fleet by 2032 | decrease | | | 2032-12-31
Tackle anti-social behaviour in the town centre | decrease | | |
Build a world-class research team | achieve | | |
Publish the annual report by 3/31/2027 | achieve | | | 2027-03-31
Maintain inflation at 2% over the medium term | maintain | | 2 percent absolute |
Increase tax-to-GDP ratio from 13.5 percent to 16 percent by 2027/28 | increase | 13.5 percent | 16 percent absolute |
Resolve 75 percent of taxpayer disputes within 90 days by 2028 | achieve | | 75 percent absolute | 2028-12-31
Process VAT refunds within 15 working days | achieve | | 15 day absolute |
Reduce the cost of collection to 0.8% of revenue | decrease | | 0.8 percent absolute |
Register 1.5m new taxpayers by June 2028 | achieve | | 1500000 count absolute | 2028-06-30
Improve filing compliance | increase | | |
Reduce scope 1 and 2 emissions 42% by 2030 from a 2020 base year | decrease | | 42 percent change | 2030-12-31
Source 100% renewable electricity by 2028 | achieve | | 100 percent absolute | 2028-12-31
Divert 90% of waste from landfill | achieve | | 90 percent absolute |
Cut water withdrawal intensity by 1.5% year on year | decrease | | 1.5 percent change |
Reach 40% women in senior management by 2030 (2025: 31%) | achieve | 31 percent | 40 percent absolute | 2030-12-31
Achieve a lost-time injury frequency rate below 0.5 | achieve | | 0.5 count absolute |
Eliminate single-use plastics in all our stores by end 2027 | decrease | | | 2027-12-31
Increase annual passenger numbers from 4.2 to 5 million by 2031 | increase | 4200000 count | 5000000 count absolute | 2031-12-31
Cut the time from referral to treatment from 18 weeks to 12 weeks | decrease | 18 week | 12 week absolute |
Fill 95% of prescriptions within 20 minutes | achieve | | 95 percent absolute |
Reduce medication errors to fewer than 2 per 1,000 patient days | decrease | | 2 count absolute |
Achieve a 10-point improvement in the patient satisfaction score | increase | | 10 count change |
Increase by 20% the number of startups founded by women | increase | | 20 percent change |
By the end of 2029, all school buildings are accessible | achieve | | | 2029-12-31
Have 3,000 more households connected to district heating by 2028 | increase | | 3000 count change | 2028-12-31
Do not let emergency response exceed 8 minutes | maintain | | 8 minute absolute |
Stop the spread of invasive species | decrease | | |
Launch 3 pilots in 5 cities by the first quarter of 2028 | achieve | | 3 count absolute | 2028-03-31
Deliver 120 km of protected bike lanes by the end of the year 2029 | achieve | | 120 count absolute | 2029-12-31
Reduce stray-dog complaints in half within the next 18 months | decrease | | 0.5 ratio change | 2028-05-23
Make the website load in less than 3 seconds | achieve | | 3 count absolute |
Become fluent in French in two years | achieve | | | 2028-11-23
Spend no more than €400 per month on eating out | achieve | | 400 EUR absolute |
Journal for ten minutes every morning | achieve | | 10 minute absolute |
Increase my bench press from 60kg to 80kg by 1st May 2027 | increase | 60 count | 80 count absolute | 2027-05-01
Pay off £3,000 of credit card debt by August | achieve | | 3000 GBP absolute | 2027-08-31
Call my parents twice a week | achieve | | 2 count absolute |
Cut screen time to 90 minutes a day | decrease | | 90 minute absolute |
Read at least one book a month | achieve | | 1 count absolute |
Reduce deployment failures from 1 in 5 to 1 in 20 this half | decrease | 20 percent | 5 percent absolute | 2026-12-31
Merge 80% of pull requests within one day | achieve | | 80 percent absolute |
Increase code review participation from 3 to 6 reviewers by release 4.0 | increase | 3 count | 6 count absolute |
Grow GitHub stars 5x by EOY 2027 | increase | | 5 ratio change | 2027-12-31
Reach 10K stars on GitHub | achieve | | 10000 count absolute |
Release version 3.0 by October 2027 | achieve | | | 2027-10-31
Increase the average donation from $45 to $60 in the next fiscal year | increase | 45 USD | 60 USD absolute |
Help 2,000 unemployed people find work by December 2028 | achieve | | 2000 count absolute | 2028-12-31
Sales growth of 5% in Q1 | increase | | 5 percent change | 2027-03-31
At least 70% of graduates employed within six months of graduation | achieve | | 70 percent absolute |
Revenue: +12% by 2027 | increase | | 12 percent change | 2027-12-31
Customer complaints -30% vs. 2025 | decrease | | 30 percent change |
Increase share of wallet with top 100 clients by 7 points | increase | | 7 percentage_point change |
Improve EBIT margin by 150 basis points by 2028 | increase | | 1.5 percentage_point change | 2028-12-31
Lower average claim cycle time by 2.5 days | decrease | | 2.5 day change |
Get to 1 million subscribers before 1 July 2028 | achieve | | 1000000 count absolute | 2028-07-01
"""
