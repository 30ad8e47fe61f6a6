"""What the product costs, as ratios taken in one run; README.md says how to run it."""
