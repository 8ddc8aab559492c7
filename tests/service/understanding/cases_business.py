"""Hand-written objectives of businesses and software makers.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Increase revenue by 30% by 2030 | increase | | 30 percent change | 2030-12-31
Increase sales by 80% before the start of the next year | increase | | 80 percent change | 2026-12-31
Grow annual recurring revenue from $2m to $3.5m by the end of 2027 | increase | 2000000 USD | 3500000 USD absolute | 2027-12-31
Double the number of paying customers within 18 months | increase | | 2 ratio change | 2028-05-23
Halve customer churn by Q3 2027 | decrease | | 0.5 ratio change | 2027-09-30
Cut customer acquisition cost by a third | decrease | | 33.3333 percent change |
Acquire 500 new customers before the end of this quarter | achieve | | 500 count absolute | 2026-12-31
Win three enterprise accounts by 31 March 2027 | achieve | | 3 count absolute | 2027-03-31
Raise the net promoter score from 32 to 45 by year end | increase | 32 count | 45 count absolute | 2026-12-31
Improve NPS by 10 points next year | increase | | 10 count change | 2027-12-31
Keep monthly churn below 2% | maintain | | 2 percent absolute |
Retain 95% of key accounts through 2027 | maintain | | 95 percent absolute | 2027-12-31
Expand into two new regions by H2 2027 | increase | | 2 count absolute | 2027-12-31
Boost conversion rate by 2 percentage points | increase | | 2 percentage_point change |
Lift conversion from 2.5% to 4% this quarter | increase | 2.5 percent | 4 percent absolute | 2026-12-31
Reach €1.5 million in online sales in 2027 | achieve | | 1500000 EUR absolute | 2027-12-31
Generate USD 300k of pipeline by end of Q1 | achieve | | 300000 USD absolute | 2027-03-31
Triple organic traffic in the next two years | increase | | 3 ratio change | 2028-11-23
Achieve a tenfold increase in app downloads | increase | | 10 ratio change |
Get twice as many referrals as last year | increase | | 2 ratio change |
Reduce cart abandonment to under 60% (currently 72%) | decrease | 72 percent | 60 percent absolute |
Become the market leader in electric bikes by 2029 | achieve | | | 2029-12-31
Increase brand awareness among under-25s | increase | | |
More repeat purchases from existing customers | increase | | |
Grow 15% | increase | | 15 percent change |
Grow export revenue 15% in FY27 | increase | | 15 percent change |
Deliver 20% revenue growth in 2027 | increase | | 20 percent change | 2027-12-31
Win back lost customers | achieve | | |
Increase customer base | increase | | |
Open 3 branches in Spain by June 2027 | achieve | | 3 count absolute | 2027-06-30
By 2028, 40% of revenue comes from subscriptions | achieve | | 40 percent absolute | 2028-12-31
Increase market share to 25%, up from 18% in 2024 | increase | 18 percent | 25 percent absolute |
Increase average order value by £5 | increase | | 5 GBP change |
Launch the loyalty programme by summer 2027 | achieve | | | 2027-08-31
Reduce operating costs by 10-15% by the end of next year | decrease | | 10 percent change | 2027-12-31
Cut overheads by $2m | decrease | | 2000000 USD change |
Hold operating expenses at or below 40% of revenue | maintain | | 40 percent absolute |
Improve gross margin from 41% to 45% by Q4 2027 | increase | 41 percent | 45 percent absolute | 2027-12-31
Shorten days sales outstanding from 52 days to 40 days | decrease | 52 day | 40 day absolute |
Reduce the month-end close from 10 to 5 working days by March | decrease | 10 day | 5 day absolute | 2027-03-31
Raise £5m from investors before June 2027 | achieve | | 5000000 GBP absolute | 2027-05-31
Pay suppliers within 30 days | achieve | | 30 day absolute |
Achieve break-even in the second half of 2027 | achieve | | | 2027-12-31
Maintain a cash balance above USD 1,200,000 | maintain | | 1200000 USD absolute |
Increase EBITDA by 1.5 million euros | increase | | 1500000 EUR change |
Save $500k in procurement costs by 2027-06-30 | decrease | | 500000 USD change | 2027-06-30
Increase output by 50% while maintaining the unit cost of production and quality level | increase | | 50 percent change |
Reduce lead time from 5 days to 2 days | decrease | 5 day | 2 day absolute |
Achieve zero defects on the assembly line | achieve | | 0 count absolute |
Zero defects | achieve | | 0 count absolute |
Improve on-time delivery from 88% to 96% by the end of Q2 | increase | 88 percent | 96 percent absolute | 2027-06-30
Reduce scrap by half | decrease | | 0.5 ratio change |
Cut energy use per unit by 12 percent by 30/06/2027 | decrease | | 12 percent change | 2027-06-30
Slash unplanned downtime 25% over the next 6 weeks | decrease | | 25 percent change | 2027-01-04
Keep inventory accuracy at or above 99.5% | maintain | | 99.5 percent absolute |
Minimise waste sent to landfill | decrease | | |
Increase throughput by 5,000 units without raising headcount | increase | | 5000 count change |
Ship 98% of orders within 24 hours | achieve | | 98 percent absolute |
Attain ISO 27001 certification by June 30 | achieve | | | 2027-06-30
Fewer than 10 customer returns per month | achieve | | 10 count absolute |
Reduce cost per parcel below $5 | decrease | | 5 USD absolute |
Lower supplier defects from 1 in 10 to 1 in 100 | decrease | 10 percent | 1 percent absolute |
Speed up order picking from 12 minutes to 8 minutes | decrease | 12 minute | 8 minute absolute |
Grow output while keeping unit cost below $5 | increase | | |
Without increasing cost, reduce delivery time to 2 days | decrease | | 2 day absolute |
A 20% reduction in packaging by Christmas | decrease | | 20 percent change | 2026-12-25
Grow sales team by 15% for regional coverage | increase | | 15 percent change |
Cut the sales team by 20% to reduce cost | decrease | | 20 percent change |
Hire 10 engineers in 90 days | achieve | | 10 count absolute | 2027-02-21
Reduce voluntary turnover from 18% to 12% by December 2027 | decrease | 18 percent | 12 percent absolute | 2027-12-31
Improve employee engagement score to 4.5 out of 5 | increase | | 4.5 count absolute |
Increase the share of women in leadership from 20 to 35 percent by 2030 | increase | 20 percent | 35 percent absolute | 2030-12-31
Have everyone complete safety training by EOY | achieve | | | 2026-12-31
Reduce absenteeism by one fifth by mid-2027 | decrease | | 20 percent change | 2027-06-30
Cut time to hire from sixty days to forty-five days | decrease | 60 day | 45 day absolute |
100% of managers trained in feedback by early 2027 | achieve | | 100 percent absolute | 2027-03-31
Accelerate time to productivity of new hires | decrease | | |
Make us a great place to work | achieve | | |
Maintain 99.95% uptime | maintain | | 99.95 percent absolute |
Ensure availability of at least 99.9% in 2027 | achieve | | 99.9 percent absolute | 2027-12-31
Answer tickets within two hours | achieve | | 2 hour absolute |
Reduce the average time to answer a call from 5 minutes to 2 | decrease | 5 minute | 2 minute absolute |
Resolve 90% of incidents within 4 hours by 1 July 2027 | achieve | | 90 percent absolute | 2027-07-01
Offer 24/7 support to all customers by Q3 | achieve | | | 2027-09-30
Deploy three times a week | achieve | | 3 count absolute |
Cut page load time by 40% | decrease | | 40 percent change |
Increase test coverage from 55% to 80% by end of Q3 FY28 | increase | 55 percent | 80 percent absolute |
Migrate all services to Kubernetes by late 2027 | achieve | | | 2027-12-31
Bring open bugs down to 50 | decrease | | 50 count absolute |
Get response time under 1 hour | decrease | | 1 hour absolute |
3x our monthly active users | increase | | 3 ratio change |
Grow weekly active users to 10k by Q1 2027 | increase | | 10000 count absolute | 2027-03-31
Eliminate critical vulnerabilities within a year | decrease | | | 2027-11-23
Release Web 2.0 portal next quarter | achieve | | | 2027-03-31
Latency below 2 minutes at the 95th percentile | achieve | | 2 minute absolute |
Reduce technical debt | decrease | | |
Move deployment frequency from monthly to weekly | achieve | | |
Code review turnaround: 3 days -> 1 day by end of next month | decrease | 3 day | 1 day absolute | 2026-12-31
Improve wait times | decrease | | |
Stop the decline of active users | maintain | | |
Reverse the decline in renewals | increase | | |
Our goal is to increase renewals to at least 85% from a baseline of 78% | increase | 78 percent | 85 percent absolute |
Operational excellence | | | |
Customer satisfaction | | | |
Be the leading teeth retainer provider in the Southwestern United States by 2030 | achieve | | | 2030-12-31
Repaint the head office canteen | achieve | | |
"""
