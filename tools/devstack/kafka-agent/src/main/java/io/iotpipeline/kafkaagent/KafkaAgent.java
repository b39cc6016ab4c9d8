package io.iotpipeline.kafkaagent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * Corrects the broker's answer to the question who leads a partition (KAFKA-20734). Since Kafka
 * 4.3.0 it answers "there is no such partition" where the partition only has no leader for the
 * moment. The transaction coordinator then takes the partition for deleted, and ends the
 * transaction without its commit markers. With one broker that happens whenever Kafka is restarted
 * or killed while a transaction commits; the records of the transaction and the offsets that belong
 * to it can later end differently, so that records are processed twice.
 */
public final class KafkaAgent implements ClassFileTransformer {

  private static final String CACHE = "org.apache.kafka.metadata.KRaftMetadataCache";
  private static final String CACHE_FILE = CACHE.replace('.', '/');

  private KafkaAgent() {}

  /** Called by the JVM before the broker's main method. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(new KafkaAgent(), true);
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> loaded,
      ProtectionDomain domain,
      byte[] classFile) {
    if (!CACHE_FILE.equals(className)) {
      return null; // unchanged
    }
    try {
      return corrected(loader, classFile);
    } catch (RuntimeException | LinkageError e) {
      // The JVM would go on with the class as it was, and nobody would know.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
      return null;
    }
  }

  private static byte[] corrected(ClassLoader loader, byte[] classFile) {
    ClassFileLocator classes =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(CACHE, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    return new ByteBuddy()
        .redefine(TypePool.Default.of(classes).describe(CACHE).resolve(), classes)
        .visit(Advice.to(LeaderEndpointAdvice.class).on(named("getPartitionLeaderEndpoint")))
        .make()
        .getBytes();
  }
}
