"""Sentences that were once read wrong, or that probe one rule of the grammar.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Increase revenue from £1.2 to £1.5 million | increase | 1200000 GBP | 1500000 GBP absolute |
Raise incomes of the bottom 40 per cent of the population | increase | | |
Eliminate remittance corridors with costs higher than 5 per cent | decrease | | |
Reduce unplanned outages to one per quarter | decrease | | 1 count absolute |
Turnover down to 8% | decrease | | 8 percent absolute |
Increase market share by 2 points to 14% by the end of Q4 2027 | increase | | 14 percent absolute | 2027-12-31
Have our app downloaded 1 million times by December | achieve | | 1000000 count absolute | 2026-12-31
Customers rate us 9 or higher | achieve | | 9 count absolute |
Achieve cost savings of 15% | decrease | | 15 percent change |
Mobilize jointly $100 billion annually by 2020 | achieve | | 100000000000 USD absolute | 2020-12-31
Be debt free by the time I am 40 | achieve | | |
Be in the top 10 | achieve | | |
Lead time from 5 days to 2 days | decrease | 5 day | 2 day absolute |
We must not increase cost | | | |
Reduce latency without raising cost | decrease | | |
Increase output by half | increase | | 50 percent change |
Increase capacity by a factor of 3 | increase | | 3 ratio change |
Reduce 1e999 defects | decrease | | |
Grow to NaN customers | increase | | |
Reduce churn to ≤5% | decrease | | 5 percent absolute |
Reduce customer churn (5% to 3%) | decrease | 5 percent | 3 percent absolute |
Reduce at least by half the proportion of people in poverty | decrease | | 0.5 ratio change |
Grow yearly contribution from $14M in 2026 to $21M in 2028 | increase | 14000000 USD | 21000000 USD absolute | 2028-12-31
Complete migration within 90 days | achieve | | | 2027-02-21
Respond to all complaints within 5 days | achieve | | 5 day absolute |
Cut healthcare spending to $5m | decrease | | 5000000 USD absolute |
Implement the Agenda 2030 | achieve | | |
Increase inventory turns from 4x to 6x | increase | 4 ratio | 6 ratio absolute |
Improve customer satisfaction from 7.2/10 to 8.5/10 | increase | 7.2 count | 8.5 count absolute |
Staff turnover | | | |
Process efficiency | | | |
Process 90% of claims within 5 days | achieve | | 90 percent absolute |
Launch an app to cut no-shows by 10% | decrease | | 10 percent change |
Grow revenue 10% while keeping churn under 5% | increase | | 10 percent change |
To reduce congestion, expand bus lanes by 20% | increase | | 20 percent change |
Close 20 deals within 30 days | achieve | | 20 count absolute | 2026-12-23
Reduce emissions by improving efficiency 5% | decrease | | |
Deliver platform releases faster and with fewer incidents | increase | | |
Ship with fewer defects | decrease | | |
Raise wrench time by freezing the schedule on Thursday | increase | | |
Serve more patients with fewer beds | increase | | |
Support firms with fewer than 50 employees | achieve | | |
"""
