"""What a language model is asked for, one module a task.

Each renders its prompt, asks through a session, and throws away what the input does not bear
out. Nothing here decides anything: ``recommend`` and ``audit`` blend what a model says with what
they know, within a bound.
"""
