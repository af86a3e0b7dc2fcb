"""Pictures as display lists: charts, marks, zones, legends."""
