import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The calendar's styles bring a font of arrows as a data: address, which browsers load at once and our
// policy refuses. rota.module.css draws the arrows.
const withoutCalendarFont = {
  name: 'without-calendar-font',
  transform: (code: string, id: string) =>
    id.includes('@fullcalendar/core') ? code.replace(/@font-face ?\{[^}]*\}/g, '') : null,
};

// Where `npm run dev` finds the service.
const service = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), withoutCalendarFont],
  build: {
    target: ['es2022', 'safari16'],
    // The server's CSP allows fonts and scripts from the server only, never data: addresses.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The browser finds what a page's script imports by itself, one by one, and stays quick meanwhile.
      resolveDependencies: (_, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter((file) => file.endsWith('.css')),
    },
    chunkSizeWarningLimit: 800, // kB before compression; the budget is 250 kB after it
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: service, ws: true } },
    fs: { allow: ['.', '../api'] }, // tests read openapi.yaml
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
