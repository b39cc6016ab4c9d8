package io.iotpipeline.streamsapp.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;

/** Answers GET requests. */
interface Endpoint {

  /**
   * @throws BadRequestException if the request is invalid
   * @throws UnavailableException if it cannot be answered now
   */
  Reply answer(URI url, Headers headers);
}
