"""The program's own tables: people, pairs, sessions and goals, under whatever headings their exports have."""
