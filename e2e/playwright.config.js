import { defineConfig } from '@playwright/test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = Number(process.env.MOTCUA_E2E_PORT ?? 8063);
const program = process.env.MOTCUA_BIN ?? '../target/debug/motcua';
const data = process.env.MOTCUA_E2E_DATA ?? join(tmpdir(), `motcua-journeys-${process.pid}`);
export const address = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: 'tests',
  outputDir: 'report',
  timeout: 60_000,
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: address,
    locale: 'vi-VN',
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
    trace: 'retain-on-failure',
  },
  webServer: {
    // A data folder of its own, away from DATABASE_URL: the journeys run on the private PostgreSQL as a newcomer's machine would.
    command: `env -u DATABASE_URL ${program} demo --data ${data} --listen 127.0.0.1:${port} --dossiers 120 --citizens 54 --seed 7`,
    url: `${address}/health/ready`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
