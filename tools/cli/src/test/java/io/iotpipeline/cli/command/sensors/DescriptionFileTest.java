package io.iotpipeline.cli.command.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.SensorDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionFileTest {

  @TempDir Path folder;

  @Test
  void each_line_describes_a_sensor() throws IOException {
    Map<String, SensorDescription> read =
        read(
            """
            sensor_id,name,place,owner,kind,tags,expected_interval
            hall,"Hall, north",ground floor,Kim,DS18B20, public ; ground-floor ,5m
            roof,,,,,,
            """);

    assertThat(read)
        .containsExactly(
            Map.entry(
                "hall",
                new SensorDescription(
                    "hall",
                    "Hall, north",
                    "ground floor",
                    "Kim",
                    "DS18B20",
                    List.of("public", "ground-floor"),
                    300_000L)),
            Map.entry("roof", new SensorDescription("roof", "", "", "", "", List.of(), null)));
  }

  @Test
  void columns_have_any_order_and_may_be_missing() throws IOException {
    assertThat(read("place,sensor_id\nroof,s-1\n").get("s-1").getPlace()).isEqualTo("roof");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name\\nhall|expected sensor_id",
        "sensor_id,nmae\\ns-1,hall|has the columns [sensor_id, nmae]",
        "sensor_id,name\\ns-1|line 2: it has another number of cells",
        "sensor_id\\ns-1\\ns-1|line 3: sensor s-1 is there twice",
        "sensor_id,expected_interval\\ns-1,soon|line 2: 'soon' is not a duration such as 5m",
        "sensor_id,expected_interval\\ns-1,0.5s|not between a second and a year",
        "sensor_id,name\\n,hall|The sensor id is blank",
        "''|expected sensor_id"
      })
  void a_wrong_file_is_refused_with_the_line(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(message);
  }

  private Map<String, SensorDescription> read(String text) throws IOException {
    return DescriptionFile.read(Files.writeString(folder.resolve("fleet.csv"), text));
  }
}
