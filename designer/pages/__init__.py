"""The pages around the canvas. Views read the request, call a service or a query, and render a template."""
