package io.iotpipeline.streamsapp.http;

import java.net.URI;
import org.eclipse.jetty.http.HttpFields;

/** Answers GET requests. */
interface Endpoint {

  /**
   * @throws BadRequestException if the request is invalid
   * @throws UnavailableException if it cannot be answered now
   */
  Reply answer(URI url, HttpFields headers);
}
