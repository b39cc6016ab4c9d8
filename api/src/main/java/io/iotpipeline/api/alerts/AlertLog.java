package io.iotpipeline.api.alerts;

import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.TextPart;
import io.iotpipeline.api.answer.TimeRange;
import io.iotpipeline.api.source.RecentRecords;
import io.iotpipeline.schemas.SensorAlert;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** The newest alerts of the fleet, in the order of their arrival. One thread adds, others read. */
public final class AlertLog {

  /** How many are kept. */
  public static final int MAX_ALERTS = 10_000;

  public static final Set<String> PARAMETERS =
      Set.of("sensor", "search", "kind", "severity", "from", "to", "limit", "cursor");

  private static final String CURSOR = "alerts";
  private static final long MAX_BYTES = 32L * 1024 * 1024;
  private static final int FIXED_BYTES = 300;

  private final RecentRecords<SensorAlert> newest = new RecentRecords<>(MAX_ALERTS, MAX_BYTES);
  private final OpenAlerts open = new OpenAlerts();
  private final List<Consumer<SensorAlert>> listeners = new CopyOnWriteArrayList<>();

  /** Gets each alert after it was added. */
  public void listen(Consumer<SensorAlert> listener) {
    listeners.add(listener);
  }

  public void add(RecentRecords.Position position, SensorAlert alert) {
    newest.add(position, alert, FIXED_BYTES + 2L * alert.getDetail().length());
    open.apply(alert);
    listeners.forEach(each -> each.accept(alert));
  }

  public OpenAlerts open() {
    return open;
  }

  public int size() {
    return newest.size();
  }

  /**
   * @param unit gives the unit of a sensor's metric
   */
  public Page page(Parameters parameters, BinaryOperator<String> unit) {
    Optional<String> sensor = parameters.text("sensor");
    Optional<TextPart> search = parameters.part("search");
    Optional<String> kind = parameters.text("kind");
    Optional<String> severity = parameters.text("severity");
    TimeRange range = parameters.range();
    return newest.page(
        CURSOR,
        parameters.cursor(CURSOR, RecentRecords.CURSOR_PARTS),
        parameters.limit(),
        Page.MAX_BYTES,
        alert ->
            sensor.stream().allMatch(alert.getSensorId()::equals)
                && search.stream().allMatch(part -> part.isIn(alert.getSensorId()))
                && kind.stream().allMatch(alert.getKind()::equals)
                && severity.stream().allMatch(alert.getSeverity()::equals)
                && range.contains(alert.getEventTime().toEpochMilli()),
        alert -> AlertJson.of(alert, unit.apply(alert.getSensorId(), alert.getMetric())));
  }
}
