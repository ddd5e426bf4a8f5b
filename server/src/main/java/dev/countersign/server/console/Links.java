package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.LinkForm;
import dev.countersign.server.console.page.Word;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.RouteLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What the pages behind links in messages have in common. Looking at one changes nothing, because
 * mail programs look too; only its button does.
 */
@Component
class Links {
  static final String VERIFY = "/verify";
  static final String RESET = "/reset";
  static final String INVITATION = "/invitation";

  private static final int TEXT_MAX = 4096;

  private final RouteLimits limits;

  Links(RouteLimits limits) {
    this.limits = limits;
  }

  /** The page that refuses a form, where too many were sent or one holds what cannot be read. */
  Optional<Page> refusal(HttpServletRequest request, String page, String... fields) {
    String network = ClientNetwork.of(request.getRemoteAddr());
    if (!limits.takeAtDoor(RequestTenant.current(), "address " + network, page).admitted()) {
      return Optional.of(Failures.of(HttpStatus.TOO_MANY_REQUESTS));
    }
    for (String field : fields) {
      if (!isReadable(field)) {
        return Optional.of(Failures.of(HttpStatus.BAD_REQUEST));
      }
    }
    return Optional.empty();
  }

  /** A link's token; empty for what can be none. */
  static Optional<Secret> token(String text) {
    return text.isEmpty() || !isReadable(text) ? Optional.empty() : Optional.of(Secret.of(text));
  }

  static Page form(String template, String title, LinkForm form) {
    return Page.of(template, title, Area.NONE, form);
  }

  static Page word(String heading, Word.@Nullable Next next, String... sentences) {
    return Page.of("word", heading, Area.NONE, new Word(heading, List.of(sentences), next));
  }

  /** The form behind a link, or why there is none. */
  static Page opened(
      String token,
      BiPredicate<TenantId, Secret> isLive,
      Function<Secret, Page> form,
      Supplier<Page> unusable) {
    return token(token)
        .filter(secret -> isLive.test(RequestTenant.current(), secret))
        .map(form)
        .orElseGet(unusable);
  }

  static Page unusable(Word.@Nullable Next next, String sentence) {
    return word("This link does not work any more", next, sentence).with(HttpStatus.GONE);
  }

  private static boolean isReadable(String text) {
    return text.length() <= TEXT_MAX && TextRules.isStorable(text);
  }
}
