"""A third set written after the grammar, from yet other fields.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Boost farm yields by 1.5 tonnes per hectare over five years | increase | | 1.5 count change | 2031-11-23
Cut the prison reoffending rate by 15% between 2026 and 2029 | decrease | | 15 percent change | 2029-12-31
Extend the metro by 12 kilometres before 2033 | increase | | 12 count change | 2032-12-31
Hold rent increases to 2% in 2027 | maintain | | 2 percent absolute | 2027-12-31
Have no more than 5% of flights delayed | achieve | | 5 percent absolute |
Bookings should grow at least 18% next year | increase | | 18 percent change | 2027-12-31
Reduce the median days to close the books to 4 | decrease | | 4 count absolute |
Improve forecast accuracy to 90% or better by Q2 | increase | | 90 percent absolute | 2027-06-30
Increase paid seats from 1.2k to 2k by March 31, 2027 | increase | 1200 count | 2000 count absolute | 2027-03-31
Ensure all staff complete cyber training by 28 February | achieve | | | 2027-02-28
Drive adoption of the new payroll system to 70% of departments | increase | | 70 percent absolute |
Deliver savings of £40m by 2028/29 | decrease | | 40000000 GBP change |
Eliminate paper forms | decrease | | |
Push gross retention above 92% | increase | | 92 percent absolute |
Reduce hospital length of stay by one day | decrease | | 1 day change |
Decrease the suicide rate to under 8 per 100,000 population by 2031 | decrease | | 8 count absolute | 2031-12-31
Keep our response rate steady at 97% | maintain | | 97 percent absolute |
Increase the budget for early childhood to 1% of GDP | increase | | 1 percent absolute |
Create 10,000 green jobs over the next decade | achieve | | 10000 count absolute | 2036-11-23
Find homes for 300 refugee families by the end of winter 2027 | achieve | | 300 count absolute |
Be able to do 20 push-ups by new year | achieve | | 20 count absolute |
Raise my GPA from 3.1 to 3.5 this semester | increase | 3.1 count | 3.5 count absolute |
Write 500 words a day | achieve | | 500 count absolute |
Get 8 hours of sleep per night | achieve | | 8 hour absolute |
Call volume down 15% by Q1 | decrease | | 15 percent change | 2027-03-31
Reduce mean time to recovery to less than 30 minutes in the coming quarter | decrease | | 30 minute absolute | 2027-03-31
Achieve 99% data accuracy in customer records | achieve | | 99 percent absolute |
Reduce staff turnover by 3-5 percentage points by 2028 | decrease | | 3 percentage_point change | 2028-12-31
Sign up 50 partner schools during the 2027-28 school year | achieve | | 50 count absolute |
Become one of the top 3 employers in the region | achieve | | |
Strive for zero accidents | achieve | | 0 count absolute |
Increase water storage capacity by 25 million cubic metres by 2034 | increase | | 25000000 count change | 2034-12-31
Lower the Gini coefficient from 0.41 to 0.36 | decrease | 0.41 count | 0.36 count absolute |
Grow community garden plots from forty to a hundred | increase | 40 count | 100 count absolute |
Increase the ratio of recycled to virgin plastic to 2:1 | increase | | 2 ratio absolute |
Reduce CO2 per tonne-km by 18% versus 2022 by 2030 | decrease | | 18 percent change | 2030-12-31
Ensure 100 percent of suppliers sign the code of conduct by end of 2026 | achieve | | 100 percent absolute | 2026-12-31
Improve Glassdoor rating from 3.6 to 4.2 stars | increase | 3.6 count | 4.2 count absolute |
Cut checkout steps from seven to three | decrease | 7 count | 3 count absolute |
Protect 1,500 jobs at the shipyard through 2030 | maintain | | 1500 count absolute | 2030-12-31
Reduce average energy bills for tenants by €300 a year | decrease | | 300 EUR change |
Double down on quality | | | |
Within the next 18 months, cut unit cost from $12.40 to $9.90 | decrease | 12.4 USD | 9.9 USD absolute | 2028-05-23
By Q2 2028 at least 60% of our fleet should be electric | achieve | | 60 percent absolute | 2028-06-30
Support 250 SMEs to export for the first time | achieve | | 250 count absolute |
Sustain measles vaccination coverage at 95% or higher | maintain | | 95 percent absolute |
Expand the product line | increase | | |
Test all backup systems every quarter | achieve | | |
Increase sales per square foot from $320 to $350 | increase | 320 USD | 350 USD absolute |
Lead the industry in safety | achieve | | |
Promote lifelong learning opportunities for all | increase | | |
Reduce manual data entry by two-thirds by the start of 2028 | decrease | | 66.6667 percent change | 2028-01-01
Reduce page errors from 0.8% to no more than 0.3% | decrease | 0.8 percent | 0.3 percent absolute |
Bring the average age of receivables to under 40 days | decrease | | 40 day absolute |
Increase the percentage of on-time trains from 81 to at least 90 | increase | 81 count | 90 count absolute |
Train 60% of volunteers by May, and 100% by September 2027 | achieve | | 60 percent absolute | 2027-05-31
Add 12 new electric buses to the fleet every year until 2030 | increase | | 12 count change | 2030-12-31
Slow the growth of healthcare spending to 3% a year | decrease | | 3 percent absolute |
Reduce number of open high-severity findings by 80% within 6 months of audit | decrease | | 80 percent change |
Restore service within 4 hours for 99% of outages | achieve | | 99 percent absolute |
"""
