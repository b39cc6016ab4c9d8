package io.iotpipeline.gateway.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.gateway.intake.Batch;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LineEventsProperties {

  private static final Pattern LINE_BREAK = Pattern.compile("\n");
  private static final String VALID = "m,host=h v=1 1";

  private final LineEvents lines =
      new LineEvents(new SeriesMapping(List.of("host"), Set.of()), () -> {}, () -> 0);

  @Property
  void any_bytes_are_read(@ForAll byte[] message) {
    Batch batch = lines.read(message, Precision.SECONDS);

    long written =
        LINE_BREAK
            .splitAsStream(new String(message, UTF_8))
            .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
            .count();
    assertThat(batch.size() > 0 || written == 0).isTrue();
  }

  @Property
  void counts_each_line_once(@ForAll("anyLines") List<String> text) {
    Batch batch = lines.read(String.join("\n", text).getBytes(UTF_8), Precision.SECONDS);

    long valid = text.stream().filter(VALID::equals).count();
    assertThat(batch.events()).hasSize((int) valid);
    assertThat(batch.unreadable()).hasSize(text.size() - (int) valid);
  }

  @Provide
  Arbitrary<List<String>> anyLines() {
    return Arbitraries.of(VALID, "m", "m,host v=1", "m v=x", "m v=1 soon", "m v=1i2").list();
  }
}
