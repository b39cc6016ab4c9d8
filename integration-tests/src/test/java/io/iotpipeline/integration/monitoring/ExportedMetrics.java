package io.iotpipeline.integration.monitoring;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.MonitoringPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the servers of a running stack export what rules and dashboards read. */
public final class ExportedMetrics {

  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)[ {]");

  /** HttpDoorsIT reads it. */
  private static final String ONLY_OF_SECURED_STACKS = "iot_certificate_expiry_timestamp_seconds";

  private final DevStackConfig config;

  public ExportedMetrics(DevStackConfig config) {
    this.config = config;
  }

  /** The alert or panel, and what it reads that nobody exports; empty when all is there. */
  public Map<String, Set<String>> missing() throws IOException, InterruptedException {
    Set<String> exported = exported();
    exported.addAll(PromQl.OF_PROMETHEUS);
    exported.add(ONLY_OF_SECURED_STACKS);
    Map<String, Set<String>> missing = new TreeMap<>();
    for (Monitoring.Query query : new Monitoring(config.root()).promQl()) {
      Set<String> metrics = new TreeSet<>(PromQl.metrics(query.text()));
      metrics.removeAll(exported);
      if (!metrics.isEmpty()) {
        missing.computeIfAbsent(query.where(), where -> new TreeSet<>()).addAll(metrics);
      }
    }
    return missing;
  }

  private Set<String> exported() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (String address : addresses()) {
      Matcher sample = SAMPLE.matcher(JsonHttp.OPEN.get("http://" + address + "/metrics"));
      while (sample.find()) {
        names.add(sample.group(1));
      }
    }
    return names;
  }

  private List<String> addresses() {
    MonitoringPorts ports = config.ports().monitoring();
    List<Integer> all = new ArrayList<>(List.of(ports.kafka(), ports.connect(), ports.cassandra()));
    all.addAll(config.ports().streamsApps());
    all.add(config.ports().gateway().http());
    all.add(config.ports().api());
    return all.stream().map(port -> DevStackConfig.HOST + ":" + port).toList();
  }
}
