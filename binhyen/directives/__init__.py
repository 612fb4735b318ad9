"""Documents and their links, programmes, and the texts that figures are read from."""
