import { verifyChain } from '../audit/verify.ts';
import { processEnvironment } from '../config.ts';
import { openForReading } from '../store/open.ts';
import type { Word } from './word.ts';

export const auditWord: Word = {
  name: 'audit',
  usage: 'audit verify [--json]',
  summary: 'Walk the whole audit log and name the first entry that was tampered with.',
  help: 'Reads DATABASE_URL (default file:./data/hallpass.db). Exit code 1: the chain is broken.',
  async run([what, ...rest]) {
    if (what !== 'verify') {
      console.error('hallpass audit verify [--json]');
      return 2;
    }
    const { env } = processEnvironment();
    const store = await openForReading(env['DATABASE_URL'] ?? 'file:./data/hallpass.db');
    try {
      const verified = await verifyChain(store.read.auditAfter);
      if (rest.includes('--json')) console.log(JSON.stringify(verified));
      else
        console.log(
          verified.is === 'intact'
            ? `Intact: ${verified.entries} entries, head ${verified.head.slice(0, 16)}…`
            : `Broken at entry ${verified.seq}: ${verified.text}`,
        );
      return verified.is === 'intact' ? 0 : 1;
    } finally {
      await store.close();
    }
  },
};
