"""Runs schemathesis once for each role: conformance.py ST WORLD EXAMPLES ROLE... (see scripts/conformance)."""

import json
import pathlib
import subprocess
import sys
import tempfile

st, world, examples, *roles = sys.argv[1:]

# Deeds after which a role is nobody any more, or what all others are tried on is gone. The table of permissions has them.
LEFT_OUT = ["sessions.sign_out", "sessions.end_others", "erase.erase", "leave.leave", "leave.close"]
# Schemathesis knows no zip files to send.
LEFT_OUT += ["archive.import"]

# A rule that no schema can say (a time zone that is known, a link that holds) refuses with 422, a budget with 429.
REFUSALS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429", "503"]
"""


def shown(caller):
    """How schemathesis is told what this role shows, so that it can try without, and with something else."""
    if "Cookie" in caller:
        return f'[auth.openapi.session]\napi_key = {json.dumps(caller["Cookie"].split("=", 1)[1])}\n'
    if "Authorization" in caller:
        return f'[auth.openapi.token]\nbearer = {json.dumps(caller["Authorization"].split(" ", 1)[1])}\n'
    return ""


def tried(role):
    """Whether everything that this role was told is as the document says."""
    server = subprocess.Popen([world], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        there = json.loads(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder, "schemathesis.toml")
            # Ids are of what is there: made-up ones are in the table of permissions.
            names = [f'"path.{name}" = {json.dumps(id)}' for name, id in there["objects"].items()]
            config.write_text("[parameters]\n" + "\n".join(names) + "\n" + shown(there["callers"][role]) + REFUSALS)
            said = [st, "--config-file", str(config), "--no-color", "run", there["url"] + "/api/openapi.json"]
            said += ["--url", there["url"], "--checks", "all", "--max-examples", examples, "--workers", "1"]
            said += ["--seed", "1", "--generation-database", "none"]
            for name in LEFT_OUT:
                said += ["--exclude-operation-id", name]
            run = subprocess.run(said, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        last = [line for line in run.stdout.splitlines() if "test cases" in line or "generated" in line]
        print(f"{role}: {'as said' if run.returncode == 0 else 'NOT AS SAID'} {' '.join(last)}", flush=True)
        if run.returncode != 0:
            print(run.stdout)
        return run.returncode == 0
    finally:
        server.stdin.close()
        server.wait(timeout=30)


sys.exit(0 if all([tried(role) for role in roles]) else 1)
