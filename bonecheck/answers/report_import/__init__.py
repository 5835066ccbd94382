"""Reads a report that somebody brings: text, PDF, FHIR, HL7 v2 or C-CDA. Nothing here becomes an answer by itself."""
