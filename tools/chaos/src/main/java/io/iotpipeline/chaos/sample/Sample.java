package io.iotpipeline.chaos.sample;

import java.util.Map;

/**
 * Figures at one moment.
 *
 * @param atMs milliseconds since the load has started
 * @param acknowledged events of the real producers that the broker has, so far
 * @param servers by name
 */
public record Sample(long atMs, long acknowledged, Map<String, Usage> servers) {

  /**
   * What a server uses.
   *
   * @param rssKb resident memory; 0 if the process does not run
   * @param dataKb its folder without logs
   * @param logKb its logs
   */
  public record Usage(long rssKb, long dataKb, long logKb) {}
}
