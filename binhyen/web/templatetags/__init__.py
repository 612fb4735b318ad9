"""What the templates of the web door need beyond Django's own tags."""
