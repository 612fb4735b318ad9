"""Settings, addresses and the server process: the only room that knows all others."""
