package io.iotpipeline.connect.cassandra.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverSettingsTest {

  @TempDir private Path folder;

  @Test
  void are_derived_from_the_connectors_own_keys() {
    Map<String, String> config = SinkConfigTest.valid();
    config.put("queryExecutionTimeout", "7");
    config.put("connectionPoolLocalSize", "3");
    config.put("compression", "LZ4");

    DriverExecutionProfile profile = profile(config);

    assertThat(profile.getDuration(DefaultDriverOption.REQUEST_TIMEOUT)).hasSeconds(7);
    assertThat(profile.getInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE)).isEqualTo(3);
    assertThat(profile.getString(DefaultDriverOption.PROTOCOL_COMPRESSION)).isEqualTo("lz4");
    assertThat(profile.isDefined(DefaultDriverOption.AUTH_PROVIDER_CLASS)).isFalse();
    assertThat(profile.isDefined(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS)).isFalse();
  }

  @Test
  void include_the_login_when_a_user_name_is_set() {
    Map<String, String> config = SinkConfigTest.valid();
    config.put("auth.username", "sink");
    config.put("auth.password", "p\"$ä");

    DriverExecutionProfile profile = profile(config);

    assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_CLASS))
        .isEqualTo("PlainTextAuthProvider");
    assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_USER_NAME)).isEqualTo("sink");
    assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_PASSWORD)).isEqualTo("p\"$ä");
  }

  @Test
  void include_tls_when_the_provider_is_jdk() throws IOException {
    Path truststore = Files.createFile(folder.resolve("trust.jks"));
    Map<String, String> config = SinkConfigTest.valid();
    config.put("ssl.provider", "JDK");
    config.put("ssl.hostnameValidation", "false");
    config.put("ssl.truststore.path", truststore.toString());
    config.put("ssl.truststore.password", "secret");
    config.put("ssl.cipherSuites", "A,B");

    DriverExecutionProfile profile = profile(config);

    assertThat(profile.getString(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS))
        .isEqualTo("DefaultSslEngineFactory");
    assertThat(profile.getBoolean(DefaultDriverOption.SSL_HOSTNAME_VALIDATION)).isFalse();
    assertThat(profile.getString(DefaultDriverOption.SSL_TRUSTSTORE_PATH))
        .isEqualTo(truststore.toString());
    assertThat(profile.getString(DefaultDriverOption.SSL_TRUSTSTORE_PASSWORD)).isEqualTo("secret");
    assertThat(profile.getStringList(DefaultDriverOption.SSL_CIPHER_SUITES))
        .containsExactly("A", "B");
  }

  @Test
  void are_overridden_by_the_drivers_own_keys() {
    Map<String, String> config = SinkConfigTest.valid();
    config.put("datastax-java-driver.basic.request.timeout", "9 seconds");
    config.put("datastax-java-driver.advanced.metadata.schema.refreshed-keyspaces", "iot, other");

    DriverExecutionProfile profile = profile(config);

    assertThat(profile.getDuration(DefaultDriverOption.REQUEST_TIMEOUT)).hasSeconds(9);
    assertThat(profile.getStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES))
        .containsExactly("iot", "other");
  }

  private static DriverExecutionProfile profile(Map<String, String> config) {
    DriverConfigLoader loader = new SinkConfig(config).driverSettings().loader();
    return loader.getInitialConfig().getDefaultProfile();
  }
}
