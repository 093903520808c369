"""The program's questions: what each measure asks the engine for, and the finding that follows from the answer."""
