// Starts and stops the programs that are tested here. They are built before; WARMLINE_BUILD names
// another build folder than build/release.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.resolve(here, "../..");
const build = path.resolve(project, process.env.WARMLINE_BUILD ?? "build/release");
const start_ms_max = 60_000;

export const vectors = path.join(project, "tests/vectors");

export function program(name) {
  const file = path.join(build, name);
  if (!existsSync(file)) throw new Error(`${file} is not built: scripts/test builds it`);
  return file;
}

// Runs a program to its end: its standard output. `input` is its standard input.
export async function run(file, args, { env = {}, input = "" } = {}) {
  const running = promisify(execFile)(file, args, {
    env: { ...process.env, ...env },
    timeout: start_ms_max,
  });
  running.child.stdin.end(input);
  return (await running).stdout;
}

// Starts a program and waits until `pattern` matches what it prints: { match, stop() }.
export async function start(file, args, pattern, env = {}) {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    return ended;
  };
  let printed = "";
  const match = await new Promise((resolve, reject) => {
    const give_up = (why) => reject(new Error(`${path.basename(file)} ${why}:\n${printed}`));
    const timer = setTimeout(() => give_up("did not say that it listens"), start_ms_max);
    const look = (piece) => {
      printed += piece;
      const found = pattern.exec(printed);
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      give_up(`ended with ${code}`);
    });
  }).catch(async (failure) => {
    await stop();
    throw failure;
  });
  return { match, stop };
}

export const account_sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
export const auth_token = "0123456789abcdef0123456789abcdef";
export const line_number = "+15035550100";
export const phone_number = "+15035550123";
