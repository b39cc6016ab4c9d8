package io.iotpipeline.streamsapp.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.store.MetricList.OfMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MetricListTest {

  private record Element(String metric, int number) implements OfMetric {}

  @Property(tries = 300)
  void it_finds_what_a_map_finds_in_the_order_of_adding(
      @ForAll List<@IntRange(max = 30) Integer> added,
      @ForAll @IntRange(max = 31) int removed,
      @ForAll @IntRange(max = 31) int place) {
    MetricList<Element> list = new MetricList<>();
    Map<String, Element> map = new LinkedHashMap<>();
    for (int number : added) {
      Element element = new Element("m" + number, number);
      if (map.putIfAbsent(element.metric(), element) == null) {
        list.add(element);
      }
    }

    boolean isRemoved = list.removeIf(element -> element.number() >= removed);

    assertThat(isRemoved).isEqualTo(map.values().removeIf(each -> each.number() >= removed));
    assertThat(list.elements()).containsExactlyElementsOf(map.values());
    assertThat(list.size()).isEqualTo(map.size());
    for (int number = 0; number <= 31; number++) {
      assertThat(list.find("m" + number, place)).isSameAs(map.get("m" + number));
    }
  }

  @Example
  void the_counted_bytes_follow_the_elements() {
    MetricList<Element> list = new MetricList<>();
    long ofNone = list.heapBytes(100);
    list.add(new Element("ab", 1));
    assertThat(list.heapBytes(100)).isEqualTo(ofNone + 100 + 4);

    list.removeIf(element -> true);
    assertThat(list.heapBytes(100)).isEqualTo(ofNone);
  }
}
