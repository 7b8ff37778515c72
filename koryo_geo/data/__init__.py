"""From a folder of tables to a validated, frozen Dataset."""
