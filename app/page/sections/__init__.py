"""The sections of the page, one file each: `draw(visit)` draws it."""
