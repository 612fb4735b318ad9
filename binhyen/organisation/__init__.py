"""Units through time and their lineage, organisations, posts and what a post may do."""
