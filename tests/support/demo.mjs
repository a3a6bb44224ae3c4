// A demo line in a folder of its own.
import path from 'node:path';
import { project, Running } from './processes.mjs';

export const demoPassword = 'warmline-demo';
export const demoConfig = path.join(project, 'config/demo.toml');
export const demoLine = '+15035550100';

// {running, base, carrier}: its process and the addresses of inbox and simulated carrier.
export async function startDemo(folder, { port = 0, config = demoConfig } = {}) {
  const running = new Running([
    'demo', '--config', config, '--data', folder, '--port', String(port),
  ]);
  const base = (await running.says(/The inbox: +(http:\/\/\S+?)\/\n/))[1];
  const carrier = (await running.says(/The carrier: +(http:\/\/\S+) /))[1];
  return { running, base, carrier };
}
