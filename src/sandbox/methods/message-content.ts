// What a message says: the arguments that chat.* methods share. Source: https://docs.slack.dev/reference/methods/chat.postMessage

import type { Shape } from '../json.ts';
import { compact, isList, isShape, list } from '../json.ts';
import type { Json } from '../page/protocol.ts';
import { checkMessage } from '../validate/views.ts';
import { flagOf, jsonOf, refuse, refuseProblems, textOf } from './method.ts';

const MOST_ATTACHMENTS = 100;
const LONGEST_MARKDOWN = 12_000;
const LARGEST_METADATA = 16_000;

export type Content = {
  readonly text: string;
  readonly blocks: Json | undefined;
  readonly attachments: Json | undefined;
  readonly metadata: Json | undefined;
};

/** Text, blocks, attachments and metadata of a message, or the refusal they deserve. */
export function readContent(args: Shape): Content | { readonly refusal: Shape } {
  const blocks = jsonOf(args, 'blocks');
  const attachments = jsonOf(args, 'attachments');
  if (blocks !== undefined && !isList(blocks)) return { refusal: refuse('invalid_blocks_format') };
  if (attachments !== undefined && !isList(attachments)) return { refusal: refuse('invalid_attachments') };
  if ((attachments ?? []).length > MOST_ATTACHMENTS) return { refusal: refuse('too_many_attachments') };
  const problems = checkMessage(compact({ blocks, attachments }));
  if (problems.length > 0) return { refusal: refuseProblems('invalid_blocks', problems) };
  const metadata = readMetadata(args);
  if (metadata !== undefined && 'refusal' in metadata) return metadata;
  const markdown = textOf(args, 'markdown_text');
  if (markdown !== '' && (args['text'] !== undefined || blocks !== undefined))
    return { refusal: refuse('markdown_text_conflict') };
  if (markdown.length > LONGEST_MARKDOWN) return { refusal: refuse('msg_too_long') };
  const text = markdown || textOf(args, 'text');
  if (
    text === '' &&
    list({ blocks: blocks ?? [] }, 'blocks').length === 0 &&
    (attachments ?? []).length === 0
  ) {
    return { refusal: refuse('no_text') };
  }
  return { text, blocks, attachments, metadata: metadata?.metadata };
}

function readMetadata(args: Shape): { readonly metadata: Shape } | { readonly refusal: Shape } | undefined {
  const metadata = jsonOf(args, 'metadata');
  if (metadata === undefined || flagOf(args, 'metadata')) return undefined;
  const proper =
    isShape(metadata) && typeof metadata['event_type'] === 'string' && isShape(metadata['event_payload']);
  if (!proper) return { refusal: refuse('invalid_metadata_format') };
  if (JSON.stringify(metadata).length > LARGEST_METADATA) return { refusal: refuse('metadata_too_large') };
  return { metadata };
}
