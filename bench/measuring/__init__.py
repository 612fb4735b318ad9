"""What the measurements share: promises, server processes, a browser without a screen, and grown data."""
