package io.iotpipeline.gateway.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.eclipse.tahu.message.model.MetricDataType;

class PayloadProperties {

  /** What a node is known as, and the number of its metrics: 200 bytes each, and their names. */
  private static final class Model {
    final Map<String, Integer> births = new LinkedHashMap<>();
  }

  @Property
  void any_bytes_are_read_or_refused(@ForAll @Size(max = 200) byte[] bytes) {
    try {
      PayloadReader.read(bytes);
    } catch (MalformedPayloadException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }

  @Property
  void cut_payloads_are_read_or_refused(@ForAll @IntRange(max = 200) int length) {
    byte[] whole = Payloads.birth(1);
    byte[] cut = java.util.Arrays.copyOf(whole, Math.min(length, whole.length));
    try {
      PayloadReader.read(cut);
    } catch (MalformedPayloadException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }

  @Property
  void data_by_alias_is_data_by_name(
      @ForAll @Size(min = 1, max = 20)
          Map<
                  @AlphaChars @StringLength(min = 1, max = 10) String,
                  @DoubleRange(min = -1e9, max = 1e9) Double>
              values,
      @ForAll long firstAlias) {
    Map<String, Long> aliases = new HashMap<>();
    List<org.eclipse.tahu.message.model.Metric> born = new ArrayList<>();
    List<org.eclipse.tahu.message.model.Metric> byAlias = new ArrayList<>();
    List<org.eclipse.tahu.message.model.Metric> byName = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          long alias = firstAlias + aliases.size();
          aliases.put(name, alias);
          born.add(Payloads.metric(name, alias, MetricDataType.Double, 0.0));
          byAlias.add(Payloads.metric(null, alias, MetricDataType.Double, value));
          byName.add(Payloads.metric(name, null, MetricDataType.Double, value));
        });
    BirthBudget budget = new BirthBudget(1_000_000);
    SparkplugSession session =
        new SparkplugSession(
            budget,
            1_000_000,
            100,
            new SparkplugMetrics(new SimpleMeterRegistry(), budget, "test"));
    SparkplugTopic birth = SparkplugTopic.parse("spBv1.0/g/NBIRTH/n").orElseThrow();
    SparkplugTopic data = SparkplugTopic.parse("spBv1.0/g/NDATA/n").orElseThrow();
    session.read(birth, payload(born));

    Reading first = session.read(data, payload(byAlias));
    Reading second = session.read(data, payload(byName));

    assertThat(first.batch().events()).isEqualTo(second.batch().events());
    assertThat(first.batch().events().get(0).getMeasurements()).isEqualTo(values);
  }

  private static byte[] payload(List<org.eclipse.tahu.message.model.Metric> metrics) {
    return Payloads.payload(null, metrics.toArray(org.eclipse.tahu.message.model.Metric[]::new));
  }

  /** Births and deaths of a few nodes in any order, in two tables that share a small budget. */
  @Property
  void memory_of_births_is_bounded_and_given_back(
      @ForAll @Size(max = 100) List<@IntRange(max = 999) Integer> steps) {
    BirthBudget budget = new BirthBudget(10_000);
    List<BirthTable> tables = List.of(new BirthTable(budget, 8_000), new BirthTable(budget, 8_000));
    List<Model> models = List.of(new Model(), new Model());
    for (int step : steps) {
      int table = step % 2;
      String node = "g/n" + step / 2 % 5;
      int metrics = step / 10 % 30;
      if (step < 700) {
        boolean kept = tables.get(table).put(node, birth(metrics));
        models.get(table).births.put(node, metrics);
        assertThat(tables.get(table).get(node) != null).isEqualTo(kept);
      } else {
        tables.get(table).removeNode(node);
        models.get(table).births.remove(node);
        assertThat(tables.get(table).get(node)).isNull();
      }
      assertThat(budget.used()).isLessThanOrEqualTo(10_000);
      assertThat(tables).allSatisfy(each -> assertThat(each.used()).isLessThanOrEqualTo(8_000));
      assertThat(tables.stream().mapToLong(BirthTable::used).sum()).isEqualTo(budget.used());
      assertKnownOnesAreTheLatest(tables.get(table), models.get(table));
    }
    tables.forEach(BirthTable::clear);
    assertThat(budget.used()).isZero();
  }

  /** A birth may be forgotten, but none is remembered that was replaced or has died. */
  private static void assertKnownOnesAreTheLatest(BirthTable table, Model model) {
    int known = 0;
    for (int i = 0; i < 5; i++) {
      Birth birth = table.get("g/n" + i);
      if (birth != null) {
        known++;
        int metrics = model.births.get("g/n" + i);
        assertThat(birth.bytes()).isEqualTo(birth(metrics).bytes());
      }
    }
    assertThat(table.size()).isEqualTo(known);
  }

  private static Birth birth(int metrics) {
    List<Metric> all = new ArrayList<>();
    for (int i = 0; i < metrics; i++) {
      all.add(new Metric("m" + i, (long) i, null, 10, null));
    }
    return new Birth(new Payload(0L, 0L, all));
  }
}
