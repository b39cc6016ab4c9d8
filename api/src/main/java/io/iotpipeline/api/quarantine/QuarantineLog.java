package io.iotpipeline.api.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TextPart;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.api.source.AvroReader;
import io.iotpipeline.api.source.RecentRecords;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.RejectedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest rejected records, in the order of their arrival. One thread adds, others read. Pages
 * are not for event loops: values are decoded with schemas of the registry.
 */
public final class QuarantineLog {

  /** How many are kept. */
  public static final int MAX_RECORDS = 10_000;

  public static final Set<String> PARAMETERS =
      Set.of("reason", "sensor", "search", "from", "to", "limit", "cursor");

  private static final long MAX_BYTES = 64L * 1024 * 1024;

  /** Larger values are shown decoded one at a time only. */
  private static final int MAX_DECODED_IN_LIST = 16 * 1024;

  private static final int MAX_REASONS = 100;
  private static final String CURSOR = "quarantine";

  private final AvroReader avro;
  private final RecentRecords<QuarantinedRecord> newest =
      new RecentRecords<>(MAX_RECORDS, MAX_BYTES);
  private final ConcurrentMap<String, LongAdder> totals = new ConcurrentHashMap<>();
  private final List<BiConsumer<String, Supplier<ObjectNode>>> listeners =
      new CopyOnWriteArrayList<>();

  /**
   * @param avro to decode the values
   */
  public QuarantineLog(AvroReader avro) {
    this.avro = avro;
  }

  /**
   * Gets the sensor (null if it is not known) and the JSON of each record after it was added. The
   * value is not decoded.
   */
  public void listen(BiConsumer<String, Supplier<ObjectNode>> listener) {
    listeners.add(listener);
  }

  public void add(ConsumerRecord<byte[], byte[]> record, RejectedEvent event) {
    QuarantinedRecord quarantined = QuarantinedRecord.of(record, event);
    newest.add(
        new RecentRecords.Position(record.timestamp(), record.partition(), record.offset()),
        quarantined,
        quarantined.bytes());
    if (totals.size() < MAX_REASONS || totals.containsKey(quarantined.reason())) {
      totals.computeIfAbsent(quarantined.reason(), key -> new LongAdder()).increment();
    }
    listeners.forEach(
        each ->
            each.accept(
                quarantined.sensorId().orElse(null),
                () -> QuarantineJson.of(quarantined, Optional.empty())));
  }

  /** Records by reason that this API has read, also those that are no longer kept. */
  public Map<String, Long> totals() {
    Map<String, Long> sums = new TreeMap<>();
    totals.forEach((reason, sum) -> sums.put(reason, sum.sum()));
    return sums;
  }

  public int size() {
    return newest.size();
  }

  public Page page(Parameters parameters) {
    Optional<String> reason = parameters.text("reason");
    Optional<String> sensor = parameters.text("sensor");
    Optional<TextPart> search = parameters.part("search");
    TimeRange range = parameters.range();
    Page page =
        newest.page(
            CURSOR,
            parameters.cursor(CURSOR, RecentRecords.CURSOR_PARTS),
            parameters.limit(),
            Page.MAX_BYTES,
            record ->
                reason.stream().allMatch(record.reason()::equals)
                    && (sensor.isEmpty() || record.sensorId().equals(sensor))
                    && search.stream()
                        .allMatch(part -> record.sensorId().filter(part::isIn).isPresent())
                    && range.contains(record.rejectedAtMs()),
            record ->
                QuarantineJson.of(
                    record,
                    record.valueSize() <= MAX_DECODED_IN_LIST ? decode(record) : Optional.empty()));
    Map<String, Integer> reasons = new TreeMap<>();
    newest.values().forEach(record -> reasons.merge(record.reason(), 1, Integer::sum));
    ObjectNode counts = Json.object();
    reasons.forEach(counts::put);
    ObjectNode more = Json.object();
    more.set("reasons", counts);
    return page.with(more);
  }

  /**
   * @throws ProblemException if it is not among those that are kept
   */
  public ObjectNode record(String id) {
    for (QuarantinedRecord record : newest.values()) {
      if (record.id().equals(id)) {
        return QuarantineJson.whole(record, decode(record));
      }
    }
    throw ProblemException.notFound(
        "no record with this id is among the newest %,d; ./pipeline quarantine show has all"
            .formatted(MAX_RECORDS));
  }

  /** Empty also if the registry does not answer: the record is shown without its fields. */
  private Optional<ObjectNode> decode(QuarantinedRecord record) {
    if (record.value() == null || !record.valueIsWhole()) {
      return Optional.empty();
    }
    try {
      return avro.readAny(record.value()).map(AvroJson::of);
    } catch (RegistryUnavailableException e) {
      return Optional.empty();
    }
  }
}
