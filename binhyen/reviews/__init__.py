"""Interim and final reviews: frozen facts, sentences, the .docx and the way back from a printed number to its source."""
