"""What was asked and answered, as every face keeps, shows and hands it on. Knows no page and no HTTP."""
