# All images of docker-compose.yml, each a target of this file, on one Maven build:
#   docker build --target streams-app .
# BuildKit builds only the stages that the target needs, and runs the Maven build once for all targets.
#
# CASSANDRA_SINK is bundled (our plugin) or datastax (DataStax's connector). An image of Connect has only one of them,
# because both have a class CassandraSinkConnector, and the connector files use that simple name.
ARG CASSANDRA_SINK=bundled
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-17
# The tag of the newest patch: tags of one patch disappear from some mirrors, and the JRE needs security updates.
ARG JRE_IMAGE=eclipse-temurin:17-jre-noble
ARG KAFKA_IMAGE=apache/kafka:4.4.0
ARG CASSANDRA_IMAGE=cassandra:5.0.9
ARG CONNECT_IMAGE=confluentinc/cp-kafka-connect-base:8.3.0

FROM ${MAVEN_IMAGE} AS build
# Profile for Confluent's serializers. Empty: Apicurio's, which are on Maven Central.
ARG MAVEN_PROFILES=confluent
WORKDIR /src
COPY . .
# -pl leaves out the servers of devstack, so that they are not downloaded. The cache is locked, because Maven's repository
# is not safe for two builds at a time.
RUN --mount=type=cache,id=iot-maven,target=/root/.m2/repository,sharing=locked \
    mvn -B -ntp ${MAVEN_PROFILES:+-P${MAVEN_PROFILES}} -Dquick -Dmaven.test.skip=true -Dspotless.check.skip=true \
      -pl producer,streams-app,gateway,api,tools/cli,connect/cassandra-sink,connect/retrying-converter,connect/notification-sink,tools/devstack/servers/jmx-exporter,tools/devstack/kafka-agent \
      -am package \
    && install -m 644 "$(cat tools/devstack/servers/jmx-exporter/target/classpath)" /tmp/jmx-exporter.jar \
    && mkdir /lib-of-verbs && tr ':' '\n' < tools/cli/target/classpath | xargs -I '{}' cp '{}' /lib-of-verbs/

# Apache Kafka's image with the agent that corrects KAFKA-20734, and the JMX exporter.
FROM ${KAFKA_IMAGE} AS kafka
COPY --from=build /tmp/jmx-exporter.jar /opt/jmx-exporter/agent.jar
COPY --from=build /src/tools/devstack/kafka-agent/target/kafka-agent.jar /opt/kafka-agent/kafka-agent.jar
# KAFKA_OPTS is set here and not in the container's environment: each Kafka tool would start a second exporter on the port.
CMD ["bash", "-c", "KAFKA_OPTS='-javaagent:/opt/kafka-agent/kafka-agent.jar -javaagent:/opt/jmx-exporter/agent.jar=9404:/etc/jmx-exporter/kafka.yml' exec /etc/kafka/docker/run"]

# The official Cassandra image with the JMX exporter and the settings that the pipeline's guarantees depend on.
FROM ${CASSANDRA_IMAGE} AS cassandra
COPY --from=build /tmp/jmx-exporter.jar /opt/jmx-exporter/agent.jar
COPY cassandra/settings.txt /tmp/settings.txt
# Each setting must already be in the image's cassandra.yaml. A setting that is not there fails the build.
RUN sed -i '/^commitlog_sync_period:/d' /etc/cassandra/cassandra.yaml \
    && while read -r key value; do \
      grep -q "^${key}" /etc/cassandra/cassandra.yaml || { echo "cassandra.yaml has no ${key}"; exit 1; }; \
      sed -i "s/^${key}.*/${key} ${value}/" /etc/cassandra/cassandra.yaml; \
    done < /tmp/settings.txt \
    && rm /tmp/settings.txt

# The image's Avro converter and ours, which calls it, in a separate plugin folder, and the sinks for notifications. With
# all of /usr/share/java on the plugin.path, a worker with a small heap scans for minutes.
FROM ${CONNECT_IMAGE} AS converters
USER root
RUN mkdir /tmp/converters && cp -rL /usr/share/java/kafka-serde-tools /tmp/converters/avro
COPY --from=build /src/connect/retrying-converter/target/retrying-converter-*.jar /tmp/converters/avro/
COPY --from=build /src/connect/notification-sink/target/plugins /tmp/converters

