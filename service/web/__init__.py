"""The page for planners and strategy leads, and the audit report as one HTML file."""
