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

/**
 * Answers questions to the register. With a filter it looks at all sensors, to count those that
 * match, so it is not for event loops.
 */
public final class SensorQueries {

  public static final Set<String> PARAMETERS =
      Set.of("q", "state", "tag", "kind", "sort", "limit", "cursor");

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

  /** Sensors that match, and where the next ones begin. */
  private static final class Found {
    final List<Sensor> sensors = new ArrayList<>();
    Cursor next;
    long matching;
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
            .put("total", register.size());
    more.set("states", register.facets().states());
    more.set("tags", register.facets().tags());
    return new Page(
        found.sensors.stream()
            .map(each -> SensorJson.of(each, register.alerts().of(each.id())))
            .toList(),
        found.next == null ? null : found.next.toString(),
        more);
  }

  private Found inOrderOfIds(SensorFilter filter, int limit, Optional<Cursor> cursor) {
    Optional<String> after = cursor.map(each -> each.part(0));
    Found found = new Found();
    Iterator<Sensor> sensors =
        register.byId(filter.takesAll() ? after : Optional.empty()).iterator();
    while (sensors.hasNext()) {
      Sensor sensor = sensors.next();
      if (!filter.test(sensor)) {
        continue;
      }
      found.matching++;
      if (after.isEmpty() || sensor.id().compareTo(after.get()) > 0) {
        if (found.sensors.size() < limit) {
          found.sensors.add(sensor);
        } else if (found.next == null) {
          found.next = Cursor.of(ID, last(found).id());
        }
        if (found.next != null && filter.takesAll()) {
          break;
        }
      }
    }
    return found;
  }

  private static Sensor last(Found found) {
    return found.sensors.get(found.sensors.size() - 1);
  }

  private Found inOrderOfAttention(SensorFilter filter, int limit, Optional<Cursor> cursor) {
    Optional<Attention> after =
        cursor.map(each -> new Attention((int) each.number(0), each.part(1)));
    Found found = new Found();
    Iterator<Attention> order =
        register.byAttention(filter.takesAll() ? after : Optional.empty()).iterator();
    Attention last = null;
    while (order.hasNext()) {
      Attention attention = order.next();
      Optional<Sensor> sensor = register.find(attention.id()).filter(filter);
      if (sensor.isEmpty()) {
        continue;
      }
      found.matching++;
      if (after.isEmpty() || attention.compareTo(after.get()) > 0) {
        if (found.sensors.size() < limit) {
          found.sensors.add(sensor.get());
          last = attention;
        } else if (found.next == null) {
          found.next = Cursor.of(ATTENTION, last.rank(), last.id());
        }
        if (found.next != null && filter.takesAll()) {
          break;
        }
      }
    }
    return found;
  }

  /**
   * There is no order of it in memory, because it changes with each event: finds the first ones.
   */
  private Found lastHeard(SensorFilter filter, int limit, Optional<Cursor> cursor) {
    PriorityQueue<Sensor> first = new PriorityQueue<>(BY_LAST_HEARD.reversed());
    Found found = new Found();
    register
        .byId(Optional.empty())
        .filter(filter)
        .forEach(
            sensor -> {
              found.matching++;
              if (cursor.isEmpty() || isAfter(sensor, cursor.get())) {
                first.add(sensor);
                if (first.size() > limit + 1) {
                  first.poll();
                }
              }
            });
    boolean hasMore = first.size() > limit;
    if (hasMore) {
      first.poll();
    }
    found.sensors.addAll(first);
    found.sensors.sort(BY_LAST_HEARD);
    if (hasMore) {
      Sensor last = last(found);
      found.next = Cursor.of(LAST_HEARD, last.lastHeard(), last.id());
    }
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
    Found found =
        inOrderOfIds(
            new SensorFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            parameters.limit(),
            parameters.cursor(ID, 1));
    return Page.of(
        found.sensors.stream().map(SensorJson::latest).toList(),
        found.next == null ? null : found.next.toString());
  }
}
