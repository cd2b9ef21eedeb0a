/** Names as a sentence lists them: `Ana, Bo and Carla`; beyond `most` the rest is counted: `Ana, Bo and 3 more`. */
export function inARow(names: readonly string[], most: number): string {
  const more = names.length - most;
  if (more > 0) return `${names.slice(0, most).join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
