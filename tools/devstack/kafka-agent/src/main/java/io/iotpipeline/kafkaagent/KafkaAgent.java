package io.iotpipeline.kafkaagent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Corrects the broker's answer to the question who leads a partition (KAFKA-20734). Since Kafka
 * 4.3.0 it answers "there is no such partition" where the partition only has no leader for the
 * moment. The transaction coordinator then takes the partition for deleted, and ends the
 * transaction without its commit markers. With one broker that happens whenever Kafka is restarted
 * or killed while a transaction commits; the records of the transaction and the offsets that belong
 * to it can later end differently, so that records are processed twice.
 */
public final class KafkaAgent {

  private static final String CACHE = "org.apache.kafka.metadata.KRaftMetadataCache";

  private KafkaAgent() {}

  /** Called by the JVM before the broker's main method. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(named(CACHE))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(LeaderEndpointAdvice.class).on(named("getPartitionLeaderEndpoint"))))
        .installOn(instrumentation);
  }
}
