// Channels that are none, and working hours without a minute in them.
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { PolicyFile } from './schema.ts';
import type { TellEntry } from './schema-stage.ts';
import type { Path } from './source.ts';
import { stageListsOf } from './stage-lists.ts';

/** Channels are named by Slack's own id: names change, and anybody may take one that is free again. */
export function lintChannels({ file, source }: Linted): readonly Fault[] {
  return [
    ...channelsIn(file)
      .filter(({ channel }) => !/^[CG][A-Z0-9]{4,30}$/.test(channel))
      .map(({ path, channel }) =>
        finding(
          source,
          { path },
          {
            code: 'E-POL-NAME',
            message: `“${channel}” is no id of a Slack channel`,
            hint: 'in Slack, open the details of the channel and copy the id at their end, such as C0123ABCD',
          },
        ),
      ),
    ...emptyHours({ file, source }),
  ];
}

type Channel = { readonly path: Path; readonly channel: string };

const channelsIn = (file: PolicyFile): readonly Channel[] => [
  ...stageListsOf(file).flatMap(({ path, stages }) =>
    stages.flatMap(({ tell }, at) => toldIn(tell, [...path, at, 'tell'])),
  ),
  ...(file.rules ?? []).flatMap(({ break_glass: glass }, at) =>
    toldIn(glass?.tell, ['rules', at, 'break_glass', 'tell']),
  ),
  ...(file.settings?.ask_in_channel === undefined
    ? []
    : [
        {
          path: ['settings', 'ask_in_channel', 'channel'],
          channel: file.settings.ask_in_channel.channel,
        },
      ]),
];

function toldIn(tell: TellEntry | undefined, path: Path): readonly Channel[] {
  const list = Array.isArray(tell) ? tell : [tell];
  return list.flatMap((one, index) => {
    if (one === undefined || typeof one === 'string' || one.channel === undefined) return [];
    const under = Array.isArray(tell) ? [index, 'channel'] : ['channel'];
    return [{ path: [...path, ...under], channel: one.channel }];
  });
}

function emptyHours({ file, source }: Pick<Linted, 'file' | 'source'>): readonly Fault[] {
  const hours = file.settings?.working_hours;
  if (hours === undefined || hours.from < hours.to) return [];
  return [
    finding(
      source,
      { path: ['settings', 'working_hours', 'to'] },
      {
        code: 'E-POL-RULE',
        message: 'these working hours hold no time: they end before they begin',
        hint: 'a working day begins and ends on the same day; "00:00" to "24:00" is all of it',
      },
    ),
  ];
}
