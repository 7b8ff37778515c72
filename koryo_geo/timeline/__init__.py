"""What a map shows over time, as plain numbers."""
