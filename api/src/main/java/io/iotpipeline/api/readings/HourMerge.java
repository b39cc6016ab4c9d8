package io.iotpipeline.api.readings;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Merges hours of the table with those of the state, so that each is there once.
 *
 * <p>Both are read at the same time. An hour that the state has as open, and that closes before the
 * table is read, is newer in the table. An hour of the state may have readings that no update has
 * yet been written for; it has the revision of the last update then, which the table has too.
 */
final class HourMerge {

  private HourMerge() {}

  /**
   * The hours in ascending order.
   *
   * @param table of one metric
   * @param state of the same metric
   */
  static List<Hour> merge(List<Hour> table, List<Hour> state) {
    TreeMap<Long, Hour> byStart = new TreeMap<>();
    table.forEach(hour -> byStart.put(hour.startMs(), hour));
    state.forEach(hour -> byStart.merge(hour.startMs(), hour, HourMerge::newer));
    return new ArrayList<>(byStart.values());
  }

  private static Hour newer(Hour table, Hour state) {
    if (table.closed() != state.closed()) {
      return table.closed() ? table : state;
    }
    return table.revision() > state.revision() ? table : state;
  }
}
