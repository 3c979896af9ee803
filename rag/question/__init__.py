"""What a question asks for: wording, dates, outlets, follow-ups, parts, small talk."""
