package io.iotpipeline.api.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What writes itself as a JSON object. A month of hours has 9,000 fields; a tree would have a node
 * for each.
 */
@FunctionalInterface
public interface Item {

  void write(JsonGenerator json) throws IOException;
}
