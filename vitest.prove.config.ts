import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** The longer proof: `npm run prove`. */
export default defineConfig({ test: { ...usual.test, include: ['src/**/*.prove.ts'] } });
