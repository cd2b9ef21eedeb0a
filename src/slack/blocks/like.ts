import type { LikeAnswer } from '../../domain/answers.ts';
import { askForButton } from './card-buttons.ts';
import type { Drawing, Ink } from './drawing.ts';
import { buttons, draw, header, smallPrint } from './drawing.ts';
import { bold, bullets, rich, say } from './rich.ts';
import { firstName } from './text.ts';

/** Two blocks each, and Slack takes 50 in a message. */
const most = 20;

/** What comes with a colleague's work, each with why and a button. Nothing is asked for until somebody presses one. */
export function likeCard(answer: LikeAnswer, ink: Ink): Drawing {
  const { model, offered } = answer;
  const shown = offered.slice(0, most);
  return draw([
    header(`Like ${model.name}`),
    rich([say(intro(answer))]),
    ...shown.flatMap(({ item, because }) => [
      rich([say(bold(item.name), ': ', because)]),
      buttons([askForButton(item, ink)], `like:${item.target.id}`),
    ]),
    ...(offered.length > most
      ? [smallPrint(`and ${offered.length - most} more; type /access request for those.`)]
      : []),
    ...alone(answer),
    smallPrint('Only you see this, and nothing was asked for.'),
  ]);
}

function intro({ model, offered, alone: named, unnamed }: LikeAnswer): string {
  const work = [model.title, model.department].filter((word) => word !== '').join(', ');
  if (offered.length > 0)
    return `What comes with the work of ${model.name}${work === '' ? '' : ` (${work})`}, and you may ask for:`;
  return named.length + unnamed === 0
    ? `${model.name} holds nothing that you could ask for and do not hold already.`
    : `Nothing of what ${model.name} holds comes with their work. Ask for what you need by name.`;
}

function alone({ model, alone: named, unnamed }: LikeAnswer) {
  const name = firstName(model.name);
  const more = `${named.length === 0 ? 'And' : 'and'} ${unnamed} more that ${unnamed === 1 ? 'is' : 'are'} ${name}’s alone`;
  if (named.length === 0) return unnamed === 0 ? [] : [rich([say(`${more}.`)])];
  const shown = named.slice(0, most);
  return [
    rich([
      say(`${name}’s alone, so not offered:`),
      bullets([
        ...shown.map((one) => say(one)),
        ...(named.length > shown.length ? [say(`and ${named.length - shown.length} more`)] : []),
        ...(unnamed > 0 ? [say(more)] : []),
      ]),
    ]),
  ];
}
