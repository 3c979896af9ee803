"""Speed on this machine, in one run, so that the ratios can be trusted where the seconds can't."""
