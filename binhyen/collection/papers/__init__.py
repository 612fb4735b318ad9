"""The commune's own paper (báo cáo và phụ lục) from the cells of a report and the words beside them. Pure but for reading."""
