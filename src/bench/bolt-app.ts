// The peer of the whole bot: a Bolt app that acknowledges and does nothing else.
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Served, Settings } from './app-side.ts';
import { freePort } from './free-port.ts';

/** Starts it in the mode that is asked for. */
export async function startBolt(settings: Settings): Promise<Served> {
  const port = await freePort();
  const receiver =
    settings.mode === 'http'
      ? new HTTPReceiver({ signingSecret: settings.signingSecret, port, logLevel: LogLevel.ERROR })
      : new SocketModeReceiver({
          appToken: 'xapp-bench',
          logLevel: LogLevel.ERROR,
          installerOptions: { clientOptions: { slackApiUrl: settings.apiUrl } },
        });
  const app = new App({
    token: 'xoxb-bench',
    receiver,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
    clientOptions: { slackApiUrl: settings.apiUrl },
  });
  app.command('/access', ({ ack }) => ack());
  app.action('approve', ({ ack }) => ack());
  await app.init();
  await app.start(port);
  return {
    port,
    pass: () => undefined,
    quiet: () => Promise.resolve(),
    async stop() {
      await app.stop();
    },
  };
}
