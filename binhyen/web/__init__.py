"""The HTML door: pages and fragments. Decides who may see, calls actions, never writes."""
