"""The menu, which is home: where a person is, what they may do, and what each choice opens."""
