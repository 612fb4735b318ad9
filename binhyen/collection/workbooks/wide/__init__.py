"""One sheet that carries many units: a row for each of them, a column for each line of the form."""
