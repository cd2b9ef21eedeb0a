// Methods about the app, the workspace and Block Kit itself.
import type { Shape } from '../json.ts';
import { compact } from '../json.ts';
import { issueSocketUrl } from '../socket.ts';
import { checkMessage, checkView } from '../validate/views.ts';
import type { Workspace } from '../workspace.ts';
import { jsonOf, refuse, refuseArguments, textOf } from './method.ts';

export function openConnection(w: Workspace): Shape {
  if (!w.manifest.socketMode) return refuse('forbidden_team');
  return { ok: true, url: issueSocketUrl(w) };
}

export function botsInfo(w: Workspace, args: Shape): Shape {
  const id = textOf(args, 'bot');
  if (id !== '' && id !== w.app.botId) return refuse('bot_not_found');
  return {
    ok: true,
    bot: {
      id: w.app.botId,
      deleted: false,
      name: w.manifest.botName,
      updated: Math.floor(w.clock.now() / 1000),
      app_id: w.app.id,
      user_id: w.app.botUser,
      icons: {},
    },
  };
}

export function teamInfo(w: Workspace, args: Shape): Shape {
  const id = textOf(args, 'team');
  if (id !== '' && id !== w.team.id) return refuse('team_not_found');
  return {
    ok: true,
    team: { ...w.team, email_domain: '', icon: { image_default: true }, ...enterpriseFields(w) },
  };
}

function enterpriseFields({ enterprise }: Workspace): Shape {
  return enterprise === null ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
}

/** Exactly one of blocks, message and view; source: https://docs.slack.dev/reference/methods/blocks.validate */
export function blocksValidate(_w: Workspace, args: Shape): Shape {
  const given = (['blocks', 'message', 'view'] as const).filter((key) => args[key] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    return refuseArguments('invalid_arguments', ['[ERROR] provide exactly one of blocks, message, view']);
  }
  const value = jsonOf(args, kind) ?? null;
  const problems =
    kind === 'view'
      ? checkView(value, ['modal', 'home'])
      : checkMessage(kind === 'blocks' ? { blocks: value } : value);
  if (problems.length === 0) return { ok: true };
  const errors = problems.map(({ pointer, code, message, constraint }) =>
    compact({ pointer, code, message, constraint }),
  );
  return refuse(`invalid_${kind}`, { errors });
}
