"""What was worked out before, kept between runs: never needed, only quicker."""
