"""Everything that a map shows, as plain data, made once."""
