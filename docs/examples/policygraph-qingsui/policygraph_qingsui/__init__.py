"""What 青穗县 adds: a format, words, a query and a page (docs/engineers/add-an-extension.md)."""
