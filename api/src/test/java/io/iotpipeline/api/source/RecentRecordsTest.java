package io.iotpipeline.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.api.answer.Cursor;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentRecordsTest {

  private static Page page(RecentRecords<String> records, Optional<Cursor> cursor, int limit) {
    return records.page(
        "k", cursor, limit, Long.MAX_VALUE, each -> true, each -> Json.object().put("v", each));
  }

  private static List<String> values(Page page) {
    return page.trees().stream().map(item -> item.path("v").asText()).toList();
  }

  @Test
  void the_newest_ones_stay() {
    RecentRecords<String> records = new RecentRecords<>(3, Long.MAX_VALUE);
    for (int i = 0; i < 5; i++) {
      records.add(new RecentRecords.Position(i, i % 2, i), "r" + i, 1);
    }

    assertThat(values(page(records, Optional.empty(), 10))).containsExactly("r4", "r3", "r2");
    assertThat(records.size()).isEqualTo(3);
  }

  @Test
  void large_records_push_out_older_ones_but_one_stays() {
    RecentRecords<String> records = new RecentRecords<>(100, 10);
    records.add(new RecentRecords.Position(1, 0, 1), "a", 6);
    records.add(new RecentRecords.Position(2, 0, 2), "b", 6);
    assertThat(values(page(records, Optional.empty(), 10))).containsExactly("b");

    records.add(new RecentRecords.Position(3, 0, 3), "huge", 100);
    assertThat(values(page(records, Optional.empty(), 10))).containsExactly("huge");
  }

  @Test
  void a_record_that_is_read_again_is_there_once() {
    RecentRecords<String> records = new RecentRecords<>(100, 100);
    records.add(new RecentRecords.Position(1, 0, 1), "a", 6);
    records.add(new RecentRecords.Position(1, 0, 1), "a", 6);

    assertThat(records.size()).isEqualTo(1);
  }

  @Test
  void pages_go_on_where_they_were_although_new_records_come() {
    RecentRecords<String> records = new RecentRecords<>(100, Long.MAX_VALUE);
    for (int i = 0; i < 7; i++) {
      records.add(new RecentRecords.Position(i / 3, i % 3, i), "r" + i, 1);
    }
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      Page page = page(records, cursor, 2);
      seen.addAll(values(page));
      records.add(new RecentRecords.Position(99, 0, seen.size()), "new", 1);
      cursor =
          Optional.ofNullable(page.next())
              .map(next -> Cursor.parse(next, "k", RecentRecords.CURSOR_PARTS));
    } while (cursor.isPresent());

    assertThat(seen).containsExactly("r6", "r3", "r4", "r5", "r0", "r1", "r2");
  }

  @Test
  void a_page_ends_when_it_has_enough_bytes() {
    RecentRecords<String> records = new RecentRecords<>(100, Long.MAX_VALUE);
    for (int i = 0; i < 5; i++) {
      records.add(new RecentRecords.Position(i, 0, i), "x".repeat(100), 1);
    }
    Page page =
        records.page(
            "k", Optional.empty(), 10, 150, each -> true, each -> Json.object().put("v", each));

    assertThat(page.trees()).hasSize(2);
    assertThat(page.next()).isNotNull();
  }
}
