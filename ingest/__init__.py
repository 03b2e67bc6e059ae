"""From a document to records: read, clean, outline, annotate, relate."""
