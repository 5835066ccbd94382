"""The whole check once in Firefox and in WebKit, by what the browsers themselves bring: `make test-browsers`."""
