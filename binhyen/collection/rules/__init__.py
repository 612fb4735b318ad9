"""Plain values in, plain values out: deadlines, lateness, receipts, the layout of workbooks."""
