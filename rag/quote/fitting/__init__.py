"""The values of a sentence that are of the kind asked for, one file for each family of kinds."""
