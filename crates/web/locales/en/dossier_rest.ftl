dossier-rest-unreadable = The body of the request cannot be read.
dossier-rest-unfit = The body of the request does not have the shape this operation takes.
dossier-rest-query = The query of the address cannot be read.
dossier-rest-parameter = This value is not one of those the parameter takes.
dossier-rest-version-required = Say in If-Match which version of the dossier you looked at.
dossier-rest-if-match = If-Match takes one ETag in quotation marks, or *.
dossier-rest-key-required = Send an Idempotency-Key of 1 to 200 characters.
dossier-rest-variables = The process cannot go on with these facts. Check the variables.