FROM scratch AS sink-bundled
COPY --from=build /src/connect/cassandra-sink/target/plugins /bundled

FROM ${MAVEN_IMAGE} AS datastax
ARG DATASTAX_VERSION=1.4.0
ARG DATASTAX_SHA256
ADD https://downloads.datastax.com/kafka/kafka-connect-cassandra-sink-${DATASTAX_VERSION}.tar.gz /tmp/sink.tar.gz
# DataStax publishes no checksum. The user records that of the first download; later builds must match it.
RUN if [ -z "${DATASTAX_SHA256}" ]; then \
      echo "DATASTAX_SHA256 is not set. The downloaded file has this checksum. Set it if you trust the file:"; \
      sha256sum /tmp/sink.tar.gz; exit 1; \
    fi; \
    echo "${DATASTAX_SHA256}  /tmp/sink.tar.gz" | sha256sum -c - \
    && mkdir -p /sink/datastax && tar -xzf /tmp/sink.tar.gz -C /sink/datastax --strip-components=1
COPY connect/remove-converters.sh /tmp/
RUN for jar in /sink/datastax/*.jar; do sh /tmp/remove-converters.sh "$jar"; done

FROM scratch AS sink-datastax
COPY --from=datastax /sink/datastax /datastax

FROM sink-${CASSANDRA_SINK} AS sink

# Confluent's Kafka Connect with one Cassandra sink in a separate plugin folder, and the JMX exporter.
FROM ${CONNECT_IMAGE} AS connect
COPY --from=build /tmp/jmx-exporter.jar /opt/jmx-exporter/agent.jar
COPY --from=converters /tmp/converters /opt/converters
COPY --from=sink / /opt/sinks/

# What our own programs run in, with a user that has no rights. LZ4, Zstandard, Snappy and RocksDB unpack native
# libraries into /tmp: with a read-only root file system, /tmp must be a tmpfs with exec.
FROM ${JRE_IMAGE} AS jre
RUN useradd --user-group --uid 10001 --no-create-home --shell /usr/sbin/nologin iot

# The verbs of ./pipeline for servers that run elsewhere, mainly setup.
FROM jre AS setup
# setup saves the addresses of the servers here, for later verbs. A new volume gets the owner of this folder.
RUN install -d -o 10001 -g 10001 /var/lib/pipeline
COPY --from=build /lib-of-verbs /app/lib
COPY --from=build /src/tools/cli/target/classes /app/classes
COPY connect/connectors /app/connect/connectors
COPY connect/notifications /app/connect/notifications
COPY cassandra/migrations /app/cassandra/migrations
USER 10001:10001
VOLUME /var/lib/pipeline
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dpipeline.root=/app", "-Dpipeline.home=/var/lib/pipeline", "-cp", "/app/classes:/app/lib/*", "io.iotpipeline.cli.PipelineMain"]
CMD ["--help"]

FROM jre AS streams-app
# A new volume gets the owner of this folder. One volume per container: instances must not share a state directory, and a
# recreated container gets its own one back.
RUN install -d -o 10001 -g 10001 /var/lib/iot
COPY --from=build /src/streams-app/target/streams-app.jar /app/streams-app.jar
USER 10001:10001
VOLUME /var/lib/iot
ENV IOT_STATE_DIR=/var/lib/iot/state \
    IOT_HTTP_LISTEN=0.0.0.0:8090
EXPOSE 8090
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8090/health/ready"]
# The heap is half of the container's memory; RocksDB (128 MB) and the JVM need the rest.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/streams-app.jar"]

FROM jre AS gateway
COPY --from=build /src/gateway/target/gateway.jar /app/gateway.jar
USER 10001:10001
ENV GATEWAY_HTTP_LISTEN=0.0.0.0:8094 \
    GATEWAY_MQTT_LISTEN=0.0.0.0:1883
EXPOSE 8094 1883
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8094/health/ready"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/gateway.jar"]

FROM jre AS api
COPY --from=build /src/api/target/api.jar /app/api.jar
USER 10001:10001
ENV API_HTTP_LISTEN=0.0.0.0:8095
EXPOSE 8095
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8095/health/ready"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/api.jar"]

FROM jre AS producer
COPY --from=build /src/producer/target/producer.jar /app/producer.jar
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/producer.jar"]
CMD ["--help"]
