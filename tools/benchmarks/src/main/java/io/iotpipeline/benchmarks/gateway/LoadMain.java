package io.iotpipeline.benchmarks.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The load generator, a process of its own. Its argument is a {@link LoadPlan} as JSON; it prints a
 * {@link LoadResult} as JSON.
 */
public final class LoadMain {

  static final ObjectMapper JSON = new ObjectMapper();

  private LoadMain() {}

  public static void main(String[] args) throws Exception {
    LoadPlan plan = JSON.readValue(args[0], LoadPlan.class);
    System.out.println(JSON.writeValueAsString(new LoadRun(plan).run()));
  }
}
