// Reads the app's manifest.yml: what it does not grant, the workspace refuses.
import { parse } from 'yaml';
import { z } from 'zod';

const parameters = z
  .object({
    properties: z.record(z.string(), z.looseObject({ type: z.string() })).default({}),
    required: z.array(z.string()).default([]),
  })
  .prefault({});
const functionSchema = z.object({
  title: z.string(),
  description: z.string().default(''),
  input_parameters: parameters,
  output_parameters: parameters,
});

const schema = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .prefault({}),
      bot_user: z.object({ display_name: z.string() }).optional(),
      slash_commands: z
        .array(
          z.object({
            command: z.string().startsWith('/').max(32),
            description: z.string().max(2000),
            usage_hint: z.string().max(1000).default(''),
            should_escape: z.boolean().default(false),
          }),
        )
        .max(50)
        .default([]),
      shortcuts: z
        .array(
          z.object({
            name: z.string(),
            type: z.enum(['global', 'message']),
            callback_id: z.string().max(255),
            description: z.string().max(150),
          }),
        )
        .max(10)
        .default([]),
    })
    .prefault({}),
  functions: z.record(z.string(), functionSchema).default({}),
  oauth_config: z
    .object({
      scopes: z.object({ bot: z.array(z.string()).default([]) }).prefault({}),
      redirect_urls: z.array(z.url()).max(1000).default([]),
    })
    .prefault({}),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).max(100).default([]) }).prefault({}),
      interactivity: z.object({ is_enabled: z.boolean() }).default({ is_enabled: false }),
      socket_mode_enabled: z.boolean().default(false),
      token_rotation_enabled: z.boolean().default(false),
      org_deploy_enabled: z.boolean().default(false),
    })
    .prefault({}),
});

/** What a custom step takes or gives back. */
type Parameters = z.infer<typeof parameters>;

export type Manifest = {
  readonly name: string;
  readonly botName: string;
  readonly scopes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
    readonly shouldEscape: boolean;
  }[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly type: 'global' | 'message';
    readonly callbackId: string;
  }[];
  /** Custom steps of workflows, by callback id. */
  readonly functions: ReadonlyMap<
    string,
    {
      readonly title: string;
      readonly description: string;
      readonly inputs: Parameters;
      readonly outputs: Parameters;
    }
  >;
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
  readonly messagesReadOnly: boolean;
  readonly interactivity: boolean;
  readonly socketMode: boolean;
  readonly redirectUrls: readonly string[];
  readonly tokenRotation: boolean;
  readonly orgDeploy: boolean;
};

/**
 * @param text a Slack app manifest in YAML (or JSON, which YAML contains)
 * @throws when the text is no manifest; source: https://docs.slack.dev/reference/app-manifest
 */
export function readManifest(text: string): Manifest {
  const { display_information, features, functions, oauth_config, settings } = schema.parse(parse(text));
  return {
    name: display_information.name,
    botName: features.bot_user?.display_name ?? display_information.name,
    scopes: new Set(oauth_config.scopes.bot),
    events: new Set(settings.event_subscriptions.bot_events),
    commands: features.slash_commands.map((entry) => ({
      command: entry.command,
      description: entry.description,
      usageHint: entry.usage_hint,
      shouldEscape: entry.should_escape,
    })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id: callbackId }) => ({
      name,
      type,
      callbackId,
    })),
    functions: new Map(
      Object.entries(functions).map(([id, { title, description, input_parameters, output_parameters }]) => [
        id,
        { title, description, inputs: input_parameters, outputs: output_parameters },
      ]),
    ),
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
    messagesReadOnly: features.app_home.messages_tab_read_only_enabled,
    interactivity: settings.interactivity.is_enabled,
    socketMode: settings.socket_mode_enabled,
    redirectUrls: oauth_config.redirect_urls,
    tokenRotation: settings.token_rotation_enabled,
    orgDeploy: settings.org_deploy_enabled,
  };
}
