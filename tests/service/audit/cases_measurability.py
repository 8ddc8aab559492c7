"""Goals of many fields and what their own text lacks, labelled before the code was read.

The rules of labelling: a one-off deliverable with a verifiable end has its metric and target in
its completion; a countable or ratio subject is a metric; a period such as "in 2027" is a deadline.
"""

from __future__ import annotations

M, T, D = "metric", "target", "deadline"

#: Goal text, and the parts that it lacks.
CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Complete.
    ("Reduce customer churn from 14% to 9% by December 2027", ()),
    ("Increase monthly recurring revenue by 25% by the end of 2027", ()),
    ("Cut average emergency department waiting time to under 40 minutes by June 2027", ()),
    ("Raise the graduation rate to 88% by summer 2028", ()),
    ("Repair 1,200 potholes in 2027", ()),
    ("Plant 40,000 native trees by 2029", ()),
    ("Train 350 nurses in sepsis recognition by March 2028", ()),
    ("Launch the supplier portal by June 2027", ()),
    ("Migrate all production databases to PostgreSQL 17 by Q3 2027", ()),
    ("Bring lost-time injuries below 1.5 per million hours by 2028", ()),
    ("Double the number of active volunteers by the end of 2028", ()),
    ("Halve food waste in the canteens by 2030", ()),
    ("Sign 12 framework contracts with regional hospitals before October 2027", ()),
    ("Answer 90% of emergency calls within 10 seconds in 2027", ()),
    ("Publish the annual sustainability report by 30 April 2027", ()),
    ("Obtain ISO 27001 certification by the end of 2027", ()),
    ("Lift the net promoter score from 31 to 45 within 18 months", ()),
    ("Process 95% of tax refunds within 21 days by 2028", ()),
    ("Close the old warehouse in Leeds by November 2027", ()),
    ("Bring scrap on the moulding line down from 6% to 4% by week 26 of 2027", ()),
    ("Open three new clinics in rural districts by 2029", ()),
    ("Cut Scope 1 emissions by 42% by 2030", ()),
    ("Deliver 98% of parcels on the promised day in Q4 2027", ()),
    ("Hire 25 software engineers by the end of next year", ()),
    ("Appoint a chief data officer by May 2027", ()),
    # Without a deadline.
    ("Reduce customer churn from 14% to 9%", (D,)),
    ("Keep service availability at or above 99.9%", (D,)),
    ("Grow sales team by 15% for regional coverage", (D,)),
    (
        "Increase output by 50% while maintaining the unit cost of production and quality level",
        (D,),
    ),
    ("Cut the sales team by 20% to reduce cost", (D,)),
    ("Recruit 60 foster families", (D,)),
    ("Resolve 85% of tickets at first contact", (D,)),
    ("Halve the backlog of planning applications", (D,)),
    ("Raise loaf sales per shop by 8%", (D,)),
    ("Launch a mobile app for bus passengers", (D,)),
    ("Install smart meters in all 4,000 council homes", (D,)),
    ("Keep days sales outstanding below 45 days", (D,)),
    ("Shorten the average length of stay on medical wards from 6.2 to 5.5 days", (D,)),
    ("Bring code review turnaround under 24 hours", (D,)),
    ("Translate the user guide into Spanish", (D,)),
    ("Every field officer completes the safeguarding course", (D,)),
    # A metric, but no number.
    ("Increase customer base", (T, D)),
    ("Reduce employee turnover", (T, D)),
    ("Improve on-time delivery", (T, D)),
    ("Lower energy consumption per tonne produced", (T, D)),
    ("Increase website conversion rate", (T, D)),
    ("Reduce patient falls", (T, D)),
    ("Attract a larger number of first-time visitors", (T, D)),
    ("Grow recurring revenue from enterprise customers", (T, D)),
    ("Shorten the time to hire", (T, D)),
    ("Fewer complaints about refuse collection", (T, D)),
    ("Raise vaccination coverage among under-fives", (T, D)),
    ("Cut carbon emissions", (T, D)),
    ("Improve the pass rate in mathematics by 2028", (T,)),
    ("Reduce response times to burglaries by the end of 2027", (T,)),
    ("Increase donations from individuals in 2027", (T,)),
    ("Lower the defect rate of the paint shop before July 2027", (T,)),
    ("Raise customer satisfaction by next summer", (T,)),
    # Neither metric nor number.
    ("Be a great place to work", (M, T, D)),
    ("Improve communication between departments", (M, T, D)),
    ("Strengthen our culture of innovation", (M, T, D)),
    ("Become more agile", (M, T, D)),
    ("Embrace digital transformation", (M, T, D)),
    ("Foster closer relationships with key partners", (M, T, D)),
    ("Do better on quality", (M, T, D)),
    ("Support our teachers more effectively", (M, T, D)),
    ("Work smarter", (M, T, D)),
    ("Make the library a more welcoming place", (M, T, D)),
    ("Promote a positive image of the police", (M, T, D)),
    ("Enhance collaboration across the supply chain", (M, T, D)),
    ("Be seen as a leader in sustainability by 2030", (M, T)),
    ("Improve the way we work together by the end of 2027", (M, T)),
    ("Strengthen governance by 2028", (M, T)),
    ("Modernise our approach to procurement in 2027", (M, T)),
)
