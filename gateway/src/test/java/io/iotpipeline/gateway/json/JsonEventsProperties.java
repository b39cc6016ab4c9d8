package io.iotpipeline.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.gateway.intake.Batch;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonEventsProperties {

  private static final String VALID =
      "{\"sensor_id\":\"s\",\"event_time\":1,\"measurements\":{\"t\":1}}";

  /** Whatever comes, no byte that is not white space or an event gets lost. */
  @Property
  void any_bytes_are_read(@ForAll byte[] message) {
    Batch batch = JsonEvents.read(message, null);

    boolean blank = new String(message, UTF_8).isBlank();
    assertThat(batch.size() > 0 || blank || isEmptyArrays(message)).isTrue();
  }

  private static boolean isEmptyArrays(byte[] message) {
    return new String(message, UTF_8).chars().allMatch(c -> "[] \t\r\n".indexOf(c) >= 0);
  }

  @Property
  void counts_each_line_once(@ForAll("lines") List<String> lines) {
    Batch batch = JsonEvents.read(String.join("\n", lines).getBytes(UTF_8), null);

    long valid = lines.stream().filter(VALID::equals).count();
    assertThat(batch.events()).hasSize((int) valid);
    assertThat(batch.unreadable()).hasSize(lines.size() - (int) valid);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(VALID, "{}", "{broken", "{\"a\":[1,2", "{\"a\":\"x", "{\"a\":1}").list();
  }
}
