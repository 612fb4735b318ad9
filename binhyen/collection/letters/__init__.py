"""What is written about reports: sentences, the text to copy, the urging letter, the board as a workbook."""
