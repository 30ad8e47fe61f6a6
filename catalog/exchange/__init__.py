"""An edition of the national list as a workbook: out, in again, and what changed between."""
