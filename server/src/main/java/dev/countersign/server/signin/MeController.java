package dev.countersign.server.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.UserView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells callers who they are, as of at most a second ago: applications ask with every page they
 * show. Whether somebody is let in at all is never remembered, and was found out before this.
 */
@RestController
class MeController {
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(1);
  private static final int REMEMBERED_MAX = 10_000;

  private final Users users;
  private final Cache<UserId, Optional<UserView>> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED_FOR).build();

  MeController(Users users) {
    this.users = users;
  }

  @GetMapping(path = "/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.RATE_LIMITED})
  UserView me(@AuthenticationPrincipal Caller caller) {
    return remembered
        .get(caller.person(), user -> users.find(caller.tenant(), user).map(User::view))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.INVALID_TOKEN, ErrorCode.INVALID_TOKEN.hint()));
  }
}
