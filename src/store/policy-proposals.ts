import { asc, desc, eq, getTableColumns } from 'drizzle-orm';
import type { PolicyProposal, ProposedFile } from '../domain/proposal.ts';
import { gap, type Handle, prepared } from './handle.ts';
import { predicate } from './predicates.ts';
import { putRow } from './put-row.ts';
import type { Read } from './store.ts';
import type { Tables } from './tables.ts';
import { upgraded } from './upgraded-policy.ts';

type ProposalReads = Pick<
  Read,
  'proposal' | 'proposedFile' | 'openProposals' | 'proposalsOfFile' | 'recentProposals'
>;

export function proposalReads({ db, t: { policyProposals: p } }: Handle): ProposalReads {
  const { file, policy, ...light } = getTableColumns(p);
  const byId = prepared(
    'proposals.byId',
    db
      .select(light)
      .from(p)
      .where(eq(p.id, gap('id'))),
  );
  const content = prepared(
    'proposals.content',
    db
      .select({ file, policy })
      .from(p)
      .where(eq(p.id, gap('id'))),
  );
  const open = prepared(
    'proposals.open',
    db.select(light).from(p).where(predicate.openProposal(p)).orderBy(asc(p.id)),
  );
  const ofFile = prepared(
    'proposals.ofFile',
    db
      .select(light)
      .from(p)
      .where(eq(p.hash, gap('hash')))
      .orderBy(asc(p.id)),
  );
  const recent = prepared(
    'proposals.recent',
    db.select(light).from(p).orderBy(desc(p.id)).limit(gap('limit')),
  );
  return {
    proposal: async (id) => (await byId({ id })).map(toProposal)[0],
    proposedFile: async (id) =>
      (await content({ id })).map((row) => ({ ...row, policy: upgraded(row.policy) }))[0],
    openProposals: async () => (await open()).map(toProposal),
    proposalsOfFile: async (hash) => (await ofFile({ hash })).map(toProposal),
    recentProposals: async (limit) => (await recent({ limit })).map(toProposal),
  };
}

/** `policy_proposal` as it is put: the content with the first version, never again. */
export function proposalWrites(
  handle: Handle,
): (row: PolicyProposal, content: ProposedFile | undefined) => Promise<boolean> {
  const put = putRow(handle, handle.t.policyProposals, {
    name: 'proposals',
    fixed: ['base', 'hash', 'file', 'policy', 'author', 'summary', 'createdAt'],
  });
  return (row, content) => put({ ...toRow(row), ...content });
}

type LightRow = Omit<Tables['policyProposals']['$inferSelect'], 'file' | 'policy'>;

const toProposal = ({ rest, ...row }: LightRow): PolicyProposal => ({ ...row, ...rest }) as PolicyProposal;

function toRow(proposal: PolicyProposal): LightRow {
  const { id, version, base, hash, author, summary, createdAt, state, ...rest } = proposal;
  return { id, version, base, hash, author, summary, createdAt, state, rest };
}
