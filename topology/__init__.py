"""Farway's engine: what an Amazon ECS on Fargate network is, what can flow in it, and what a task needs of it.

Pure Python: nothing here imports Django or Celery. The floors, each importing only those below it:

    cli
    readers   writers   checks   remedies
    fargate
    reachability
    model
    traffic
    addresses
"""
