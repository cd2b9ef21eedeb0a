// `npm run bench`: what Hallpass reaches beside what could be reached, in one run on this machine.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { serveOrders } from './app-side.ts';
import { serveIdle } from './idle.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '1,2,3,5,6,7,8,13,14' },
    json: { type: 'boolean', default: false },
    /** Makes this process one of the measured ones. */
    as: { type: 'string' },
  },
});

const role = z.enum(['idle', 'hallpass', 'bolt', 'cedar']).optional().parse(values.as);
switch (role) {
  case 'idle':
    serveIdle();
    break;
  case 'hallpass': {
    const { startBot } = await import('./hallpass-app.ts');
    await serveOrders(startBot);
    break;
  }
  case 'bolt': {
    const { startBolt } = await import('./bolt-app.ts');
    await serveOrders(startBolt);
    break;
  }
  case 'cedar': {
    const { serveCedar } = await import('./cedar-thread.ts');
    serveCedar();
    break;
  }
  case undefined: {
    const { report } = await import('./report.ts');
    process.exitCode = await report({ only: values.only, json: values.json });
  }
}
