"""The analyst's desk: pages over the published database, each value with the piece of the page it was read from."""
