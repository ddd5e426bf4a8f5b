package dev.countersign.server.factors;

import dev.countersign.server.platform.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twilio's programmable messaging: {@code POST /2010-04-01/Accounts/{sid}/Messages.json}, a form
 * under basic authentication, answered with 201. What it answers else is not logged, for it may
 * repeat the number.
 */
final class Twilio implements TextMessages {
  private static final Logger LOG = LoggerFactory.getLogger(Twilio.class);
  private static final int CREATED = 201;

  private final TwilioSettings settings;
  private final HttpClient http;
  private final URI messages;
  private final String authorization;

  Twilio(TwilioSettings settings) {
    this.settings = settings;
    String account = Objects.requireNonNull(settings.accountSid());
    String base =
        settings.url().endsWith("/")
            ? settings.url().substring(0, settings.url().length() - 1)
            : settings.url();
    this.messages = URI.create(base + "/2010-04-01/Accounts/" + account + "/Messages.json");
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (account + ":" + Objects.requireNonNull(settings.authToken()).reveal())
                        .getBytes(StandardCharsets.UTF_8));
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public boolean isOffered() {
    return true;
  }

  @Override
  public boolean send(Secret number, Secret text) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("To", number.reveal());
    form.put("From", Objects.requireNonNull(settings.fromNumber()));
    form.put("Body", text.reveal());
    HttpRequest request =
        HttpRequest.newBuilder(messages)
            .timeout(settings.timeout())
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build();
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      if (answer.statusCode() == CREATED) {
        return true;
      }
      LOG.warn("The text message service answered {}.", answer.statusCode());
    } catch (IOException failed) {
      LOG.warn("The text message service cannot be reached: {}", failed.getClass().getSimpleName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
