package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import com.datastax.oss.dsbulk.codecs.api.ConvertingCodecFactory;
import com.datastax.oss.dsbulk.codecs.text.TextConversionContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What the DataStax connector makes of a JSON value for a column type, by its own classes and with
 * its default settings. It throws what they throw.
 */
public final class DataStaxCodec implements BiFunction<DataType, JsonNode, ByteBuffer> {

  private static final Path CODECS_OF_1_4_0 = Path.of("target/datastax-1.4.0");

  private final ConvertingCodecFactory factory =
      new ConvertingCodecFactory(
          new TextConversionContext()
              .setLocale(Locale.US)
              .setTimestampFormat("CQL_TIMESTAMP")
              .setDateFormat("ISO_LOCAL_DATE")
              .setTimeFormat("ISO_LOCAL_TIME")
              .setTimeZone(ZoneId.of("UTC"))
              .setTimeUnit(TimeUnit.MILLISECONDS));

  @Override
  public ByteBuffer apply(DataType type, JsonNode value) {
    return factory
        .<JsonNode, Object>createConvertingCodec(type, GenericType.of(JsonNode.class), false)
        .encode(value, ProtocolVersion.V5);
  }

  /** Returns the conversions of version 1.4.0 or 1.5.0 of the connector. */
  static BiFunction<DataType, JsonNode, ByteBuffer> of(String version) {
    return version.equals("1.4.0") ? isolated() : new DataStaxCodec();
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<DataType, JsonNode, ByteBuffer> isolated() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      ClassLoader loader = new ChildFirstLoader(urls());
      thread.setContextClassLoader(loader); // the factory finds its codecs by it
      return (BiFunction<DataType, JsonNode, ByteBuffer>)
          loader.loadClass(DataStaxCodec.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot load DataStax's codecs", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] urls() {
    try (Stream<Path> jars = Files.list(CODECS_OF_1_4_0)) {
      return Stream.concat(jars, Stream.of(Path.of("target/test-classes")))
          .map(DataStaxCodec::url)
          .toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** Loads the codecs, and the class that calls them, itself; all other classes by its parent. */
  private static final class ChildFirstLoader extends URLClassLoader {

    private static final List<String> OWN =
        List.of("com.datastax.oss.dsbulk.codecs.", DataStaxCodec.class.getName());

    ChildFirstLoader(URL[] urls) {
      super(urls, DataStaxCodec.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (OWN.stream().noneMatch(name::startsWith)) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
