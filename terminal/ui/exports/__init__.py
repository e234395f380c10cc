"""What leaves the program as files: any table as CSV or workbook, the day as a report."""
