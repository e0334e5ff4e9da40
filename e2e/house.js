// A house to visit: the demo, or an empty one that waits to be set up. Each on a port and a folder of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
export const program = process.env.GOODWORD ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", "goodword");

/** Starts the program, and reads its first words until `pattern` has found what it looks for. */
async function started(args, pattern) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  child.stderr.on("data", (text) => log.push(text));
  let said = "";
  const found = await new Promise((found, failed) => {
    child.on("error", (error) => failed(new Error(`${program} does not start: ${error.message}. Build it first: cargo build`)));
    child.on("exit", (code) => failed(new Error(`${program} ended with ${code}: ${said}${log.join("")}`)));
    child.stdout.on("data", (text) => {
      said += text;
      const match = said.match(pattern);
      if (match) found(match);
    });
  });
  const stop = () =>
    new Promise((stopped) => {
      child.removeAllListeners("exit").on("exit", stopped);
      child.kill("SIGTERM");
    });
  return { found, stop };
}

/** The demo, with its two links, and where its letters are read. */
export async function demo() {
  const pattern = /organiser +(http:\S+)\n[^\n]*member +(http:\S+)\n[^\n]*letters +(http:\S+)\n/;
  const { found, stop } = await started(["demo"], pattern);
  return { url: new URL(found[1]).origin, organiser: found[1], member: found[2], letters: found[3], stop };
}

/** An empty house, with the link to set it up. */
export async function empty() {
  const folder = mkdtempSync(join(tmpdir(), "goodword-e2e-"));
  const { found, stop } = await started(["serve", "--data", folder, "--listen", "127.0.0.1:0"], /(http:\S+\/set-up\/\S+)/);
  const gone = async () => {
    await stop();
    rmSync(folder, { recursive: true });
  };
  return { url: new URL(found[1]).origin, setUp: found[1], stop: gone };
}
