// The two ways Slack reaches us. Either hands its deliveries to the inbox, named by what carried them.
import type { App, CustomRoute, Logger, Receiver } from '@slack/bolt';
import { HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { carrierOf, guarded } from './http-guard.ts';
import { inTime } from './in-time.ts';
import type { Log } from './log.ts';

/** A receiver for Bolt. `port`: where it listens; undefined over a socket, and before the start. */
export type Wire = { readonly receiver: Receiver; readonly port: () => number | undefined };

export type WireParts = {
  /** The app as the receiver is to see it. */
  readonly before: (app: App) => App;
  readonly boltLogger: Logger;
  readonly log: Log;
  readonly now: () => number;
};

type Listening = {
  address(): { readonly port: number } | string | null;
  closeIdleConnections(): void;
  closeAllConnections(): void;
};

const path = '/slack/events';
/** How long a dead socket goes unnoticed, and how long the client waits before it opens the next one. */
const pingTimeout = 2_000;
const goodbye = 2_000;

/**
 * A socket that we open. The receiver has client options of its own: Bolt's socket client writes its retry settings into the object
 * it is given, and with few retries a moment without Slack would end the process.
 */
export function socketWire(
  parts: WireParts,
  of: { readonly appToken: string; readonly apiUrl: string },
): Wire {
  const receiver = new SocketModeReceiver({
    appToken: of.appToken,
    logger: parts.boltLogger,
    clientPingTimeout: pingTimeout,
    installerOptions: { clientOptions: { slackApiUrl: of.apiUrl } },
    customPropertiesExtractor: ({ envelope_id: envelope }) => ({ carrier: `socket:${String(envelope)}` }),
  });
  return {
    port: () => undefined,
    receiver: {
      init: (app) => receiver.init(parts.before(app)),
      start: () => receiver.start(),
      // Bolt's own stop does not wait for the socket to be closed.
      stop: () => inTime(receiver.client.disconnect(), goodbye),
    },
  };
}

/** A server that Slack sends signed requests to. We check them ourselves, on our clock and in both directions of time. */
export function httpWire(
  parts: WireParts,
  of: {
    readonly signingSecret: string;
    readonly listen: { readonly port: number; readonly host?: string };
    readonly routes: readonly CustomRoute[];
  },
): Wire {
  const receiver = new HTTPReceiver({
    signingSecret: of.signingSecret,
    signatureVerification: false,
    endpoints: path,
    customRoutes: [...of.routes],
    logger: parts.boltLogger,
    customPropertiesExtractor: (request) => ({ carrier: carrierOf(request) }),
  });
  receiver.requestListener = guarded(
    { signingSecret: of.signingSecret, path, now: parts.now, log: parts.log },
    receiver.requestListener,
  );
  let server: Listening | undefined;
  return {
    port() {
      const address = server?.address();
      return typeof address === 'object' && address !== null ? address.port : undefined;
    },
    receiver: {
      init: (app) => receiver.init(parts.before(app)),
      async start() {
        server = await receiver.start({ ...of.listen });
        return server;
      },
      async stop() {
        if (server === undefined) return;
        const closed = receiver.stop();
        server.closeIdleConnections();
        await inTime(closed, goodbye);
        server.closeAllConnections();
        server = undefined;
      },
    },
  };
}
