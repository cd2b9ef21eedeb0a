import { hour } from '../domain/instant.ts';
import type { Fault } from './fault.ts';
import type { Linted } from './finding.ts';
import { finding } from './finding.ts';
import { lintAssign } from './lint-assign.ts';
import { lintAssignDuties } from './lint-assign-duties.ts';
import { lintChannels } from './lint-channels.ts';
import { lintConditions } from './lint-conditions.ts';
import { lintCoverage } from './lint-coverage.ts';
import { lintGlass } from './lint-glass.ts';
import { lintHolds } from './lint-holds.ts';
import { lintNames } from './lint-names.ts';
import { lintOnCall } from './lint-on-call.ts';
import { lintOwners } from './lint-owners.ts';
import { lintPolicySettings } from './lint-policy-settings.ts';
import { lintRoutes } from './lint-routes.ts';
import { lintRules } from './lint-rules.ts';
import { lintSeparation } from './lint-separation.ts';
import { lintStages } from './lint-stages.ts';
import { lintWants } from './lint-wants.ts';
import { lintWords } from './lint-words.ts';

const checks = [
  lintNames,
  lintWords,
  lintOwners,
  lintRules,
  lintHolds,
  lintGlass,
  lintWants,
  lintRoutes,
  lintStages,
  lintChannels,
  lintOnCall,
  lintConditions,
  lintSeparation,
  lintPolicySettings,
  lintAssign,
  lintAssignDuties,
];

/** Every finding about a file of the right shape. Errors refuse it; warnings are told and let it pass. */
export function lint(linted: Linted): readonly Fault[] {
  const findings = [durations, ...checks].flatMap((check) => check(linted));
  // What a misspelt rule covers is not known, so coverage is judged once the names are right.
  return findings.some((one) => one.severity === 'error') ? findings : [...findings, ...lintCoverage(linted)];
}

function durations({ file, source }: Linted): readonly Fault[] {
  return Object.entries(file.apps).flatMap(([id, app]) =>
    Object.entries(app.entitlements).flatMap(([key, entry]) => {
      if (entry.default === undefined || entry.default <= (entry.max ?? 8 * hour)) return [];
      const message =
        entry.max === undefined
          ? 'the default is longer than 8h, which is the most where no max is given'
          : 'the default is longer than max';
      return [
        finding(
          source,
          { path: ['apps', id, 'entitlements', key, 'default'] },
          { code: 'E-POL-PARSE', message },
        ),
      ];
    }),
  );
}
