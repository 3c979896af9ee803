"""Days and periods in words: their forms, what they mean, which span they cover."""
