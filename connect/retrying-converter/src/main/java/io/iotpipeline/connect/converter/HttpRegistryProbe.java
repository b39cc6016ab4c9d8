package io.iotpipeline.connect.converter;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Optional;

/**
 * Sends one GET request. The registry answers if it returns any status except 429 (too many
 * requests) and those from 500, which say that it cannot work now.
 */
final class HttpRegistryProbe implements RegistryProbe {

  private static final int TIMEOUT_MS = 5_000;
  private static final int TOO_MANY_REQUESTS = 429;

  private final URL url;

  HttpRegistryProbe(URL url) {
    this.url = url;
  }

  @Override
  public Optional<String> error() {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      try {
        int status = connection.getResponseCode();
        return status >= HttpURLConnection.HTTP_INTERNAL_ERROR || status == TOO_MANY_REQUESTS
            ? Optional.of(url + " answers with status " + status)
            : Optional.empty();
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return Optional.of("no answer from " + url + ": " + e);
    }
  }
}
