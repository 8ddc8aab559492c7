"""One or two sentences for each rule about names, scope, predicates and denied movements.

Read on Monday 2026-11-23. Columns: text | direction | baseline | target | deadline.
"""

ROWS = """
Publish v3.1 of the charting library | achieve | | |
Certify the app to PSD2 and WCAG 2.1 | achieve | | |
Move ticketing off DB2 11c | achieve | | |
Add 4G to the tunnel | increase | | |
Teach 6S to shift leaders | achieve | | |
Ship the iPadOS 20 client | achieve | | |
Finish the PHP 9 port | achieve | | |
Reach an NPS 45 | achieve | | 45 count absolute |
Fit cameras on the 28 trams | achieve | | |
Hand out vests in all 16 depots | achieve | | |
Roll out badges across 60 sites | achieve | | |
Combine the three laboratories | achieve | | |
Close the 9 open findings | achieve | | 9 count absolute |
Answer our 2025 audit letter | achieve | | |
Extend the 11 kV line | increase | | |
Shorten our 12 forms to 5 | decrease | 12 count | 5 count absolute |
Coach schools with fewer than 90 pupils | achieve | | |
Serve lunch from 11.45 | achieve | | |
Reply within three hours of receipt | achieve | | |
Cycle time shortened to 6 days | decrease | | 6 day absolute |
Review score up 0.4 points | increase | | 0.4 count change |
Fares to be lowered by €2 | decrease | | 2 EUR change |
Fuel sales to rise by 5% | increase | | 5 percent change |
Stage 2 of the tunnel opened by May 2027 | achieve | | | 2027-05-31
Tenders: go from 12 to 20 | increase | 12 count | 20 count absolute |
Availability must not fall under 97% | maintain | | 97 percent absolute |
Prevent cover from dropping below 20% | maintain | | 20 percent absolute |
Turnout not lower than 60% | maintain | | 60 percent absolute |
Shave 10 minutes off each changeover | decrease | | 10 minute change |
Rein in travel costs | decrease | | |
Crank up output by 8% | increase | | 8 percent change |
Take 300 lorries off the road | achieve | | 300 count absolute |
Drop Java 8 support | achieve | | |
Hold four public hearings | achieve | | 4 count absolute |
Up the number of donors by 9% | increase | | 9 percent change |
Move out of the old depot | achieve | | |
Hire 15% more carers | increase | | 15 percent change |
Cut waste by \u00bd | decrease | | 50 percent change |
Lend Rs 3 crore by March 2027 | achieve | | 30000000 INR absolute | 2027-03-31
Grow the fund to R5m | increase | | 5000000 ZAR absolute |
Raise a $2m bridge round | achieve | | 2000000 USD absolute |
Lower rates by half a percentage point | decrease | | 0.5 percentage_point change |
Multiply visits by 4, starting from 9k | increase | 9000 count | 4 ratio change |
Volunteer hours per member increased to 12 | increase | | 12 hour absolute |
Grow rail trips so that they make up 30% of journeys | increase | | 30 percent absolute |
Bring the void rate of 9% to 4% | decrease | 9 percent | 4 percent absolute |
Fatalities down a third | decrease | | 33.3333333 percent change |
Open the pool by 2027/09/30 | achieve | | | 2027-09-30
Drop fax support by year-end | achieve | | | 2026-12-31
Turnaround to fall from 50 to 40 minutes | decrease | 50 minute | 40 minute absolute |
Raise satisfaction from 60% (2026) to 70% (2028) | increase | 60 percent | 70 percent absolute | 2028-12-31
Localise the site before 1 September 2027 | achieve | | | 2027-09-01
Mend the roof before the start of next year | achieve | | | 2026-12-31
Sign up 900 members by mid-year | achieve | | 900 count absolute | 2027-06-30
Print the Q3 magazine | achieve | | |
Profit per store: +€15k | increase | | 15000 EUR change |
Losses to be brought to 15% or less | decrease | | 15 percent absolute |
Discharge patients before 11 am | achieve | | |
Land a 10-year contract | achieve | | |
Referrals seen within 60 days: 85% | achieve | | 85 percent absolute |
Connect 802.1X switches | achieve | | |
Lead generation | | | |
House prices | | | |
Speed of service | | | |
Test coverage | | | |
"""
