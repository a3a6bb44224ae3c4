// What a text's way into our service is measured against. Each is a process of its own with its
// data on the same filesystem. A yardstick is {name, start}; start(folder) gives {target, kept,
// stop}, or throws Missing where it can't be had here. `target` is what bench_load needs to know;
// `kept` says how many texts are on the disk.
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { project, Running } from '../support/processes.mjs';
import { eventually } from '../support/eventually.mjs';
import { freePort } from '../support/service.mjs';
import { programOf } from './programs.mjs';
import { authToken, lineNumbers, Service, valueOf } from './service.mjs';

export class Missing extends Error {}

const express = path.join(project, 'tests/bench/express');
const bearerbox = '/usr/sbin/bearerbox';
const webhookOf = (port) => ({
  port,
  url: `http://127.0.0.1:${port}/webhooks/main/message`,
  authToken,
  line: lineNumbers[0],
});

const beast = {
  name: 'bare Beast',
  async start() {
    const running = new Running([], { program: programOf('bare_beast') });
    const [, port] = await running.says(/listening on 127\.0\.0\.1:(\d+)/);
    return { target: webhookOf(Number(port)), stop: () => running.stop() };
  },
};

const warmline = {
  name: 'warmline',
  async start(folder) {
    const service = await Service.in(folder);
    await service.startCarrier();
    await service.start();
    return {
      target: webhookOf(service.port),
      settled: () => service.settled(),
      kept: () => valueOf(service.database, "SELECT count(*) FROM texts WHERE direction = 'in'"),
      stop: () => service.stop(),
    };
  },
};

const expressServer = {
  name: 'Express',
  async start(folder) {
    if (!existsSync(path.join(express, 'node_modules/better-sqlite3/build'))) {
      throw new Missing('its npm packages are not installed');
    }
    const target = webhookOf(await freePort());
    const database = path.join(folder, 'texts.db');
    const running = new Running(
      [path.join(express, 'server.js'), database, target.url],
      { program: process.execPath, env: { TWILIO_AUTH_TOKEN: authToken, NODE_ENV: 'production' } },
    );
    await running.says(/listening on \S+/);
    return {
      target,
      kept: () => valueOf(database, 'SELECT count(*) FROM texts'),
      stop: () => running.stop(),
    };
  },
};

const kannelConfig = (folder, ports) => `group = core
admin-port = ${ports[0]}
admin-password = bench
smsbox-port = ${ports[1]}
box-allow-ip = 127.0.0.1
store-type = spool
store-location = ${folder}/spool
log-level = 4

group = smsc
smsc = http
smsc-id = bench
system-type = kannel
port = ${ports[2]}
smsc-username = bench
smsc-password = bench
send-url = http://127.0.0.1:${ports[3]}/
connect-allow-ip = 127.0.0.1

group = smsbox
smsbox-id = bench
bearerbox-host = 127.0.0.1
sendsms-port = ${ports[3]}
`;

// One file for each text, in folders.
async function filesIn(folder) {
  const folders = await readdir(folder);
  const files = await Promise.all(folders.map((one) => readdir(path.join(folder, one))));
  return files.flat().length;
}

const kannel = {
  name: 'Kannel',
  async start(folder) {
    if (!existsSync(bearerbox)) throw new Missing("Debian's package kannel is not installed");
    const ports = [await freePort(), await freePort(), await freePort(), await freePort()];
    const config = path.join(folder, 'kannel.conf');
    const spool = path.join(folder, 'spool');
    await mkdir(spool);
    await writeFile(config, kannelConfig(folder, ports));
    const running = new Running(['-v', '4', config], { program: bearerbox });
    const port = ports[2];
    await eventually('Kannel answers', () => {
      if (running.hasEnded) throw new Error(`bearerbox ended: ${running.out}${running.err}`);
      return fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    });
    return {
      target: { port, line: lineNumbers[0], kannel: true },
      kept: () => filesIn(spool),
      // It waits for its other boxes to say goodbye; there are none.
      stop: () => running.stop('SIGKILL'),
    };
  },
};

export const yardsticks = [beast, warmline, expressServer, kannel];
