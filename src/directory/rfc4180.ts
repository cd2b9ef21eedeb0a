/** One record: the line of the file it starts on (from 1), and its values. An empty line is a record of one empty value. */
export type CsvRecord = { readonly line: number; readonly values: readonly string[] };

export type CsvRead =
  | { readonly is: 'records'; readonly records: readonly CsvRecord[] }
  | { readonly is: 'broken'; readonly record: number; readonly line: number; readonly message: string };

/**
 * Reads comma-separated values as RFC 4180 has them: values in double quotes may hold separators, line ends and doubled quotes; lines end
 * in CRLF, LF or CR. A quote inside an unquoted value, text after a closing quote and a quote left open are refused with their line.
 */
export function readCsv(text: string, separator: string): CsvRead {
  const records: CsvRecord[] = [];
  const value = new RegExp(`[^"\\r\\n${separator}]*`, 'y');
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const values: string[] = [];
    for (;;) {
      if (text[at] === '"') {
        const end = closingQuote(text, at + 1);
        if (end === undefined)
          return {
            is: 'broken',
            record: records.length + 1,
            line,
            message: 'a quote is opened here and never closed',
          };
        const quoted = text.slice(at + 1, end);
        values.push(quoted.replaceAll('""', '"'));
        line += lineEnds(quoted);
        at = end + 1;
      } else {
        value.lastIndex = at;
        const bare = value.exec(text)?.[0] ?? '';
        values.push(bare);
        at += bare.length;
      }
      if (text[at] !== separator) break;
      at += 1;
    }
    if (at < text.length && text[at] !== '\r' && text[at] !== '\n')
      return { is: 'broken', record: records.length + 1, line, message: strayText(text, at) };
    records.push({ line: start, values });
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
  }
  return { is: 'records', records };
}

function closingQuote(text: string, from: number): number | undefined {
  let end = text.indexOf('"', from);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end === -1 ? undefined : end;
}

const lineEnds = (quoted: string): number => quoted.split(/\r\n|\r|\n/).length - 1;

function strayText(text: string, at: number): string {
  if (text[at] === '"')
    return 'a quote stands inside a value that does not begin with one: quote the whole value and double the quote';
  return `after the closing quote comes “${text.slice(at, at + 20).split(/[\r\n]/)[0] ?? ''}”`;
}
