"""Objectives written after the grammar, to see what it makes of words it was not written for.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Secure planning consent for the new depot by 14 May 2027 | achieve | | | 2027-05-14
Bring the vacancy rate of council flats down from 6.5% to 3% before April 2028 | decrease | 6.5 percent | 3 percent absolute | 2028-03-31
Drive a 12% reduction in fleet fuel consumption over the next three years | decrease | | 12 percent change | 2029-11-23
Library visits up 20% by the end of 2028 | increase | | 20 percent change | 2028-12-31
We want to see literacy rates climb to 98 percent by 2032 | increase | | 98 percent absolute | 2032-12-31
Ensure 9 out of 10 patients would recommend our clinic | achieve | | 90 percent absolute |
Reduce the share of stunted children under five to 15% by 2029 (baseline: 22%) | decrease | 22 percent | 15 percent absolute | 2029-12-31
Increase median household income in the district by $4,000 within five years | increase | | 4000 USD change | 2031-11-23
Reach 85% first-contact resolution in the service desk next quarter | achieve | | 85 percent absolute | 2027-03-31
Get 80 percent of invoices paid within 30 days by the end of FY27 | achieve | | 80 percent absolute |
Shrink our carbon footprint by half compared with 2019 levels by 2031 | decrease | | 0.5 ratio change | 2031-12-31
Maintain a current ratio above 1.5 through the end of 2028 | maintain | | 1.5 count absolute | 2028-12-31
Roll out body cameras to 400 officers by January 2028 | achieve | | 400 count absolute | 2028-01-31
Slash build times from 25 min to 10 min | decrease | 25 minute | 10 minute absolute |
No more than two severity-1 incidents per quarter | achieve | | 2 count absolute |
Our team will reduce average handling time by 45 seconds this month | decrease | | 45 count change | 2026-11-30
Save 15% of the energy bill by autumn 2027 | decrease | | 15 percent change | 2027-11-30
Keep the vacancy rate in nursing from rising above 7% | maintain | | 7 percent absolute |
Improve the on-time departure rate by 4 pts, to 87%, in 2027 | increase | | 87 percent absolute | 2027-12-31
Become carbon neutral by 2040 | achieve | | | 2040-12-31
Quadruple solar capacity by the end of the decade | increase | | 4 ratio change | 2029-12-31
Have at least 60% of staff cycling to work by summer 2028 | achieve | | 60 percent absolute | 2028-08-31
Lower infant mortality from 28 to 12 deaths per 1,000 births by 2030 | decrease | 28 count | 12 count absolute | 2030-12-31
Boost tourism revenue to €2.4bn, up from €1.9bn last year | increase | 1900000000 EUR | 2400000000 EUR absolute |
Finish my thesis by the end of next month | achieve | | | 2026-12-31
Run 5 km three times a week by February | achieve | | 3 count absolute | 2027-02-28
Recruit and onboard 25 volunteers in the next 6 months | achieve | | 25 count absolute | 2027-05-23
Reduce food waste in canteens by a third by 2030 | decrease | | 33.3333 percent change | 2030-12-31
Raise the employment rate of people with disabilities from 41 to 50 per cent | increase | 41 percent | 50 percent absolute |
Pass 95% of restaurant inspections on the first visit | achieve | | 95 percent absolute |
Cut the average permit processing time by 10 business days | decrease | | 10 day change |
Grow the endowment to £75 million by 2033 | increase | | 75000000 GBP absolute | 2033-12-31
Uptime >= 99.99% in Q2 2027 | achieve | | 99.99 percent absolute | 2027-06-30
Increase NPS: 38 -> 50 by EOQ | increase | 38 count | 50 count absolute | 2026-12-31
Limit class sizes to 24 pupils | maintain | | 24 count absolute |
Ensure universal access to safe drinking water by 2030 | achieve | | | 2030-12-31
By 2029, reduce by at least a quarter the number of road injuries | decrease | | 25 percent change | 2029-12-31
Reduce page weight to below 2 MB | decrease | | 2 count absolute |
Attract 1.2 million visitors to the museum in 2028 | achieve | | 1200000 count absolute | 2028-12-31
Establish a data protection office no later than 31 January 2027 | achieve | | | 2027-01-31
Expand broadband coverage to 97% of rural households | increase | | 97 percent absolute |
Increase the proportion of recycled material in packaging from one quarter to one half by 2030 | increase | 25 percent | 50 percent absolute | 2030-12-31
Strengthen partnerships with local universities | increase | | |
Lose 5 kilos before my wedding in July 2027 | decrease | | 5 count change | 2027-07-31
Decrease the error rate in claims by 0.8 percentage points within 12 weeks | decrease | | 0.8 percentage_point change | 2027-02-15
Sell 40,000 units of the new model by 12/31/2027 | achieve | | 40000 count absolute | 2027-12-31
Protect wetlands from development | maintain | | |
Zero workplace fatalities in 2027 | achieve | | 0 count absolute | 2027-12-31
Increase voter turnout among 18-24 year olds by 6 percentage points by the 2028 election | increase | | 6 percentage_point change | 2028-12-31
Answer 80% of calls in under 20 seconds | achieve | | 80 percent absolute |
Deliver the new hospital wing on budget by mid-2029 | achieve | | | 2029-06-30
Raise average teacher salaries 8% | increase | | 8 percent change |
Reduce inventory holding from 45 days' to 30 days' supply | decrease | 45 day | 30 day absolute |
Get more young people into apprenticeships | increase | | |
Ship the mobile app in Q1 | achieve | | | 2027-03-31
Employee turnover below 10% by 2027 | achieve | | 10 percent absolute | 2027-12-31
Rise from 12th to 5th place in the ranking by 2030 | increase | | | 2030-12-31
Plant two trees for every tree felled | achieve | | 2 count absolute |
Generate at least 30% of electricity from renewables by 2030 | achieve | | 30 percent absolute | 2030-12-31
Reduce the backlog of asylum cases from 90,000 to 30,000 within 24 months | decrease | 90000 count | 30000 count absolute | 2028-11-23
Invest CHF 3m in staff training during 2027 | achieve | | 3000000 CHF absolute | 2027-12-31
Achieve customer satisfaction of 4.6/5 | achieve | | 4.6 count absolute |
Remain debt-free | maintain | | |
Reduce the gender pay gap from 14% to 7% by the end of the third quarter of 2028 | decrease | 14 percent | 7 percent absolute | 2028-09-30
Lift weekly production to 1,500 units without adding shifts | increase | | 1500 count absolute |
Implement a new CRM to increase repeat sales by 25% by H1 2028 | increase | | 25 percent change | 2028-06-30
Triage all emergency patients within 15 minutes of arrival | achieve | | |
Complete 100% of overdue performance reviews by Friday | achieve | | 100 percent absolute | 2026-11-27
Contain wage growth at 3% per year | maintain | | 3 percent absolute |
Not exceed a budget of $250k for the festival | maintain | | 250000 USD absolute |
"""
