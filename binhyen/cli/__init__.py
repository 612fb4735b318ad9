"""The `binhyen` command: a door. It prints one clear line on refusal and exits with status 2."""
