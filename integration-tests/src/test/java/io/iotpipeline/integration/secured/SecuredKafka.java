package io.iotpipeline.integration.secured;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Kafka;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.integration.stack.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A Kafka that requires TLS and a login. */
final class SecuredKafka extends Server {

  static final String USER = "operator";

  private final Kafka plain;
  private final Certificate certificate;
  private final String password;
  private final Pipeline pipeline;

  /**
   * @param password of the only user
   * @param pipeline whose clients can log in, for the probe
   */
  SecuredKafka(DevStackConfig config, Certificate certificate, String password, Pipeline pipeline) {
    super(config, "kafka");
    this.plain = new Kafka(config);
    this.certificate = certificate;
    this.password = password;
    this.pipeline = pipeline;
  }

  @Override
  public String address() {
    return plain.address();
  }

  @Override
  public List<Integer> ports() {
    return plain.ports();
  }

  @Override
  protected void prepare() throws IOException {
    plain.prepare();
    Files.writeString(
        folder().resolve("kafka.properties"),
        """

        listener.security.protocol.map=PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=PLAINTEXT
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.plaintext.plain.sasl.jaas.config=\
        org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="%1$s" password="%2$s" user_%1$s="%2$s";
        ssl.keystore.location=%3$s
        ssl.keystore.password=%4$s
        ssl.keystore.type=PKCS12
        ssl.truststore.location=%3$s
        ssl.truststore.password=%4$s
        ssl.truststore.type=PKCS12
        """
            .formatted(USER, password, certificate.store(), certificate.password()),
        StandardOpenOption.APPEND);
  }

  @Override
  protected List<String> command() {
    return plain.command();
  }

  @Override
  protected void probe() throws Exception {
    Probes.kafka(pipeline);
  }
}
