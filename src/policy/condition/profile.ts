// What the language of conditions has: the variables of each kind of condition, and the functions that are let through.

/** Where a condition stands: in a rule, choosing approvers, or giving birthright access. */
export type ConditionKind = 'rule' | 'approver' | 'birthright';

/** The CEL type of each field of a variable. */
export type Fields = Readonly<Record<string, string>>;

const texts = 'map<string, string>';
const list = 'list<string>';

const person: Fields = {
  id: 'string',
  name: 'string',
  email: 'string',
  department: 'string',
  title: 'string',
  location: 'string',
  manager: 'string',
  status: 'string',
  groups: list,
  attributes: texts,
};
const asked = {
  person,
  requester: person,
  entitlement: {
    id: 'string',
    name: 'string',
    app: 'string',
    risk: 'string',
    tags: list,
    permissions: list,
  },
  bundle: { id: 'string', name: 'string' },
  app: { id: 'string', name: 'string', connector: 'string' },
  request: {
    duration: 'google.protobuf.Duration',
    reason: 'string',
    ticket: 'string',
    start: 'google.protobuf.Timestamp',
    fields: texts,
  },
  context: {
    now: 'google.protobuf.Timestamp',
    hour: 'int',
    minute: 'int',
    weekday: 'string',
    on_call: list,
    source: 'string',
  },
};

/** The variables that each kind of condition sees, with their fields. */
export const variablesOf: Readonly<Record<ConditionKind, Readonly<Record<string, Fields>>>> = {
  rule: asked,
  approver: { ...asked, approver: person },
  birthright: { person },
};

/** Functions written `f(x)` and methods written `x.f()`; everything else CEL or the library knows is refused. */
export const callable: { readonly functions: readonly string[]; readonly methods: readonly string[] } = {
  functions: ['has', 'size', 'duration', 'timestamp', 're2', 'holds'],
  methods: [
    'startsWith',
    'endsWith',
    'contains',
    'size',
    'exists',
    'all',
    'exists_one',
    'getHours',
    'getMinutes',
    'getDayOfWeek',
  ],
};
