"""Official lists of communes and villages by class, read in a child process of their own."""
