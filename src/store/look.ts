// The questions people's screens ask, answered from the store in as few reads as they need.
import type { Card } from '../domain/card.ts';
import type { Grant } from '../domain/grant.ts';
import { identify } from '../domain/identity.ts';
import type { CardId, PersonId } from '../domain/ids.ts';
import { findItem } from '../domain/item.ts';
import type { Look } from '../domain/look.ts';
import { slackNative } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import type { Task } from '../domain/task.ts';
import type { CardView, HomeView, RequestView, ReviewView, TaskView } from '../domain/views.ts';
import { preApprovalsOf, usedAhead } from './ahead.ts';
import { accessChangeView, eachOnce, heldBackView } from './birthright-views.ts';
import { absenceView, delegationsOf, delegationView } from './delegation-view.ts';
import { withExcess } from './excess.ts';
import { extensionOf } from './extension.ts';
import { gapView } from './gap.ts';
import { brokenView, glassLook, reviewView } from './glass-view.ts';
import { grantLine, linesOf } from './grant-lines.ts';
import { grantView } from './grant-view.ts';
import { likeOf } from './like.ts';
import { mayAskForOthers } from './may-ask-for-others.ts';
import { called, named } from './named.ts';
import { needOf } from './need.ts';
import { ownedNamed, ownedPage } from './owned.ts';
import { previewItem } from './preview.ts';
import { proposalView } from './proposal-view.ts';
import { answersOf, requesterCard } from './request-extras.ts';
import type { Circumstances } from './request-facts.ts';
import { searchItems } from './search.ts';
import type { Read } from './store.ts';
import { handlesWanted } from './user-groups.ts';
import { inPlaceOf, votesOn } from './votes-view.ts';
import { decidingCard, threadOf } from './which-card.ts';

/** How many rows of each list the Home tab reads. */
const shownRequests = 12;
const shownWaiting = 15;
const shownTasks = 10;
/** Actions a minute while no policy is in force. */
const withoutPolicy = 30;

/** Makes the `Look` over a reader. */
export function createLook(read: Read, moment: () => Circumstances): Look {
  return {
    async who(identity) {
      const account = await read.account('slack', slackNative(identity.team, identity.user));
      return identify(identity, account && (await read.person(account.person)));
    },
    actionsPerMinute: async () =>
      (await read.currentPolicy())?.policy.settings.actionsPerMinute ?? withoutPolicy,
    async items(person, query, limit) {
      const version = await read.currentPolicy();
      return version === undefined ? [] : searchItems(version.policy, person, { query, limit });
    },
    async itemsForBoth({ asker, subject }, query, limit) {
      const policy = (await read.currentPolicy())?.policy;
      const seen = policy === undefined ? [] : searchItems(policy, asker, { query, limit });
      return seen.filter((item) => policy && findItem(policy, item.target, subject) !== undefined);
    },
    async personOf({ team, user }) {
      const account = await read.account('slack', slackNative(team, user));
      return account && read.person(account.person);
    },
    mayAskForOthers: (person) => mayAskForOthers(read, person),
    preview: (person, ask) => previewItem(read, person, { ...ask, moment: moment() }),
    ...glassLook(read, moment),
    need: (person, needs) => needOf(read, person, needs),
    like: (person, model) => likeOf(read, person, model),
    owned: (person, page) => ownedPage(read, person.id, page),
    ownedNamed: (person, word) => ownedNamed(read, person.id, word),
    extension: (person, grant) => extensionOf(read, person, { grant, moment: moment() }),
    preApprovals: (by) => preApprovalsOf(read, by, moment().now),
    delegations: (person) => delegationsOf(read, person, moment().now),
    card: (id) => cardView(read, id, moment()),
    home: (person) => homeView(read, person, moment()),
    requesterCard: async (request) => requesterCard(read, request),
    userGroups: () => handlesWanted(read),
    help: async () => (await read.currentPolicy())?.policy.settings.help,
  };
}

async function cardView(read: Read, id: CardId, moment: Circumstances): Promise<CardView | undefined> {
  const card = await read.card(id);
  if (card === undefined) return undefined;
  const view = await viewOf(read, card, moment);
  const viewer = card.person === undefined ? undefined : await named(read, card.person);
  if (view === undefined || (viewer === undefined && card.person !== undefined)) return undefined;
  return { card, viewer, view, now: moment.now, ...(await threadOf(read, card)) };
}

