package io.iotpipeline.streamsapp.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;

/** Answers the GET requests of one path. */
interface Endpoint {

  /**
   * @throws BadRequestException when the request is wrong
   * @throws UnavailableException when it cannot be answered now
   */
  Reply answer(URI url, Headers headers);
}
