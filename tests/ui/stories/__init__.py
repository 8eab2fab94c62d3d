"""Long stories lived through in the window: from the first contact to the last print, on a real encrypted store."""
