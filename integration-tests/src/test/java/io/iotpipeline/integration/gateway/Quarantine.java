package io.iotpipeline.integration.gateway;

import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.admin.quarantine.QuarantineReader;
import io.iotpipeline.admin.quarantine.QuarantinedRecord;
import io.iotpipeline.integration.stack.TestStack;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The quarantine of a stack. */
final class Quarantine {

  private Quarantine() {}

  static List<QuarantinedRecord> read(TestStack stack, QuarantineFilter filter) {
    List<QuarantinedRecord> records = new ArrayList<>();
    PrintStream noProgress =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (QuarantineReader reader = QuarantineReader.open(stack.pipeline(), noProgress)) {
      reader.read(filter, records::add);
    }
    return records;
  }
}
