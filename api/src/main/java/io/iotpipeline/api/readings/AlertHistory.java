package io.iotpipeline.api.readings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.alerts.AlertJson;
import io.iotpipeline.api.answer.Cursor;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.schemas.SensorAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** All alerts of one sensor, from Cassandra, newest first. */
public final class AlertHistory {

  public static final Set<String> PARAMETERS = Set.of("from", "to", "limit", "cursor");

  private static final String CURSOR = "sensor-alerts";

  /** Alerts of one sensor with the same time: a few for each metric. */
  private static final int MAX_OF_ONE_TIME = 10_000;

  private final SensorTables tables;
  private final SensorRegister register;

  public AlertHistory(SensorTables tables, SensorRegister register) {
    this.tables = tables;
    this.register = register;
  }

  public CompletionStage<Page> page(String sensorId, Parameters parameters) {
    TimeRange range = parameters.range();
    int limit = parameters.limit();
    Optional<Cursor> cursor = parameters.cursor(CURSOR, 2);
    long last = cursor.map(each -> each.number(0)).orElse(range.toMs() - 1);
    int done = cursor.map(each -> (int) each.number(1)).orElse(0);
    if (done < 0 || done > MAX_OF_ONE_TIME || last >= range.toMs()) {
      throw ProblemException.badRequest("cursor is of another range of time");
    }
    TimeRange rest = new TimeRange(Math.min(range.fromMs(), last + 1), last + 1);
    return tables
        .alerts(sensorId, rest, limit + 1 + done)
        .thenApply(found -> page(sensorId, found, last, done, limit));
  }

  private Page page(String sensorId, List<SensorAlert> found, long position, int done, int limit) {
    List<ObjectNode> items = new ArrayList<>();
    long time = position;
    int sameTime = done;
    int skipped = done;
    for (SensorAlert alert : found) {
      long alertTime = alert.getEventTime().toEpochMilli();
      if (skipped > 0 && alertTime == position) {
        skipped--;
        continue;
      }
      if (items.size() == limit) {
        return Page.of(items, Cursor.of(CURSOR, time, sameTime).toString());
      }
      sameTime = alertTime == time ? sameTime + 1 : 1;
      time = alertTime;
      items.add(AlertJson.of(alert, register.unit(sensorId, alert.getMetric())));
    }
    return Page.of(items, null);
  }
}
