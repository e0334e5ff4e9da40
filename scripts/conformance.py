"""Runs schemathesis once for each role: conformance.py ST WORLD EXAMPLES ROLE... (see scripts/conformance)."""

import json
import pathlib
import subprocess
import sys
import tempfile

st, world, examples, *roles = sys.argv[1:]

# Deeds after which a role is nobody any more, or what all others are tried on is gone. The table of permissions has them.
LEFT_OUT = ["sessions.sign_out", "sessions.end_others", "erase.erase", "leave.leave", "leave.close"]


def tried(role):
    """Whether everything that this role was told is as the document says."""
    server = subprocess.Popen([world], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        there = json.loads(server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder, "schemathesis.toml")
            # Half of all ids are of what is there: the rest is made up.
            names = [f'"path.{name}" = {json.dumps(id)}' for name, id in there["objects"].items()]
            config.write_text("[parameters]\n" + "\n".join(names) + "\n")
            said = [st, "--config-file", str(config), "--no-color", "run", there["url"] + "/api/openapi.json"]
            said += ["--url", there["url"], "--checks", "all", "--max-examples", examples, "--workers", "2"]
            said += ["--seed", "1", "--generation-database", "none"]
            for name in LEFT_OUT:
                said += ["--exclude-operation-id", name]
            for name, value in there["callers"][role].items():
                said += ["--header", f"{name}: {value}"]
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
