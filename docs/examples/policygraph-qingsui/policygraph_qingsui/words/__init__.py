"""Words that the county's plans use, in the form of docs/users/vocabulary.md."""
