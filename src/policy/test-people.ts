import { personId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';

/** Somebody of the company Tide, active and in Engineering unless `more` says otherwise. */
export const somebody = (id: string, more: Partial<Person> = {}): Person => ({
  id: personId(id),
  version: 1,
  email: `${id}@tide.example`,
  name: id,
  department: 'Engineering',
  title: '',
  location: '',
  status: 'active',
  groups: [],
  attributes: {},
  ...more,
});

/** Somebody whose manager is Bo unless `more` says otherwise. */
export const person = (id: string, more: Partial<Person> = {}): Person =>
  somebody(id, { manager: personId('bo'), ...more });
