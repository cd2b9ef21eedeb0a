import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer, OfficeWord, Question } from './words.ts';
import { answer } from './words.ts';

/** Asks the office of a running bot; undefined where none listens at this path. Throws where it may not be asked, or fails. */
export async function callOffice<Word extends OfficeWord>(
  path: string,
  word: Word,
  question: Question<Word>,
): Promise<Answer | undefined> {
  const sent = await send(path, word, JSON.stringify(question));
  if (sent === undefined) return undefined;
  if (sent.status !== 200) throw new Error(`The running bot did not answer (${sent.status}): ${sent.body}`);
  return answer.parse(JSON.parse(sent.body));
}

function send(
  socketPath: string,
  word: OfficeWord,
  body: string,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        socketPath,
        agent: false,
        path: `/policy/${word}`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        text(response).then((read) => resolve({ status: response.statusCode ?? 0, body: read }), reject);
      },
    );
    sending.once('error', (error: Error & { readonly code?: string }) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else if (error.code === 'EACCES')
        reject(
          Object.assign(new Error(`${socketPath} belongs to the user who runs the bot. Work as that user.`), {
            code: 'E-SOCKET',
          }),
        );
      else reject(error);
    });
    sending.end(body);
  });
}
