"""Web pages and feeds: fetched politely, kept as read, handed on as sources. Nothing else here goes to the network."""
