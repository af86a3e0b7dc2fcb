"""A drawing as a FHIR R4B bundle: the codes (`codes`), what is written (`bundle`) and the check of it (`check`)."""
