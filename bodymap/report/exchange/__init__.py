"""What leaves the program as data: tables, FHIR bundles, folders of one patient."""
