import { z } from 'zod';

/** The address of a target system as access.yml gives it; comes out without a slash at the end. */
export const baseUrlSchema = z.string().transform((text, context) => {
  const wrong = flawOf(text);
  if (wrong === undefined) return text.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: wrong });
  return z.NEVER;
});

function flawOf(text: string): string | undefined {
  if (!URL.canParse(text)) return 'Not a URL. Write it in full, such as https://app.example.com/scim/v2';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'Only https: and http: addresses work here';
  if (url.username !== '' || url.password !== '')
    return 'Take the user name and password out of the URL: credentials belong in environment variables';
  if (url.search !== '' || url.hash !== '') return 'Leave out everything from the ? or # on';
  return undefined;
}
