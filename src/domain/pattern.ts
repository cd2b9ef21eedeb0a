/** Does a name in the policy mean this entitlement? It is the id itself, or `<app>/*` for all of an app. */
export const covers = (pattern: string, id: string): boolean =>
  pattern.endsWith('/*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
