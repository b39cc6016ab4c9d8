package io.iotpipeline.api.readings;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.api.alerts.OpenAlerts;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.register.TestSensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertHistoryTest {

  private final FakeTables tables = new FakeTables();
  private final AlertHistory history =
      new AlertHistory(tables, new SensorRegister(10, Long.MAX_VALUE, new OpenAlerts()));

  @Test
  void pages_have_each_alert_once_also_those_of_one_time() {
    for (int i = 0; i < 12; i++) {
      tables.alerts.add(
          TestSensors.alert("a", "K" + i, "WARNING", TestSensors.HEARD.plusSeconds(i / 5)));
    }
    for (int limit = 1; limit <= 13; limit++) {
      List<String> kinds = new ArrayList<>();
      String cursor = "";
      do {
        Parameters parameters =
            Parameters.parse("limit=" + limit + "&cursor=" + cursor, AlertHistory.PARAMETERS);
        Page page = HourlyQueriesTest.get(history.page("a", parameters));
        page.trees().forEach(item -> kinds.add(item.path("kind").asText()));
        cursor = page.next();
      } while (cursor != null);
      assertThat(kinds)
          .as("limit %d", limit)
          .containsExactly(
              "K10", "K11", "K5", "K6", "K7", "K8", "K9", "K0", "K1", "K2", "K3", "K4");
    }
  }
}
