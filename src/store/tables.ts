// Every table, once for both dialects. What is searched or sorted by is a column; what only one state has is in the JSON column `rest`.
import type { Kit } from './columns.ts';
import { accessTables } from './tables-access.ts';
import { companyTables } from './tables-company.ts';
import { ownerTables } from './tables-owners.ts';
import { peopleTables } from './tables-people.ts';
import { workTables } from './tables-work.ts';

/** All tables in the dialect of the kit. */
export const tables = (kit: Kit) => ({
  ...companyTables(kit),
  ...accessTables(kit),
  ...ownerTables(kit),
  ...workTables(kit),
  ...peopleTables(kit),
});

export type Tables = ReturnType<typeof tables>;
