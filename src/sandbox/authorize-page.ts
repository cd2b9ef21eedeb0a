// The HTML of the page on which a person lets the app in.
import { orgOffered } from './grants.ts';
import { hasFlag } from './people.ts';
import type { Workspace } from './workspace.ts';

/** @param asked.team the workspace that is chosen before the person chooses */
export function consentPage(
  w: Workspace,
  asked: { readonly ticket: string; readonly scopes: readonly string[]; readonly team: string | null },
): string {
  const name = escapeHtml(w.manifest.name);
  const people = w.all.map((one) => peopleOf(one, asked.team)).join('');
  const scopes = asked.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const org = orgOffered(w)
    ? `<p><label><input type="checkbox" name="org"> For all workspaces of ${escapeHtml(w.enterprise?.name ?? '')}</label></p>`
    : '';
  return page(
    `${name} is requesting permission`,
    `<form method="post" action="/oauth/v2/authorize">
<input type="hidden" name="ticket" value="${asked.ticket}">
<p><label>You are <select name="as">${people}</select></label></p>
<p>What will ${name} be able to do?</p><ul>${scopes}</ul>${org}
<p><button name="answer" value="cancel">Cancel</button> <button name="answer" value="allow">Allow</button></p>
</form>`,
  );
}

/** Slack's own page for a request that is wrong: the app hears nothing of it. */
export function refusalPage(error: string): string {
  return page(
    'Oh, flub!',
    `<p>Something went wrong when authorizing this app. Error details: <code>${error}</code></p>`,
  );
}

function peopleOf({ team, users }: Workspace, chosen: string | null): string {
  const options = [...users.values()]
    .filter((user) => !hasFlag(user, 'bot') && !hasFlag(user, 'deactivated'))
    .map(
      (user) =>
        `<option value="${escapeHtml(`${team.id} ${user.id}`)}">${escapeHtml(user.realName)}</option>`,
    );
  const first = chosen === team.id ? options[0]?.replace('<option', '<option selected') : options[0];
  return `<optgroup label="${escapeHtml(team.name)}">${first ?? ''}${options.slice(1).join('')}</optgroup>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
