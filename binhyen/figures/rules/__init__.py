"""Plain values in, plain values out: what a cell may be, how figures add up, which moves a submission has, the checks."""
