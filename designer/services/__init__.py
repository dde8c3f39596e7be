"""What can be done, one verb a function. They check what they are given, and raise the errors of `designer.errors`.

That somebody may touch a design or a job is settled by how it was found: see `designer.queries`.
"""
