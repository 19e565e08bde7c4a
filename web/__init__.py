"""Pages over HTTP: routes ask services and draw templates; the API is not seen from here."""
