package io.iotpipeline.cli.context;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Creates verbs. A class whose constructor takes a {@link Context} gets it; picocli creates the
 * others.
 */
public final class ContextFactory implements IFactory {

  private final Context context;
  private final IFactory others = CommandLine.defaultFactory();

  public ContextFactory(Context context) {
    this.context = context;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Context.class) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(context));
      }
    }
    return others.create(type);
  }
}
