"""Collection: what is asked of whom by when, what came with the figures, and the files that carry them."""
