package io.iotpipeline.integration.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.RejectionReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console in a browser, against the running pipeline. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleIT {

  private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\">console-it";
  private static final String SENSOR = "console-it-chart";
  private static final int READINGS = 30;

  /** Its readings of two hours of the last day are 15 degrees too warm. */
  private static final String ODD = "console-it-odd";

  private static final double WARM = 30;

  /** The default of {@code event.time.max.skew.ms}. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  /** Opacity, 0 to 255, of the strongest blue in the upper third of the chart. */
  private static final String STRONGEST_BLUE_AT_THE_TOP =
      """
      () => {
        const canvas = document.querySelector('.plot canvas');
        if (canvas === null || canvas.width === 0) return 0;
        const height = Math.floor(canvas.height / 3);
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, height);
        let strongest = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 2] - data[i] > 60) strongest = Math.max(strongest, data[i + 3]);
        }
        return strongest;
      }
      """;

  private final TestStack stack;
  private final String address;
  private Browser browser;

  ConsoleIT(TestStack stack) {
    this.stack = stack;
    this.address = stack.server("api").address();
  }

  @BeforeAll
  void start() throws Exception {
    // Other stacks may be at work beside this one.
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    browser = Browser.start();
    Instant start = Instant.now().minusSeconds(READINGS * 10L);
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (int i = 0; i < READINGS; i++) {
        sender.send(
            EventSender.event(
                SENSOR,
                start.plusSeconds(10L * i),
                Map.of("temperature", 20 + i / 10.0, "humidity", 50 - i / 10.0)));
      }
      sender.send(EventSender.event(HOSTILE, Instant.now(), Map.of("<b>metric</b>\"'", 1.0)));
      sendOddReadings(sender);
    }
    stack.verified();
  }

  /** Five days, every ten minutes; usually from 17 to 23. */
  private static void sendOddReadings(EventSender sender) {
    int count = 5 * 24 * 6;
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(5));
    for (int i = 0; i < count; i++) {
      double usual = 20 + 2.5 * Math.sin(Math.PI * i / 72) + 0.05 * (i * 7919 % 13 - 6);
      int left = count - i;
      boolean isOdd = left <= 12 * 6 && left > 10 * 6;
      sender.send(
          EventSender.event(
              ODD,
              start.plus(Duration.ofMinutes(10L * i)),
              Map.of("temperature", isOdd ? usual + 15 : usual)));
    }
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private Page open(String view) {
    return browser.open(address + "/#/" + view, 1280, 900);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void the_figures_move_while_events_come_in() throws Exception {
    Page page = open("pipeline");
    Locator input =
        page.locator(".figure", new Page.LocatorOptions().setHasText(Pattern.compile("^Input")));
    assertThat(input).isVisible();

    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (int second = 0; second < 6; second++) {
        for (int i = 0; i < 50; i++) {
          sender.send(EventSender.event("console-it-flow", Instant.now(), Map.of("temp", 1.0)));
        }
        page.waitForTimeout(1_000);
      }
      assertThat(input.locator(".figure-value"))
          .hasText(Pattern.compile("^[1-9].*/s$"), within(10_000));
    }
  }

  private static LocatorAssertions.HasTextOptions within(double ms) {
    return new LocatorAssertions.HasTextOptions().setTimeout(ms);
  }

  @ParameterizedTest
  @CsvSource({
    "open.alerts?, alerts=OPEN, With open alerts",
    "silent.sensors?$, state=SILENT, Silent"
  })
  void what_needs_attention_leads_to_the_sensors_with_that_filter(
      String link, String filter, String chip) {
    Page page = open("pipeline");

    page.getByLabel("What needs attention")
        .getByRole(
            AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^\\d+." + link)))
        .click();

    assertThat(page).hasURL(address + "/#/fleet?" + filter);
    assertThat(button(page, chip + "\\s*\\d.*")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator(".sticky [role=status]"))
        .hasText(Pattern.compile("^[\\d,]+ of [\\d,]+.sensors$"));
  }

  @Test
  void alerts_of_the_last_day_lead_to_the_list_of_alerts() {
    Page page = open("pipeline");

    page.getByLabel("What needs attention")
        .getByRole(
            AriaRole.LINK,
            new Locator.GetByRoleOptions().setName(Pattern.compile("alerts? in the last 24 h")))
        .click();

    assertThat(page).hasURL(address + "/#/alerts");
  }

  @Test
  void fleet_without_open_alerts_leads_to_those_of_the_last_day() {
    Page page = open("fleet?q=" + SENSOR + "&alerts=OPEN");
    assertThat(page.locator(".state")).containsText("No sensor that matches has an open alert.");

    page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions()
                .setName(Pattern.compile("^\\d+.alerts? in the last 24 h.*, open or ended$")))
        .click();

    assertThat(page).hasURL(address + "/#/alerts");
  }

  @Test
  void the_rows_of_the_fleet_are_marked_as_old_while_others_are_read() {
    Page page = open("fleet?q=" + SENSOR);
    Locator busy = page.locator("[aria-busy=true] .virtual .sensor-link");
    assertThat(page.locator(".virtual .sensor-link")).hasCount(1);
    assertThat(busy).hasCount(0);
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route(Pattern.compile("/v1/sensors\\?.*state=ACTIVE"), held::add);

    button(page, "Active\\s*\\d.*").click();
    assertThat(busy).hasCount(1);
    held.forEach(Route::resume);
    assertThat(busy).hasCount(0);
  }

  @Test
  void an_alert_says_what_was_observed_and_in_its_details_what_the_score_means() {
    Page page = open("alerts?sensor=" + ODD);
    Locator anomaly = alerts(page, "Anomaly");
    assertThat(anomaly.locator(".values"))
        .hasText(
            Pattern.compile("^temperature 3\\d\\.\\d\\d\\s°C, expected \\d\\d\\.\\d\\d\\s°C$"));
    assertThat(anomaly).not().containsText("deviations");

    details(anomaly).click();
    assertThat(anomaly).containsText("smoothed over four hours");
    assertThat(anomaly).containsText(Pattern.compile("Score\\d\\.\\d+, above what was expected"));
    assertThat(faults(page)).isEmpty();
    details(anomaly).click();
    assertThat(anomaly.locator(".alert-details")).isHidden();

    Locator ended = alerts(page, "Anomaly ended");
    details(ended).click();
    assertThat(ended).containsText("It comes hours after the last odd reading");
  }

  private static Locator alerts(Page page, String kind) {
    return page.locator("li.alert-row")
        .filter(
            new Locator.FilterOptions().setHas(page.locator(".badge").getByText(kind, exactly())));
  }

  private static Locator details(Locator alert) {
    return alert.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Details")));
  }

  @Test
  void the_link_of_an_end_leads_to_the_odd_readings() {
    Page page = open("alerts?sensor=" + ODD + "&kind=ANOMALY_ENDED");

    alerts(page, "Anomaly ended").getByRole(AriaRole.LINK).click();

    assertThat(page)
        .hasURL(Pattern.compile("/#/sensors/" + ODD + "\\?metric=temperature&ended=\\d+$"));
    assertThat(page.locator(".caption")).containsText("Hourly mean with minimum and maximum");
    assertThat(page.locator(".marks .expected").first()).isVisible();
    awaitWarmReadings(page);
  }

  @Test
  void an_alert_below_the_chart_leads_to_its_odd_readings() {
    Page page =
        browser.open(address + "/#/sensors/" + ODD + "?metric=temperature&range=1h", 360, 640);
    assertThat(page.locator(".tools .span")).hasText(Pattern.compile("^last 60\\smin$"));
    assertThat(page.locator(".caption")).hasText("Each reading");

    alerts(page, "Anomaly ended").getByRole(AriaRole.LINK).click();

    assertThat(page.locator(".plot")).isInViewport();
    awaitWarmReadings(page);
    page.goBack();
    assertThat(page.locator(".caption")).hasText("Each reading");
  }

  private static void awaitWarmReadings(Page page) {
    page.getByText("As a table").click();
    Locator cells = page.getByLabel("Readings as a table").locator("tbody td.number");
    Waits.await("readings of more than " + WARM)
        .until(
            cells::allTextContents,
            texts -> texts.stream().anyMatch(text -> numberOf(text) > WARM));
  }

  private static double numberOf(String text) {
    return Double.parseDouble(text.replaceAll("[^0-9.+-]", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts?sensor=" + ODD, "sensors/" + ODD + "?metric=temperature"})
  void no_row_of_an_alert_is_cut(String view) {
    for (int width : List.of(360, 1280, 1920)) {
      Page page = browser.open(address + "/#/" + view, width, 900);
      Locator values = page.locator("li.alert-row .values");
      assertThat(values.first()).isVisible();

      assertThat(values.first()).containsText("°C, expected");
      assertThat(
              page.evaluate(
                  "[...document.querySelectorAll('li.alert-row > :not(.alert-details)')]"
                      + ".filter((cell) => cell.scrollWidth > cell.clientWidth"
                      + " && cell.clientWidth > 0).map((cell) => cell.textContent)"))
          .as("cut at %d px", width)
          .isEqualTo(List.of());
      assertThat(sideways(page)).isLessThanOrEqualTo(0);
      page.context().close();
    }
  }

  @Test
  void a_bad_event_is_in_the_quarantine_within_two_seconds() throws Exception {
    Page page = open("quarantine");
    assertThat(page.locator("#live")).hasText("Live", within(10_000));
    String key = "console-it-bad-" + System.nanoTime();

    try (EventSender sender = new EventSender(stack.pipeline())) {
      sender.send(key, "not Avro".getBytes(StandardCharsets.UTF_8));
      sender.flush();
      Locator row = page.locator(".rejected-row", new Page.LocatorOptions().setHasText(key));
      assertThat(row).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2_000));
      row.getByRole(AriaRole.BUTTON).click();
      assertThat(page.locator(".detail-panel")).containsText("6e 6f 74 20 41 76 72 6f");
    }
  }

  @Test
  void a_record_that_cannot_be_decoded_is_shown_as_its_text() throws Exception {
    String key = "console-it-text-" + System.nanoTime();
    Change rejected =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                sender.send(
                    key, "{\"temp\": \"<img src=x>\u001b[1m\"}".getBytes(StandardCharsets.UTF_8));
                sender.send(key, new byte[] {(byte) 0xff, 1, 2});
              }
            });
    Page page = open("quarantine?search=" + key);
    Locator rows = page.locator(".rejected-row").getByRole(AriaRole.BUTTON);
    Locator panel = page.locator(".detail-panel");
    assertThat(rows).hasCount(2);

    rows.last().click();
    assertThat(panel.locator(".block.text")).hasText("{\"temp\": \"<img src=x>␛[1m\"}");
    assertThat(page.locator("img[src=x]")).hasCount(0);
    assertThat(faults(page)).isEmpty();

    rows.first().click();
    assertThat(panel).containsText("ff 01 02");
    assertThat(panel.locator(".block.text")).hasCount(0);
    assertThat(rejected.rejections()).isEqualTo(Map.of("UNDECODABLE", 2L));
  }

  @Test
  void what_records_of_a_reason_have_in_common_is_shown_once() throws Exception {
    String key = "console-it-common-" + System.nanoTime();
    Change rejected =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                for (int i = 0; i < 3; i++) {
                  sender.send(key, new byte[] {0, 126, 0, 0, 7, 2, 3});
                  sender.send(key, "bytes %d".formatted(i).getBytes(StandardCharsets.UTF_8));
                }
              }
            });
    Page page = open("quarantine?search=" + key);
    Locator rows = page.locator(".rejected-row");
    String schema = "the registry has no schema with id 2113929223";
    assertThat(rows.filter(new Locator.FilterOptions().setHasText(schema))).hasCount(3);
    assertThat(page.locator(".common-detail")).isHidden();

    page.locator(".choice").getByText("Unknown schema").click();
    assertThat(page.locator(".common-detail")).hasText("Each of these: " + schema);
    assertThat(rows.locator(".detail")).hasText(new String[] {"", "", ""});

    page.locator(".choice").getByText("Undecodable").click();
    assertThat(page.locator(".common-detail"))
        .hasText(
            "Each of these: the value starts with …; expected the byte 0, a schema id of 4 bytes"
                + " and Avro binary");
    assertThat(rows.locator(".detail").first()).hasText("0x62797465732032");

    page.locator(".choice").getByText("All", exactly()).click();
    assertThat(rows.filter(new Locator.FilterOptions().setHasText(schema))).hasCount(3);
    assertThat(page.locator(".common-detail")).isHidden();
    assertThat(rejected.rejections()).isEqualTo(Map.of("UNKNOWN_SCHEMA", 3L, "UNDECODABLE", 3L));
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** They are rejected because they are ahead of the clock; the fix is that it moves on. */
  @Test
  void records_of_a_reason_are_replayed_once_and_what_became_of_them_is_shown() throws Exception {
    String sensor = "console-it-replay";
    Instant accepted = Instant.now().plusSeconds(20);
    Change rejected =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                for (int i = 0; i < 3; i++) {
                  sender.send(
                      EventSender.event(
                          sensor, accepted.plus(MAX_SKEW).plusMillis(i), Map.of("temp", 1.0)));
                }
              }
            });
    Page page = open("quarantine?reason=EVENT_TIME_IN_FUTURE&sensor=" + sensor);
    page.locator(".rejected-row").first().getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator(".detail-panel"))
        .containsText(RejectionReason.EVENT_TIME_IN_FUTURE.description());
    assertThat(page.locator(".detail-panel .detail-text"))
        .containsText(Pattern.compile("event\\.time\\.max\\.skew\\.ms=300000 \\(5\\smin\\)"));
    Locator times = page.locator(".detail-panel .detail-text time");
    assertThat(times).hasCount(2);
    assertThat(times.first()).hasText(Pattern.compile("^\\d+ \\w+, \\d\\d:\\d\\d:\\d\\d$"));
    assertThat(times.first()).hasAttribute("title", Pattern.compile("^\\d{4}-.*T.*Z$"));
    button(page, "Close the record").click();
    Locator button = button(page, "Replay these");
    Waits.await("the events are no longer in the future")
        .until(() -> Instant.now().isAfter(accepted.plusSeconds(1)));

    Change replayed =
        stack.changeBy(
            () -> {
              button.click();
              Locator dialog = page.getByRole(AriaRole.DIALOG);
              assertThat(dialog).containsText("3 would be replayed");
              assertThat(faults(page)).isEmpty();
              page.keyboard().press("Escape");
              assertThat(page.locator(".replay-status")).hasText("Nothing was replayed.");
              assertThat(button).isFocused();

              page.keyboard().press("Enter");
              button(page, "Replay 3\\srecords").click();
              assertThat(page.locator(".replay-status li"))
                  .hasText(
                      new String[] {
                        "3 replayed", "3 of the replayed records validated", "0 rejected again"
                      },
                      new LocatorAssertions.HasTextOptions().setTimeout(60_000));
              assertThat(faults(page)).isEmpty();
            });
    Change again =
        stack.changeBy(
            () -> {
              button.click();
              assertThat(page.locator(".replay-status li"))
                  .hasText(
                      new String[] {
                        "0 would be replayed", "3 skipped: replayed by an earlier run"
                      });
              assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            });

    assertThat(rejected.rejections()).isEqualTo(Map.of("EVENT_TIME_IN_FUTURE", 3L));
    assertThat(replayed.of("sensor-events")).isEqualTo(3);
    assertThat(replayed.of("validated-events")).isEqualTo(3);
    assertThat(replayed.of("sensor_events rows")).isEqualTo(3);
    assertThat(again.after().counts()).isEqualTo(again.before().counts());
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "$")));
  }

  @Test
  void the_token_to_replay_is_asked_for_and_sent_with_replays_only() {
    Page page = open("quarantine?reason=EVENT_TIME_IN_FUTURE&sensor=console-it-token");
    List<String> sent = new CopyOnWriteArrayList<>();
    page.route(
        "**/v1/**",
        route -> {
          String token = route.request().headers().get("authorization");
          if (token != null) {
            sent.add(route.request().method() + " " + token);
          }
          if (route.request().method().equals("POST") && !"Bearer right".equals(token)) {
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(401)
                    .setContentType("application/json")
                    .setBody("{\"error\": \"no valid token\"}"));
          } else {
            route.resume();
          }
        });

    button(page, "Replay these").click();
    page.getByLabel("Replay token").fill("wrong");
    page.keyboard().press("Enter");
    assertThat(page.getByText("The API refused this token.")).isVisible();
    assertThat(faults(page)).isEmpty();
    page.getByLabel("Replay token").fill("right");
    page.keyboard().press("Enter");
    assertThat(page.locator(".replay-status li")).hasText("0 would be replayed");

    assertThat(sent).containsExactly("POST Bearer wrong", "POST Bearer right");
    assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
  }

  @Test
  void what_the_api_refuses_is_text() {
    Page page = open("quarantine?reason=EVENT_TIME_IN_FUTURE&sensor=console-it-refused");
    page.route(
        "**/v1/quarantine/replay",
        route -> {
          if (route.request().method().equals("GET")) {
            route.resume(); // the panel may ask only now whether the API replays
            return;
          }
          route.fulfill(
              new Route.FulfillOptions()
                  .setStatus(409)
                  .setContentType("application/json")
                  .setBody("{\"error\": \"<img src=x> a replay of LATE runs\"}"));
        });

    button(page, "Replay these").click();

    assertThat(page.locator(".replay-status")).containsText("<img src=x> a replay of LATE runs");
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @Test
  void a_server_that_was_killed_is_shown_as_down_and_up_again() {
    Page page = open("pipeline");
    Locator servers = page.getByLabel("Servers");
    Locator app = servers.locator("li", new Locator.LocatorOptions().setHasText("streams-app"));
    assertThat(app).containsText("Up", up(20_000));

    stack.verbs().succeed("kill", "streams-app-1");
    try {
      assertThat(app).containsText("Down", up(15_000));
    } finally {
      stack.restore();
    }
    assertThat(app).containsText("Up", up(30_000));
  }

  private static LocatorAssertions.ContainsTextOptions up(double ms) {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(ms);
  }

  @Test
  void the_chart_of_a_sensor_has_the_readings_of_the_rows() {
    Page page = open("sensors/" + SENSOR + "?metric=temperature");
    // Before the readings have come, perhaps; the table is filled then.
    page.getByText("As a table").first().click();
    Locator cells = page.getByLabel("Readings as a table").locator("tbody td.number");
    assertThat(cells).hasCount(READINGS);
    List<Double> shown =
        cells.allTextContents().stream()
            .map(text -> Double.valueOf(text.replaceAll("[^0-9.+-]", "")))
            .sorted()
            .toList();

    assertThat(shown).isEqualTo(rows());
  }

  private List<Double> rows() {
    try (CqlSession session = stack.session()) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      return session
          .execute(
              "SELECT measurements FROM iot.sensor_events WHERE sensor_id = ? AND day IN (?, ?)"
                  + " AND hour = 0",
              SENSOR,
              today,
              today.minusDays(1))
          .all()
          .stream()
          .map(ConsoleIT::temperature)
          .sorted()
          .toList();
    }
  }

  @Test
  void a_zoom_is_in_the_address_and_back_undoes_it() {
    Page page = open("fleet");
    page.navigate(address + "/#/sensors/" + SENSOR + "?metric=temperature&range=6h");
    Locator span = page.locator(".tools .span");
    assertThat(span).hasText(Pattern.compile("^last 6\\sh$"));

    button(page, "Zoom in").click();
    assertThat(span).hasText(Pattern.compile("^last 3\\sh$"));
    assertThat(page).hasURL(Pattern.compile("metric=temperature&range=10800s$"));
    button(page, "1h").click();
    button(page, "Earlier").click();
    assertThat(page).hasURL(Pattern.compile("metric=temperature&from=\\d+&to=\\d+$"));
    String earlier = span.innerText();

    Page link = browser.open(page.url(), 1280, 900);
    assertThat(link.locator(".tools .span")).hasText(earlier);
    page.goBack();
    assertThat(button(page, "1h")).hasAttribute("aria-pressed", "true");
    page.goBack();
    assertThat(span).hasText(Pattern.compile("^last 3\\sh$"));
    page.goBack();
    assertThat(button(page, "6h")).hasAttribute("aria-pressed", "true");
    page.goForward();
    assertThat(span).hasText(Pattern.compile("^last 3\\sh$"));
    page.goBack();
    page.goBack();
    assertThat(page).hasURL(address + "/#/fleet");
  }

  @Test
  void another_metric_is_undone_by_back_and_the_list_is_found_as_it_was_left() {
    Page page = open("fleet?q=" + SENSOR);
    page.locator(".virtual .sensor-link").click();
    Locator metric = page.getByLabel("Metric");
    assertThat(metric).hasValue("humidity");

    metric.selectOption("temperature");
    assertThat(page).hasURL(Pattern.compile("metric=temperature"));
    page.goBack();
    assertThat(metric).hasValue("humidity");

    page.locator("main .back").click();
    assertThat(page).hasURL(address + "/#/fleet?q=" + SENSOR);
  }

  /** A mean of six hours and a pale band some pixels wide would hide it. */
  @Test
  void one_odd_hour_in_90_days_stands_out() {
    Page page = open("fleet");
    page.route(
        "**/hourly*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        "{\"items\": [%s], \"next\": null, \"open_hours\": \"live\"}"
                            .formatted(hoursOf90Days()))));
    page.navigate(address + "/#/sensors/" + SENSOR + "?metric=temperature&range=90d");

    Waits.await("a line near the maximum of the odd hour")
        .until(
            () -> ((Number) page.evaluate(STRONGEST_BLUE_AT_THE_TOP)).intValue(),
            opacity -> opacity > 60);
  }

  /** From 19 to 21 in each hour, but up to 60 in one. */
  private static String hoursOf90Days() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    return IntStream.rangeClosed(1, 90 * 24)
        .map(i -> 90 * 24 - i)
        .mapToObj(
            back ->
                """
                {"metric": "temperature", "start": "%s", "end": "%s", "count": 60, "sum": 1200,
                 "mean": 20, "min": 19, "max": %d, "closed": true}"""
                    .formatted(
                        now.minus(Duration.ofHours(back)),
                        now.minus(Duration.ofHours(back - 1)),
                        back == 1000 ? 60 : 21))
        .collect(Collectors.joining(","));
  }

  private static Double temperature(Row row) {
    return row.getMap("measurements", String.class, Double.class).get("temperature");
  }

  @Test
  void the_lines_of_the_fleet_are_those_of_the_metric_that_is_chosen() {
    Page page = open("fleet?q=" + SENSOR);
    Locator line = page.locator(".virtual .in-spark");
    assertThat(line).containsText("humidity");

    page.getByLabel("Metric of the last 24 hours").selectOption("temperature");

    assertThat(line).containsText("temperature");
    assertThat(line.getByRole(AriaRole.IMG))
        .hasAttribute("aria-label", Pattern.compile("^temperature, hourly means"));
    assertThat(page).hasURL(address + "/#/fleet?q=" + SENSOR + "&metric=temperature");
    assertThat(page.locator(".virtual .in-readings .metric").first()).hasText("temperature");
    page.reload();
    assertThat(line).containsText("temperature");
    page.locator(".virtual .sensor-link").click();
    assertThat(page).hasURL(Pattern.compile("/#/sensors/.*[?]metric=temperature"));
  }

  @Test
  void the_newest_readings_of_two_metrics_are_visible_in_the_fleet() {
    for (int width : List.of(360, 920, 1024, 1280, 1920)) {
      Page page = browser.open(address + "/#/fleet?q=" + SENSOR, width, 900);
      Locator cell = page.locator(".virtual .in-readings");
      assertThat(cell.locator(".value")).hasCount(2);
      assertThat(
              (Boolean)
                  cell.evaluate(
                      """
                      (cell) => [...cell.children].every((value) => {
                        const [inner, outer] = [value, cell].map((e) => e.getBoundingClientRect());
                        return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
                      })
                      """))
          .as("width %d", width)
          .isTrue();
      page.context().close();
    }
  }

  @Test
  void the_metrics_to_choose_are_those_of_the_whole_fleet() {
    Page page = open("fleet?q=" + SENSOR);

    assertThat(page.locator(".virtual .sensor-link")).hasCount(1);
    assertThat(
            page.getByLabel("Metric of the last 24 hours")
                .locator("option")
                .filter(new Locator.FilterOptions().setHasText("<b>metric</b>\"'")))
        .hasCount(1);
  }

  @Test
  void on_a_phone_the_filters_of_the_fleet_are_opened_by_the_keyboard_and_stay_open() {
    Page page = browser.open(address + "/#/fleet?q=onerror&state=ACTIVE", 360, 800);
    Locator toggle = button(page, "Filters");
    Locator states = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("State"));
    assertThat(page.locator(".virtual .sensor-link")).hasCount(1);
    assertThat(toggle).hasAttribute("aria-expanded", "false");
    assertThat(states).isHidden();
    assertThat(button(page, "Active ×")).isVisible();
    assertThat(page.locator(".sticky").boundingBox().height)
        .as("two rows of controls")
        .isLessThan(110);

    toggle.focus();
    page.keyboard().press("Enter");
    assertThat(toggle).hasAttribute("aria-expanded", "true");
    assertThat(states).isVisible();
    assertThat(page).hasURL(address + "/#/fleet?q=onerror&state=ACTIVE&filters=open");
    assertThat(sideways(page)).isLessThanOrEqualTo(0);
    page.reload();
    assertThat(states).isVisible();

    toggle.click();
    button(page, "Active ×").click();
    assertThat(page).hasURL(address + "/#/fleet?q=onerror");
    assertThat(toggle).isFocused();
    page.setViewportSize(1280, 900);
    assertThat(states).isVisible();
    assertThat(toggle).isHidden();
  }

  /** By how much the page is wider than the window, in pixels. */
  private static int sideways(Page page) {
    return ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
  }

  @Test
  void on_a_phone_no_text_of_a_sensor_with_an_alert_is_cut() {
    Page page = browser.open(address + "/#/pipeline", 360, 800);
    page.route(
        "**/v1/sensors*",
        route -> {
          APIResponse answer = route.fetch();
          String fleet = withOnly(sensorWithAlert(), answer.text());
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(fleet));
        });
    page.navigate(address + "/#/fleet");
    assertThat(page.locator(".virtual .in-heard")).containsText("newest reading");

    List<String> cut =
        ((List<?>)
                page.evaluate(
                    """
                [...document.querySelectorAll('.virtual .in-heard, .virtual .in-alerts *, .virtual .in-state *')]
                  .filter((cell) => cell.scrollWidth > cell.clientWidth && cell.clientWidth > 0)
                  .map((cell) => cell.textContent)
                """))
            .stream().map(Object::toString).toList();

    assertThat(cut).isEmpty();
    assertThat(sideways(page)).isLessThanOrEqualTo(0);
  }

  private static String withOnly(String sensor, String fleet) {
    try {
      ObjectMapper json = new ObjectMapper();
      ObjectNode page = (ObjectNode) json.readTree(fleet);
      page.putArray("items").add(json.readTree(sensor));
      return page.putNull("next").toString();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String sensorWithAlert() {
    Instant now = Instant.now();
    return """
        {"sensor_id": "%s", "state": "ACTIVE", "state_since": "%2$s", "first_heard": "%2$s",
         "last_heard": "%2$s", "newest_reading": "%3$s", "metric_count": 1,
         "readings": {"temperature": {"value": 30, "unit": "°C"}}, "name": "Boiler", "place": "",
         "owner": "", "kind": "", "tags": [], "expected_interval_s": 10,
         "interval_source": "LEARNT", "alerts": [{"kind": "THRESHOLD", "metric": "temperature",
         "severity": "WARNING", "since": "%2$s"}]}"""
        .formatted(SENSOR, now.minusSeconds(7_300), now.minus(Duration.ofDays(3)));
  }

  @Test
  void a_hostile_sensor_id_is_text() {
    Page fleet = open("fleet?q=" + encoded("console-it"));
    Locator link = fleet.getByText(HOSTILE).first();
    assertThat(link).isVisible();
    link.click();
    assertThat(fleet.locator("h1")).containsText(HOSTILE);
    assertThat(fleet.locator("main")).containsText("<b>metric</b>\"'");

    assertThat(fleet.evaluate("window.hacked === undefined")).isEqualTo(true);
    assertThat(fleet.locator("img[src=x]")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipeline",
        "fleet",
        "alerts",
        "quarantine",
        "sensors/" + SENSOR + "?metric=temperature"
      })
  void a_view_has_no_serious_fault_of_accessibility_and_reports_no_error(String view) {
    for (int width : List.of(360, 1280)) {
      Page page = browser.open(address + "/#/" + view, width, 900);
      assertThat(page.locator("main h1")).hasCount(1);

      // What is read again is grey for a moment.
      Waits.await(view + " at " + width + " px has no serious fault of accessibility")
          .until(() -> faults(page), List::isEmpty);
      page.context().close();
    }
    assertThat(browser.errors()).isEmpty();
  }

  private static List<String> faults(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
            .map(Rule::getHelp)
            .toList();
  }
}
