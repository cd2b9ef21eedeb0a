// Rules about breaking glass: short, and with somebody else to look at it afterwards.
import { formatDuration } from '../domain/duration.ts';
import { hour } from '../domain/instant.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import type { RuleEntry } from './schema.ts';
import type { Path, Source } from './source.ts';

const longest = 4 * hour;
const usual = hour;

/** Access through broken glass that lasts too long or could be made longer, and uses that nobody could review. */
export function lintGlass({ file, source }: Linted): readonly Fault[] {
  return (file.rules ?? []).flatMap((rule, index) =>
    rule.break_glass === undefined
      ? []
      : [
          ...length(rule, ['rules', index], source),
          ...misplaced(rule, ['rules', index], source),
          ...ownReview(rule, ['rules', index], source),
        ],
  );
}

function length({ name, max }: RuleEntry, path: Path, source: Source): readonly Fault[] {
  if (max === undefined || max <= usual) return [];
  const is = formatDuration(max);
  const says =
    max > longest
      ? {
          message: `“${name}” breaks glass for ${is}; ${formatDuration(longest)} is the most`,
          hint: 'an emergency is shorter: whoever needs more asks for it meanwhile',
        }
      : {
          message: `“${name}” breaks glass for ${is}, which is long for access that nobody decided about`,
          hint: `${formatDuration(usual)} or less is usual`,
          severity: 'warning' as const,
        };
  return [finding(source, { path: [...path, 'max'] }, { code: 'E-POL-RULE', ...says })];
}

/** What only makes sense where somebody is asked. */
function misplaced(rule: RuleEntry, path: Path, source: Source): readonly Fault[] {
  const says = {
    extensions: 'access through broken glass cannot be extended',
    deadline: 'nobody is asked where glass is broken, so there is no deadline',
  } as const;
  return (['extensions', 'deadline'] as const).flatMap((key) =>
    rule[key] === undefined
      ? []
      : [
          finding(
            source,
            { path: [...path, key], at: 'key' },
            { code: 'E-POL-RULE', message: `“${rule.name}”: ${says[key]}`, hint: `remove ${key}` },
          ),
        ],
  );
}

/** The only person the rule is for cannot be the only one who looks at it. */
function ownReview(
  { name, when, break_glass: glass }: RuleEntry,
  path: Path,
  source: Source,
): readonly Fault[] {
  const specs = [glass?.review ?? []].flat();
  const only = when?.person?.['id'];
  const people = specs.flatMap((one) =>
    typeof one === 'object' && one.person !== undefined ? [one.person] : [],
  );
  if (only === undefined || specs.length === 0 || people.length < specs.length) return [];
  const alone = only.filter((id) => people.every((person) => person === id));
  return alone.map((id) =>
    finding(
      source,
      { path: [...path, 'break_glass', 'review'] },
      {
        code: 'E-POL-RULE',
        message: `nobody reviews what ${id} does under “${name}”: nobody reviews themselves`,
        hint: 'name somebody else, or a group',
      },
    ),
  );
}
