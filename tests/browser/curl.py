"""curl, as far as the landing page uses it: a machine that runs the tests may have none."""

import argparse
import sys
import urllib.error
import urllib.request

PATIENCE_SECONDS = 30


def main() -> None:
    """Send one request and print the body of the answer, whatever its status."""
    parser = argparse.ArgumentParser(prog="curl")
    parser.add_argument("url")
    parser.add_argument("-s", action="store_true", required=True, help="silent: no progress bar")
    parser.add_argument("-H", action="append", default=[], dest="headers")
    parser.add_argument("-d", dest="data")
    given = parser.parse_args()
    data = None if given.data is None else given.data.encode()
    headers = dict(header.split(": ", 1) for header in given.headers)
    request = urllib.request.Request(given.url, data, headers)
    try:
        answer = urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        sys.stdout.buffer.write(answer.read())


main()
