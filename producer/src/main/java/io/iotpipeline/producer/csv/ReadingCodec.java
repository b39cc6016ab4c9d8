package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A reading as one line of ASCII, for a temporary file. */
final class ReadingCodec {

  private ReadingCodec() {}

  static String encode(CsvRow.Reading reading) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(reading.line());
    write(out, reading.text());
    write(out, reading.sensorId());
    out.writeLong(reading.time().toEpochMilli());
    out.writeInt(reading.measurements().size());
    for (Map.Entry<String, Double> measurement : reading.measurements().entrySet()) {
      write(out, measurement.getKey());
      out.writeDouble(measurement.getValue());
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static CsvRow.Reading decode(String line) throws IOException {
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(line)));
    long number = in.readLong();
    String text = read(in);
    String sensor = read(in);
    Instant time = Instant.ofEpochMilli(in.readLong());
    Map<String, Double> measurements = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      measurements.put(read(in), in.readDouble());
    }
    return new CsvRow.Reading(number, text, sensor, time, measurements);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }
}
