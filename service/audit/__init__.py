"""From a goal set to findings: read, link goals to objectives, run the rules."""
