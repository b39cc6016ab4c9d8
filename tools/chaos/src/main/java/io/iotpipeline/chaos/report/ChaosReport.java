package io.iotpipeline.chaos.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.fault.FaultOutcome;
import io.iotpipeline.chaos.load.HostileCounts;
import io.iotpipeline.chaos.load.RealProducers;
import io.iotpipeline.chaos.sample.Sample;
import io.iotpipeline.chaos.schedule.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything about a run. Keys in JSON have underscores; times are milliseconds since the load has
 * started.
 *
 * @param options as on the command line
 * @param environment versions and abilities of the machine
 * @param schedule what should happen
 * @param faults what happened
 * @param repairs what the operator had to do
 * @param hostile what became of hostile records, by kind
 * @param real what became of the records of real producers; null if the run did not get there
 * @param restMs time from the end of the load to the end of the verification
 * @param verification counts, and rejected records by reason; null if the run did not get there
 * @param checks what must hold, verification included
 * @param ok whether all of it holds
 */
public record ChaosReport(
    long seed,
    String options,
    Map<String, String> environment,
    List<Fault> schedule,
    List<FaultOutcome> faults,
    List<String> repairs,
    Map<String, HostileCounts> hostile,
    RealProducers.Totals real,
    long restMs,
    Verification verification,
    List<Check> checks,
    boolean ok,
    List<Sample> samples) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  public void write(Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    JSON.writeValue(file.toFile(), this);
  }
}
