package io.iotpipeline.api.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the report of what was sampled. Used by one thread, which remembers the rates. */
final class PipelineReport {

  private static final List<Topic> NOT_WRITTEN_BY_STREAMS_APP =
      List.of(Topics.SENSOR_EVENTS, Topics.SENSOR_DESCRIPTIONS, Topics.UNDELIVERED_ALERTS);

  private static final String STREAMS_APP = "streams-app";
  private static final String CONNECT = "connect:";
  private static final double ROUNDING = 10;

  private final String streamsAppGroup;
  private final RateMeter rates = new RateMeter();
  private final Map<String, Instant> downSince = new HashMap<>();

  PipelineReport(String streamsAppGroup) {
    this.streamsAppGroup = streamsAppGroup;
  }

  /**
   * What was sampled.
   *
   * @param kafka empty: it does not answer
   * @param connectors empty: Connect does not answer, or there is none
   * @param rejected rejected records by reason
   * @param counts of topics that are read, by topic
   */
  record Samples(
      Optional<KafkaSample> kafka,
      Optional<List<Connector>> connectors,
      List<NodeState> nodes,
      Map<String, Long> rejected,
      Map<String, RecordCount> counts) {}

  ObjectNode of(Samples samples, Instant now, long nanos) {
    rememberDown(samples.nodes(), now);
    Optional<Intake> intake = intake(samples, nanos);
    Map<String, Double> topicRates = topicRates(samples, intake, nanos);
    List<String> problems = problems(samples);
    ObjectNode json = Json.object().put("time", Json.time(now)).put("healthy", problems.isEmpty());
    ArrayNode sentences = json.putArray("problems");
    problems.forEach(sentences::add);
    stages(json.putArray("stages"), samples, topicRates);
    arrows(json.putArray("arrows"), samples, topicRates, nanos);
    ArrayNode connectors = json.putArray("connectors");
    samples.connectors().orElse(List.of()).forEach(each -> connectors.add(each.json()));
    ArrayNode nodes = json.putArray("nodes");
    for (NodeState node : samples.nodes()) {
      ObjectNode each =
          nodes
              .addObject()
              .put("service", node.service())
              .put("address", node.address())
              .put("up", node.up())
              .put("detail", node.detail());
      if (!node.up()) {
        each.put("down_since", Json.time(downSince.get(name(node))));
      }
    }
    ObjectNode rejected = json.putObject("rejected");
    samples
        .rejected()
        .forEach(
            (reason, total) ->
                rejected
                    .putObject(reason)
                    .put("total", total)
                    .put("rate", rate("rejected " + reason, nanos, total)));
    json.put("rejected_share", intake.map(Intake::rejectedShare).orElse(null));
    return json;
  }

  /** Remembers of each server that is down when it was seen so first. */
  private void rememberDown(List<NodeState> nodes, Instant now) {
    Set<String> down =
        nodes.stream()
            .filter(node -> !node.up())
            .map(PipelineReport::name)
            .collect(Collectors.toSet());
    downSince.keySet().retainAll(down);
    down.forEach(name -> downSince.putIfAbsent(name, now));
  }

  private static String name(NodeState node) {
    return node.service() + " at " + node.address();
  }

  private Optional<Intake> intake(Samples samples, long nanos) {
    RecordCount rejected = samples.counts().get(Topics.REJECTED_EVENTS.name());
    Optional<GroupCounts> input =
        samples.kafka().map(KafkaSample::groups).orElse(List.of()).stream()
            .filter(each -> each.group().equals(streamsAppGroup))
            .filter(each -> each.topic().equals(Topics.SENSOR_EVENTS.name()))
            .findFirst();
    if (rejected == null || input.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Intake(
            rates.rate("intake: read", nanos, input.get().position()),
            rates.rate("intake: rejected", nanos, rejected.read())));
  }

  /** Of the records, where the API reads them or can know them; of the offsets otherwise. */
  private Map<String, Double> topicRates(Samples samples, Optional<Intake> intake, long nanos) {
    Map<String, Double> topicRates = new HashMap<>();
    samples
        .kafka()
        .map(KafkaSample::topics)
        .orElse(Map.of())
        .forEach(
            (topic, offsets) -> {
              RecordCount records = samples.counts().get(topic);
              topicRates.put(
                  topic,
                  records == null
                      ? rate("offsets of " + topic, nanos, offsets.end())
                      : rate("records of " + topic, nanos, records.read()));
            });
    intake.ifPresent(
        each ->
            topicRates.computeIfPresent(
                Topics.VALIDATED_EVENTS.name(), (topic, offsets) -> rounded(each.validated())));
    return topicRates;
  }

