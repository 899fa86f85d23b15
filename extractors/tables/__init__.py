"""Tables on the page: rulings, fills, gaps and tags to cells; joined over pages."""
