"""The views, one module a kind of thing. They read the request, call a service or a query, and write the answer."""
