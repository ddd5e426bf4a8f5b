package dev.countersign.server.platform.store;

import dev.countersign.postgres.Credentials;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One role on one database.
 *
 * @param url a JDBC address without user and password
 */
record DatabaseLogin(String url, String user, Secret password) {

  static DatabaseLogin of(Credentials credentials) {
    return new DatabaseLogin(
        credentials.url(), credentials.user(), Secret.of(credentials.password()));
  }

  /**
   * Reads an address with user and password in it, in libpq's form or JDBC's.
   *
   * @param setting what to call it when it is refused; the address itself is never shown
   */
  static DatabaseLogin parse(String setting, Secret address) {
    String text = address.reveal();
    DatabaseLogin login = text.startsWith("jdbc:postgresql:") ? ofJdbc(text) : ofUri(setting, text);
    if (login == null || login.user.isEmpty()) {
      throw unreadable(setting);
    }
    return login;
  }

  private static @Nullable DatabaseLogin ofJdbc(String text) {
    Properties parsed = Driver.parseURL(text, new Properties());
    if (parsed == null) {
      return null;
    }
    String user = Objects.requireNonNullElse(PGProperty.USER.getOrDefault(parsed), "");
    String password = Objects.requireNonNullElse(PGProperty.PASSWORD.getOrDefault(parsed), "");
    return new DatabaseLogin(withoutCredentials(text), user, Secret.of(password));
  }

  private static String withoutCredentials(String jdbcUrl) {
    return jdbcUrl.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "").replaceAll("[?&]$", "");
  }

  private static DatabaseLogin ofUri(String setting, String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Its message would show the address, and with it the password.
      throw unreadable(setting);
    }
    String scheme = uri.getScheme();
    String userInfo = uri.getRawUserInfo();
    boolean known = "postgresql".equals(scheme) || "postgres".equals(scheme);
    if (!known || uri.getHost() == null || userInfo == null) {
      throw unreadable(setting);
    }
    String[] parts = userInfo.split(":", 2);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new DatabaseLogin(
        "jdbc:postgresql://" + uri.getHost() + port + path + query,
        decoded(parts[0]),
        Secret.of(parts.length > 1 ? decoded(parts[1]) : ""));
  }

  // A plus sign is itself in this part of an address, unlike in a form.
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StartRefusedException unreadable(String setting) {
    return new StartRefusedException(
        setting
            + " cannot be read. Write postgresql://user:password@host:5432/database (with special"
            + " characters of the password percent-encoded), or the jdbc:postgresql: form.");
  }

  /** Opens a connection each time it is asked. */
  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(user);
    source.setPassword(password.reveal());
    source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    source.setApplicationName(APPLICATION_NAME);
    return source;
  }

  static final int CONNECT_TIMEOUT_SECONDS = 5;
  static final String APPLICATION_NAME = "countersign";
}
