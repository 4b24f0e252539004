"""Runs one of the tours beside this file: `python tour.py <file> <function>`.

A tour is a function of no arguments that asserts what it sees; boto3 takes its address, region
and credentials from the environment alone.
"""
import importlib
import sys
import traceback

from botocore.exceptions import ClientError


def refused(call, *args, **named):
    """The code and the message of a call that has to fail, and the class boto3 made of it."""
    try:
        answer = call(*args, **named)
    except ClientError as error:
        told = error.response["Error"]
        return told["Code"], told.get("Message", ""), type(error).__name__
    raise AssertionError(f"was not refused: {answer}")


def equal(seen, expected):
    """Fails with both values; a bare assert shows neither."""
    if seen != expected:
        raise AssertionError(f"expected {expected!r}\n     saw {seen!r}")


if __name__ == "__main__":
    # The tours import this file by its name, so that it is one module.
    tours = importlib.import_module(sys.argv[1])
    try:
        getattr(tours, sys.argv[2])()
    except Exception:
        traceback.print_exc()
        sys.exit(1)
