"""The verbs about work: the only writers of its state. One module for each noun."""
