"""What the reader sees: the pages, the charts they show and the parts they are made of."""
