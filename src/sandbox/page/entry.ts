// What the address that opened this page says: `#token=…` and, if it likes, `&as=U…`, the person to begin with.

export type Entry = { readonly token: string; readonly person: string | undefined };

/** Reads the fragment and takes it out of the address bar; the token is kept for the tab, so that a reload needs no fragment. */
export function readEntry(): Entry {
  const given = new URLSearchParams(location.hash.slice(1));
  const token = given.get('token');
  if (token === null) return { token: sessionStorage.getItem('token') ?? '', person: undefined };
  sessionStorage.setItem('token', token);
  history.replaceState(null, '', location.pathname);
  return { token, person: given.get('as') ?? undefined };
}
