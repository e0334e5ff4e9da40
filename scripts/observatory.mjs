// Starts goodword behind TLS, and grades each of its doors. Called by scripts/observatory.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import { scan } from "@mdn/mdn-http-observatory/src/scanner/index.js";

const [program, folder] = process.argv.slice(2);

/** A port that is free. */
const free = () => new Promise((found) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

const [inside, outside] = [await free(), await free()];
const url = `https://localhost:${outside}`;
const goodword = spawn(program, ["serve", "--data", join(folder, "data"), "--listen", `127.0.0.1:${inside}`, "--url", url, "--proxies", "1"]);
const said = await new Promise((found, failed) => {
  let text = "";
  goodword.on("exit", () => failed(new Error(`goodword ended: ${text}`)));
  goodword.stderr.on("data", (more) => (text += more));
  goodword.stdout.on("data", (more) => (text += more).includes("/set-up/") && found(text));
});
const setUp = new URL(said.match(/https?:\S+\/set-up\/\S+/)[0]).pathname;

const keys = { key: readFileSync(join(folder, "key.pem")), cert: readFileSync(join(folder, "cert.pem")) };
const tls = createTlsServer(keys, (asked, answer) => {
  // The grader looks at one address of a site; here each door is shown in turn as that one.
  const path = asked.url === "/" && door !== "/" ? door : asked.url;
  const options = { port: inside, host: "127.0.0.1", method: asked.method, path, headers: { ...asked.headers, ...cookie, host: `localhost:${outside}`, "x-forwarded-for": "192.0.2.1" } };
  const on = request(options, (told) => { answer.writeHead(told.statusCode, told.headers); told.pipe(answer); });
  on.on("error", () => answer.destroy());
  asked.pipe(on);
});
let door = "/";
/** What signs in, once somebody has. */
let cookie = {};
await new Promise((listening) => tls.listen(outside, "127.0.0.1", listening));

/** Sets the house up, as a browser does. */
const comeIn = () => new Promise((come) => {
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: url, host: `localhost:${outside}` };
  const form = new URLSearchParams({ person: "Ada Samplewright", address: "ada@example.org", name: "Guild of Samples", time_zone: "UTC", round_every_weeks: "4" });
  const sent = request({ port: inside, host: "127.0.0.1", method: "POST", path: setUp, headers }, (told) => {
    told.resume();
    come({ cookie: (told.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ") });
  });
  sent.end(form.toString());
});

let worst = 1000;
for (door of ["/", "/sign-in", setUp, "/offline", "/today", "/me"]) {
  if (door === "/today") cookie = await comeIn();
  const { scan: graded, tests } = await scan(`localhost:${outside}`);
  const lost = Object.entries(tests).filter(([, test]) => !test.pass).map(([name, test]) => `${name}: ${test.result}`);
  console.log(`${door.replace(/set-up\/.*/, "set-up/…")}: ${graded.statusCode}, ${graded.grade}, ${graded.score} points, ${graded.testsPassed} of ${graded.testsQuantity} tests passed${lost.length ? ` (${lost.join(", ")})` : ""}`);
  worst = Math.min(worst, graded.score);
}
goodword.removeAllListeners("exit");
goodword.kill("SIGTERM");
tls.close();
tls.closeAllConnections();
process.exitCode = worst >= 100 ? 0 : 1;
