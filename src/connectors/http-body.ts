const MOST_BYTES = 1_048_576;

/** What came back: JSON (undefined for an empty body), a web page, something else, or more than 1 MiB. */
export type Body =
  | { readonly is: 'json'; readonly json: unknown }
  | { readonly is: 'html' | 'other' | 'too_large' };

/** Reads no further than 1 MiB, so that an endless answer costs no more than that. */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string | string[] | undefined,
): Promise<Body> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return { is: 'too_large' };
    read.push(chunk);
  }
  return parse(new TextDecoder().decode(concat(read, bytes)).trim(), String(contentType ?? ''));
}

function parse(text: string, contentType: string): Body {
  if (text === '') return { is: 'json', json: undefined };
  if (/html/i.test(contentType) || text.startsWith('<')) return { is: 'html' };
  try {
    return { is: 'json', json: JSON.parse(text) };
  } catch {
    return { is: 'other' };
  }
}

function concat(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
