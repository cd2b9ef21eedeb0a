import { formatDuration } from '../domain/duration.ts';
import type { Panel } from '../sandbox/options.ts';
import type { Local } from './local.ts';

/** What stands beside the workspace: a guide, who is really in the target, and the audit log as it grows. */
export function demoPanels(local: () => Local): readonly Panel[] {
  return [
    {
      id: 'guide',
      title: 'Try this',
      read: async () => ({ note: '', columns: ['Step'], rows: guide.map((step) => [step]) }),
    },
    { id: 'target', title: 'Who is really in', read: async () => membership(local()) },
    { id: 'audit', title: 'Audit log', read: () => audit(local()) },
  ];
}

const guide = [
  'You are Ana. Type `/access request payments-db/write 1h Refund 8812 is stuck`',
  'Become Bo, her manager, and open the message from Hallpass. Approve.',
  'Ana is now in the group “Payments DB Writers” of the real SCIM app, on the right.',
  'Move the clock 50 minutes: she is warned. Move it past the hour: she is out again.',
  'Ask for something else with the form: `/access request`',
];

function membership(local: Local) {
  const rows = local.target
    .table()
    .toSorted((a, b) => b.members.length - a.members.length || (a.group < b.group ? -1 : 1))
    .map(({ group, members }) => [
      group,
      members.length === 0 ? 'nobody' : members.map(nameOf(local)).join(', '),
    ]);
  return Promise.resolve({
    note: 'Read from the SCIM app’s own database.',
    columns: ['Group', 'Members'],
    rows,
  });
}

const nameOf =
  (local: Local) =>
  (email: string): string =>
    local.people.find(({ person }) => person.email === email)?.person.name ?? email;

async function audit(local: Local) {
  const { read } = local.hallpass().store;
  const head = await read.auditHead();
  const entries = head === undefined ? [] : await read.auditAfter(Math.max(0, head.seq - 40), 40);
  return {
    note:
      head === undefined
        ? 'Nothing yet.'
        : `${head.seq} entries, each sealed with the one before it. Head ${head.hash.slice(0, 12)}…`,
    columns: ['#', 'Ago', 'Who', 'What', 'Why'],
    rows: entries
      .map((entry) => [
        String(entry.seq),
        ago(local.now() - entry.at),
        entry.actor,
        entry.action,
        entry.because,
      ])
      .reverse(),
  };
}

const ago = (ms: number): string => (ms < 1_000 ? 'just now' : formatDuration(Math.round(ms / 1_000)));
