package dev.countersign.server.platform.config;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings as the service would read them, for what runs without it or before it: arguments,
 * then {@code COUNTERSIGN_*} variables, then the file, then the defaults.
 */
public final class SettingsSource {
  private final Binder binder;

  private SettingsSource(Binder binder) {
    this.binder = binder;
  }

  /** Reads them, with arguments in the form of {@link ServeArguments#properties}. */
  public static SettingsSource read(String... properties) {
    return in(new StandardEnvironment(), properties);
  }

  /** Those of an application that has read them. */
  public static SettingsSource of(ConfigurableEnvironment environment) {
    return new SettingsSource(Binder.get(environment));
  }

  static SettingsSource in(StandardEnvironment environment, String... properties) {
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(properties));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return new SettingsSource(Binder.get(environment));
  }

  /** One record of settings, marked with {@link ConfigurationProperties}. */
  public <T> T get(Class<T> settings) {
    ConfigurationProperties properties =
        AnnotationUtils.getAnnotation(settings, ConfigurationProperties.class);
    if (properties == null) {
      throw new IllegalArgumentException(settings + " is no record of settings");
    }
    try {
      return binder.bindOrCreate(properties.value(), settings);
    } catch (BindException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof StartRefusedException refused) {
          throw refused;
        }
      }
      throw e;
    }
  }
}
