"""The first page: find a patient, begin a drawing."""
