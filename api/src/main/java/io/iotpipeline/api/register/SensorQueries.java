package io.iotpipeline.api.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Cursor;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers questions to the register. With a filter it looks at all sensors, to count those that
 * match, so it is not for event loops.
 */
public final class SensorQueries {

  public static final Set<String> PARAMETERS =
      Set.of("q", "state", "tag", "kind", "alerts", "sort", "limit", "cursor");

  private static final String ATTENTION = "attention";
  private static final String ID = "id";
  private static final String LAST_HEARD = "last_heard";

  /** The one that was heard last is the first. */
  private static final Comparator<Sensor> BY_LAST_HEARD =
      Comparator.comparingLong(Sensor::lastHeard).reversed().thenComparing(Sensor::id);

  private final SensorRegister register;

  public SensorQueries(SensorRegister register) {
    this.register = register;
  }

  /** Sensors that match, as many as a page has room for, and where the next ones begin. */
  private final class Found {
    final List<Sensor> sensors = new ArrayList<>();
    final int limit;
    Cursor next;
    long matching;
    private long bytes;
    private Supplier<Cursor> last;

    Found(int limit) {
      this.limit = limit;
    }

    /** Adds a sensor, if there is room. If not, the next page begins with it. */
    void add(Sensor sensor, Supplier<Cursor> position) {
      if (next != null) {
        return;
      }
      if (sensors.size() == limit || bytes >= Page.MAX_BYTES) {
        next = last.get();
        return;
      }
      sensors.add(sensor);
      bytes += SensorJson.bytes(sensor, register.alerts().of(sensor.id()));
      last = position;
    }
  }

  public Page search(Parameters parameters) {
    SensorFilter filter = SensorFilter.of(parameters);
    int limit = parameters.limit();
    String sort = parameters.oneOf("sort", Set.of(ATTENTION, ID, LAST_HEARD)).orElse(ATTENTION);
    Found found =
        switch (sort) {
          case ID -> inOrderOfIds(filter, limit, parameters.cursor(ID, 1));
          case LAST_HEARD -> lastHeard(filter, limit, parameters.cursor(LAST_HEARD, 2));
          default -> inOrderOfAttention(filter, limit, parameters.cursor(ATTENTION, 2));
        };
    ObjectNode more =
        Json.object()
            .put("matching", filter.takesAll() ? register.size() : found.matching)
            .put("total", register.size())
            .put("metric_count", register.facets().metricCount());
    more.set("states", register.facets().states());
    more.set("tags", register.facets().tags());
    more.set("metrics", register.facets().metrics());
    more.set("alerts", register.facets().alerts());
    return Page.of(
        found.sensors.stream()
            .map(each -> SensorJson.of(each, register.alerts().of(each.id())))
            .toList(),
        found.next == null ? null : found.next.toString(),
        more);
  }

  private Found inOrderOfIds(SensorFilter filter, int limit, Optional<Cursor> cursor) {
    Optional<String> after = cursor.map(each -> each.part(0));
    Found found = new Found(limit);
    Iterator<SensorRegister.Entry> entries =
        register.byId(filter.takesAll() ? after : Optional.empty()).iterator();
    while (entries.hasNext() && !(filter.takesAll() && found.next != null)) {
      SensorRegister.Entry entry = entries.next();
      if (!filter.test(entry)) {
        continue;
      }
      Sensor sensor = entry.sensor();
      found.matching++;
      if (after.isEmpty() || sensor.id().compareTo(after.get()) > 0) {
        found.add(sensor, () -> Cursor.of(ID, sensor.id()));
      }
    }
    return found;
  }

  private Found inOrderOfAttention(SensorFilter filter, int limit, Optional<Cursor> cursor) {
    Optional<Attention> after =
        cursor.map(each -> new Attention((int) each.number(0), each.part(1)));
    if (filter.takesAll()) {
      return firstOfAll(limit, after);
    }
    return scan(
        filter,
        limit,
        Comparator.comparing(SensorRegister.Entry::attention),
        entry -> after.isEmpty() || entry.attention().compareTo(after.get()) > 0,
        entry -> cursor(entry.attention()));
  }

  private static Cursor cursor(Attention attention) {
    return Cursor.of(ATTENTION, attention.rank(), attention.id());
  }

  private Found firstOfAll(int limit, Optional<Attention> after) {
    Found found = new Found(limit);
    Iterator<Attention> order = register.byAttention(after).iterator();
    while (order.hasNext() && found.next == null) {
      Attention attention = order.next();
      register.find(attention.id()).ifPresent(sensor -> found.add(sensor, () -> cursor(attention)));
    }
    return found;
  }

  /** There is no order of it in memory, because it changes with each event. */
  private Found lastHeard(SensorFilter filter, int limit, Optional<Cursor> cursor) {
    return scan(
        filter,
        limit,
        Comparator.comparing(SensorRegister.Entry::sensor, BY_LAST_HEARD),
        entry -> cursor.isEmpty() || isAfter(entry.sensor(), cursor.get()),
        entry -> Cursor.of(LAST_HEARD, entry.sensor().lastHeard(), entry.sensor().id()));
  }

  /**
   * Looks at all sensors, and keeps the first ones of an order.
   *
   * @param isAfter whether one is behind the cursor
   * @param position cursor of one
   */
  private Found scan(
      SensorFilter filter,
      int limit,
      Comparator<SensorRegister.Entry> order,
      Predicate<SensorRegister.Entry> isAfter,
      Function<SensorRegister.Entry, Cursor> position) {
    PriorityQueue<SensorRegister.Entry> queue = new PriorityQueue<>(order.reversed());
    Found found = new Found(limit);
    for (SensorRegister.Entry entry : register.entries()) {
      if (!filter.test(entry)) {
        continue;
      }
      found.matching++;
      if (isAfter.test(entry)) {
        queue.add(entry);
        if (queue.size() > limit + 1) {
          queue.poll();
        }
      }
    }
    queue.stream()
        .sorted(order)
        .forEach(entry -> found.add(entry.sensor(), () -> position.apply(entry)));
    return found;
  }

  private static boolean isAfter(Sensor sensor, Cursor cursor) {
    int byTime = Long.compare(cursor.number(0), sensor.lastHeard());
    return byTime > 0 || (byTime == 0 && sensor.id().compareTo(cursor.part(1)) > 0);
  }

  /**
   * @throws ProblemException if the register does not have it
   */
  public ObjectNode sensor(String sensorId) {
    Sensor sensor =
        register
            .find(sensorId)
            .orElseThrow(() -> ProblemException.notFound("no sensor with this id is known"));
    return SensorJson.of(sensor, register.alerts().of(sensorId));
  }

  /** The newest readings of all sensors, in the order of their ids. */
  public Page latest(Parameters parameters) {
    Found found = inOrderOfIds(SensorFilter.ALL, parameters.limit(), parameters.cursor(ID, 1));
    return Page.of(
        found.sensors.stream().map(SensorJson::latest).toList(),
        found.next == null ? null : found.next.toString());
  }
}
