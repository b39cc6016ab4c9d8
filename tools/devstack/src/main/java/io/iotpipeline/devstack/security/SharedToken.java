package io.iotpipeline.devstack.security;

import java.util.Properties;

/**
 * A token of a server that somebody else logs in with: a copy of it is among that one's own
 * secrets, so that a folder still has all that its identity needs.
 */
enum SharedToken {
  STREAMS_APP_READ(Identity.STREAMS_APP, Secret.HTTP_READ, Identity.API, Secret.STREAMS_APP_READ),
  API_READ(Identity.API, Secret.HTTP_READ, Identity.OPERATOR, Secret.API_READ),
  API_REPLAY(Identity.API, Secret.HTTP_REPLAY, Identity.OPERATOR, Secret.API_REPLAY);

  private final Identity server;
  private final Secret token;
  private final Identity client;
  private final Secret copy;

  SharedToken(Identity server, Secret token, Identity client, Secret copy) {
    this.server = server;
    this.token = token;
    this.client = client;
    this.copy = copy;
  }

  Identity client() {
    return client;
  }

  /** What the copy is called among the secrets of the client. */
  Secret copy() {
    return copy;
  }

  /** Gives the clients the tokens as they are now. */
  static void copyAll(StackSecurity security) {
    for (SharedToken each : values()) {
      Credentials of = security.of(each.client);
      Properties secrets = of.read();
      secrets.setProperty(each.copy.key(), security.of(each.server).secret(each.token));
      of.write(secrets);
    }
  }
}
