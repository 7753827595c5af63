"""For trying this package out: an endpoint that fails in every way that endpoints are known to."""