async function viewOf(read: Read, card: Card, moment: Circumstances): Promise<CardView['view'] | undefined> {
  const { about, person, role } = card;
  switch (about.kind) {
    case 'request': {
      const request = await read.request(about.id);
      if (request === undefined) return undefined;
      const live = await read.liveGrantsOf(request.requester);
      const shown = await requestView(read, request, { moment, live });
      const decides = role === 'approver' && !('end' in request);
      // What is hidden from some who read a channel must not be named there, so it goes without.
      return shown && decides && person !== undefined
        ? withExcess(read, shown, { live, viewer: person })
        : shown;
    }
    case 'grant':
      return grantView(read, about.id, { card, moment });
    case 'task': {
      const task = await read.task(about.id);
      return task && taskView(read, task, moment);
    }
    case 'proposal':
      return proposalView(read, about.id);
    case 'gap':
      return person && gapView(read, about, { viewer: person, moment });
    case 'assignment':
      return heldBackView(read, about.id);
    case 'delegation':
      return delegationView(read, about.id);
    case 'absence':
      return absenceView(read, about.id, moment.now);
    case 'person':
      return role === 'access_change'
        ? accessChangeView(read, card, about.id)
        : homeView(read, about.id, moment);
  }
}

/** `live` are the requester's live grants, of which those in the same apps are shown; a list of requests leaves them out. */
async function requestView(
  read: Read,
  request: Request,
  { moment, live = [] }: { readonly moment: Circumstances; readonly live?: readonly Grant[] },
): Promise<RequestView | undefined> {
  const requester = await named(read, request.requester);
  const version = await read.policyVersion(request.policyVersion);
  if (requester === undefined) return undefined;
  const item = version && findItem(version.policy, request.target, requester.person);
  const by =
    'end' in request && request.end.by !== 'policy' && request.end.by !== 'clock'
      ? request.end.by
      : undefined;
  const apps = new Set(item?.entitlements.map((one) => one.app));
  const held = (await linesOf(read, live, version?.policy)).filter(
    (line) => line.grant.request !== request.id && line.app !== undefined && apps.has(line.app.id),
  );
  const asked = [];
  for (const one of request.asked) asked.push({ ...one, ...(await called(read, one.person)) });
  const asker = request.submittedBy && (await named(read, request.submittedBy));
  return {
    kind: 'request',
    request,
    requester,
    ...(asker === undefined ? {} : { asker }),
    votes: await votesOn(read, request),
    fields: answersOf(request, version?.policy),
    item,
    name: item?.name ?? request.target.id,
    asked,
    endedBy: by === undefined ? undefined : await named(read, by),
    ahead: await usedAhead(read, request),
    ...(await inPlaceOf(read, request)),
    grants: await linesOf(read, await read.grantsOfRequest(request.id), version?.policy),
    held,
    ...(await brokenView(read, request, moment)),
  };
}

async function taskView(
  read: Read,
  task: Task,
  moment: Circumstances,
): Promise<TaskView | ReviewView | undefined> {
  if (task.work === 'review')
    return reviewView(read, task, (request) => requestView(read, request, { moment }));
  const grant = await read.grant(task.grant);
  const subject = grant && (await named(read, grant.person));
  if (grant === undefined || subject === undefined) return undefined;
  const by = task.state === 'open' || task.by === 'clock' || task.by === 'worker' ? undefined : task.by;
  return {
    kind: 'task',
    task,
    line: await grantLine(read, grant),
    subject,
    request: await read.request(grant.request),
    doneBy: by === undefined ? undefined : await named(read, by),
  };
}

async function homeView(read: Read, id: PersonId, moment: Circumstances): Promise<HomeView | undefined> {
  const person = await read.person(id);
  if (person === undefined) return undefined;
  const policy = (await read.currentPolicy())?.policy;
  const requests = (
    await views(await read.recentRequestsOf(id, shownRequests), (one) => requestView(read, one, { moment }))
  ).sort((a, b) => Number('end' in a.request) - Number('end' in b.request));
  const waiting = [];
  for (const view of await views(await read.waitingFor(id, shownWaiting), (one) =>
    requestView(read, one, { moment }),
  )) {
    const cards = await read.cardsAbout({ kind: 'request', id: view.request.id });
    const card = decidingCard(cards, id, view.request.way.channel);
    const agreed = view.votes.some(
      (vote) => (vote.person === id || vote.standsInFor === id) && vote.stage === view.request.way.at,
    );
    if (card !== undefined && !agreed) waiting.push({ card: card.id, view });
  }
  const tasks = [];
  for (const view of await views(await read.openTasksFor(id, shownTasks), (one) =>
    taskView(read, one, moment),
  )) {
    // The newest: buttons on a card work for seven days.
    const card = (await read.cardsAbout({ kind: 'task', id: view.task.id })).findLast(
      (one) => one.person === id,
    );
    if (card !== undefined) tasks.push({ card: card.id, view });
  }
  return {
    kind: 'home',
    person,
    holds: await linesOf(read, eachOnce(await read.liveGrantsOf(id)), policy),
    requests,
    waiting,
    tasks,
    delegations: await delegationsOf(read, id, moment.now),
  };
}

async function views<Row, View>(
  rows: readonly Row[],
  view: (row: Row) => Promise<View | undefined>,
): Promise<View[]> {
  const made: View[] = [];
  for (const row of rows) {
    const one = await view(row);
    if (one !== undefined) made.push(one);
  }
  return made;
}
