"""Evaluates expressions with jmespath. Reads newline-delimited JSON and writes one result per line.

The length of null is an error of jmespath, and null here: such an expression
is evaluated again with a function that returns null, so that the rest of it is
compared.
"""

import json
import sys

import jmespath
from jmespath import functions
from jmespath.exceptions import JMESPathTypeError


class Lenient(functions.Functions):
    @functions.signature({"types": ["string", "array", "object", "null"]})
    def _func_length(self, value):
        return None if value is None else len(value)


LENIENT = jmespath.Options(custom_functions=Lenient())


def is_length_of_null(error):
    return error.function_name == "length" and error.actual_type == "null"


def evaluated(request):
    expression = jmespath.compile(request["expression"])
    results, lengths = [], 0
    for document in request["documents"]:
        try:
            results.append(expression.search(document))
        except JMESPathTypeError as error:
            if not is_length_of_null(error):
                raise
            lengths += 1
            results.append(expression.search(document, LENIENT))
    return {"results": results, "lengths_of_null": lengths}


for line in sys.stdin.buffer:
    try:
        result = evaluated(json.loads(line))
    except Exception as error:
        result = {"raised": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
