"""What a library holds, for who doesn't know yet what to ask: names, topics, relatives, figures that differ."""
