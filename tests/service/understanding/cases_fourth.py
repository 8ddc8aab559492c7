"""A fourth set written after the grammar, to measure the repairs.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Increase the vaccination rate among over-65s to 75% by winter | increase | | 75 percent absolute |
Reduce the vacancy rate by 4 percentage points by the end of 2028 | decrease | | 4 percentage_point change | 2028-12-31
Achieve a 25% reduction in lost-time injuries by December 2028 | decrease | | 25 percent change | 2028-12-31
Raise $750,000 for the scholarship fund by 30 September 2027 | achieve | | 750000 USD absolute | 2027-09-30
Maintain employee satisfaction above 4.2 out of 5 | maintain | | 4.2 count absolute |
Keep the average wait under 15 minutes | maintain | | 15 minute absolute |
Convert 20% of trial users to paid by Q2 2027 | achieve | | 20 percent absolute | 2027-06-30
Reduce the time it takes to open an account from 3 days to 10 minutes | decrease | 3 day | 10 minute absolute |
Enrol 8,000 girls in secondary school by 2030 | achieve | | 8000 count absolute | 2030-12-31
Grow newsletter subscribers by 2,500 this quarter | increase | | 2500 count change | 2026-12-31
Cut municipal energy consumption by 3 GWh per year | decrease | | 3 count change |
Halve the backlog within six months | decrease | | 0.5 ratio change | 2027-05-23
Reach at least 1,000 farmers with drought-resistant seed by 2029 | achieve | | 1000 count absolute | 2029-12-31
Reduce the share of single-occupancy car trips from 64% to 50% | decrease | 64 percent | 50 percent absolute |
By the end of the fiscal year, cut travel spend by 30% | decrease | | 30 percent change |
Improve first-response time to 30 minutes | decrease | | 30 minute absolute |
Ensure zero data breaches in 2027 | achieve | | 0 count absolute | 2027-12-31
Increase gross bookings 2.5x in three years | increase | | 2.5 ratio change | 2029-11-23
Strengthen community policing | increase | | |
Obtain B Corp certification within two years | achieve | | | 2028-11-23
Stabilise the rough-sleeping count at 120 | maintain | | 120 count absolute |
Increase library card holders from 30% of residents to 45% | increase | 30 percent | 45 percent absolute |
Deliver a 99.9% SLA | achieve | | 99.9 percent absolute |
Reduce our Scope 3 emissions by 28% by FY2030 | decrease | | 28 percent change |
Decrease idle time of machines by a fifth | decrease | | 20 percent change |
Collect 10,000 signatures in 60 days | achieve | | 10000 count absolute | 2027-01-22
Increase the average class attendance to 26 from 21 | increase | 21 count | 26 count absolute |
Swim twice a week until June | achieve | | 2 count absolute | 2027-06-30
Cap administrative costs at 12% of budget | maintain | | 12 percent absolute |
Drop the defect rate from 300 ppm to 50 ppm by Q4 2028 | decrease | 300 count | 50 count absolute | 2028-12-31
Develop a national AI strategy by mid-2027 | achieve | | | 2027-06-30
Raise farmers' incomes by 50% over 4 years | increase | | 50 percent change | 2030-11-23
Reduce spam calls | decrease | | |
Increase the time between failures from 400 hours to 600 hours | increase | 400 hour | 600 hour absolute |
Less than 2% of shipments damaged | achieve | | 2 percent absolute |
Restrict overtime to 5 hours per employee per week | maintain | | 5 hour absolute |
Get 1 in 4 visitors to sign up | achieve | | 25 percent absolute |
Award 30% of contracts to local firms by 2028 | achieve | | 30 percent absolute | 2028-12-31
Increase the retention rate of apprentices to 85 per cent, compared with 71 per cent in 2025 | increase | 71 percent | 85 percent absolute |
Reduce food insecurity by one-third before the end of 2029 | decrease | | 33.3333 percent change | 2029-12-31
"""
