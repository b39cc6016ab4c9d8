package io.iotpipeline.chaos.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.chaos.hostile.HostileKind.Encoder;
import io.iotpipeline.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Generators whose records are not events, or are more than events. */
final class Bytes {

  private static final int MEGABYTE = 1_000_000;
  private static final int BOMB_BYTES = 300 * MEGABYTE;
  private static final int SMALL_BOMBS = 64;

  private Bytes() {}

  static HostileBurst junk(Random random, Encoder encoder) {
    byte[] value =
        switch (random.nextInt(4)) {
          case 0 -> random(random, random.nextInt(2_000));
          case 1 -> ByteBuffer.allocate(64).put((byte) 0).putInt(1).put(random(random, 59)).array();
          case 2 -> {
            byte[] whole = encoder.encode(Events.valid(random));
            yield Arrays.copyOf(whole, random.nextInt(whole.length));
          }
          default -> {
            byte[] whole = encoder.encode(Events.valid(random));
            yield Arrays.copyOf(whole, whole.length + 1 + random.nextInt(100));
          }
        };
    return HostileBurst.of(List.of(Records.of(key("junk"), value)));
  }

  static HostileBurst unknownSchemas(Random random) {
    byte[] value =
        ByteBuffer.allocate(25)
            .put((byte) 0)
            .putInt(1_000_000 + random.nextInt(2_000_000_000))
            .put(random(random, 20))
            .array();
    return HostileBurst.of(List.of(Records.of(key("schema"), value)));
  }

  static HostileBurst tombstones(Random random) {
    byte[] key = random.nextInt(10) == 0 ? null : key("tombstone");
    return HostileBurst.of(List.of(Records.of(key, null)));
  }

  /** 1 to 4 million letters; gzip stores a letter of three in a fifth of a byte. */
  static HostileBurst letters(Random random) {
    byte[] value = new byte[(1 + random.nextInt(4)) * MEGABYTE];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) ('A' + random.nextInt(3));
    }
    return HostileBurst.compressed("gzip", Records.of(key("letters"), value));
  }

  static HostileBurst hugeHeaders(Random random) {
    ProducerRecord<byte[], byte[]> record = Records.of(key("headers"), random(random, 10));
    if (random.nextBoolean()) {
      record.headers().add("large", random(random, 300_000));
    } else {
      for (int i = 0; i < 2_000; i++) {
        record.headers().add("header-" + i, i % 3 == 0 ? null : random(random, 20));
      }
    }
    return HostileBurst.of(List.of(record));
  }

  static HostileBurst hugeKeys(Random random) {
    byte[] key = Arrays.copyOf(key("key"), 600_000);
    byte[] rest = random(random, key.length - 100);
    System.arraycopy(rest, 0, key, 100, rest.length);
    return HostileBurst.of(List.of(Records.of(key, random(random, 10))));
  }

  static HostileBurst smallBombs(Random random) {
    String compression = random.nextBoolean() ? "zstd" : "gzip";
    ProducerRecord<byte[], byte[]> record = Records.of(key("bombs"), new byte[MEGABYTE]);
    return new HostileBurst(Collections.nCopies(SMALL_BOMBS, record), compression, true, false);
  }

  static HostileBurst bomb(String compression) {
    return HostileBurst.compressed(compression, Records.of(key("bomb"), new byte[BOMB_BYTES]));
  }

  static HostileBurst openTransaction(Random random) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < Topics.SENSOR_EVENTS.partitions(); partition++) {
      records.add(Records.in(partition, key("transaction"), random(random, 10)));
    }
    return new HostileBurst(records, "none", false, true);
  }

  private static byte[] key(String kind) {
    return (HostileSensors.PREFIX + kind).getBytes(UTF_8);
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