  private double rate(String name, long nanos, long count) {
    return rounded(rates.rate(name, nanos, count));
  }

  private static double rounded(double rate) {
    return Math.round(rate * ROUNDING) / ROUNDING;
  }

  private List<String> problems(Samples samples) {
    List<String> problems = new ArrayList<>();
    for (NodeState node : samples.nodes()) {
      if (!node.up()) {
        String detail = node.detail().isEmpty() ? "" : ": " + node.detail();
        problems.add(
            "%s is down since %s%s; ./pipeline status shows why, ./pipeline logs SERVER its log"
                .formatted(
                    name(node), downSince.get(name(node)).truncatedTo(ChronoUnit.SECONDS), detail));
      }
    }
    samples
        .kafka()
        .ifPresent(
            kafka ->
                Topics.all().stream()
                    .filter(topic -> !kafka.topics().containsKey(topic.name()))
                    .forEach(topic -> problems.add("Kafka has no topic " + topic.name())));
    samples.connectors().orElse(List.of()).forEach(each -> problems.addAll(each.problems()));
    return problems;
  }

  private static void stages(ArrayNode stages, Samples samples, Map<String, Double> rates) {
    for (Topic topic : Topics.all()) {
      TopicCounts counts = counts(samples, topic.name());
      ObjectNode stage = stages.addObject().put("name", topic.name()).put("kind", "topic");
      if (counts == null) {
        stage.putNull("records").putNull("offsets").put("rate", 0.0).put("down", true);
      } else {
        Optional.ofNullable(samples.counts().get(topic.name()))
            .map(RecordCount::records)
            .orElse(OptionalLong.empty())
            .ifPresentOrElse(
                records -> stage.put("records", records), () -> stage.putNull("records"));
        stage.put("offsets", counts.kept()).put("rate", rates.get(topic.name())).put("down", false);
      }
    }
  }

  private static TopicCounts counts(Samples samples, String topic) {
    return samples.kafka().map(kafka -> kafka.topics().get(topic)).orElse(null);
  }

  private void arrows(
      ArrayNode arrows, Samples samples, Map<String, Double> topicRates, long nanos) {
    List<GroupCounts> groups = samples.kafka().map(KafkaSample::groups).orElse(List.of());
    groups.stream()
        .filter(each -> each.group().equals(streamsAppGroup))
        .filter(each -> Topics.all().stream().anyMatch(topic -> topic.name().equals(each.topic())))
        .forEach(each -> read(arrows, each, STREAMS_APP, nanos));
    for (Topic topic : Topics.all()) {
      if (topicRates.containsKey(topic.name()) && !NOT_WRITTEN_BY_STREAMS_APP.contains(topic)) {
        arrows
            .addObject()
            .put("from", STREAMS_APP)
            .put("to", topic.name())
            .put("rate", topicRates.get(topic.name()));
      }
    }
    for (String group : groupsOfConnectors(samples, groups)) {
      String name = CONNECT + group.substring(Connector.GROUP_PREFIX.length());
      double rate = 0;
      for (GroupCounts each : groups) {
        if (each.group().equals(group)) {
          rate += read(arrows, each, name, nanos);
        }
      }
      arrows.addObject().put("from", name).put("to", "cassandra").put("rate", rate);
    }
  }

  /** Those of the connectors, or without Connect those that have read a topic. */
  private static Collection<String> groupsOfConnectors(Samples samples, List<GroupCounts> groups) {
    return samples
        .connectors()
        .<Collection<String>>map(all -> all.stream().map(Connector::group).toList())
        .orElseGet(
            () ->
                groups.stream()
                    .map(GroupCounts::group)
                    .filter(group -> group.startsWith(Connector.GROUP_PREFIX))
                    .collect(Collectors.toCollection(TreeSet::new)));
  }

  private double read(ArrayNode arrows, GroupCounts group, String reader, long nanos) {
    double rate = rate(group.group() + " " + group.topic(), nanos, group.position());
    arrows
        .addObject()
        .put("from", group.topic())
        .put("to", reader)
        .put("rate", rate)
        .put("lag", group.lag());
    return rate;
  }
}
