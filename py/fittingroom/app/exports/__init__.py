"""What the Lab gives away as files. Imported when one is first asked for."""
