package dev.countersign.webprobe;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ProbeController {
  enum Colour {
    RED,
    GREEN
  }

  record Item(@Nullable String name, int count) {}

  record Body(
      @Nullable String text,
      int number,
      boolean flag,
      @Nullable Colour colour,
      @Nullable List<Item> items,
      @Nullable Map<String, String> metadata) {}

  record Seen(
      @JsonProperty("request_id") String requestId,
      @JsonProperty("client_address") String clientAddress,
      @JsonProperty("user_agent") @Nullable String userAgent) {}

  record Echo(int number) {}

  @PostMapping("/probe")
  Echo read(@RequestBody Body body) {
    return new Echo(body.number());
  }

  @PostMapping("/admin/probe/batch")
  Echo batch(@RequestBody Body body) {
    return new Echo(body.items() == null ? 0 : body.items().size());
  }

  @PostMapping("/auth/login")
  @Refuses({ErrorCode.INVALID_CREDENTIALS, ErrorCode.RATE_LIMITED})
  Echo login(@RequestBody Body body) {
    throw new ProblemException(ErrorCode.INVALID_CREDENTIALS, "No.");
  }

  @PostMapping("/auth/refresh")
  @Refuses(ErrorCode.RATE_LIMITED)
  Echo refresh(@RequestBody Body body) {
    return new Echo(body.number());
  }

  @GetMapping("/probe/context")
  Seen context() {
    RequestContext context = RequestContext.current().orElseThrow();
    return new Seen(context.requestId(), context.clientAddress(), context.userAgent());
  }

  @GetMapping("/probe/number/{number}")
  Echo number(@PathVariable int number, @RequestParam int times) {
    return new Echo(number * times);
  }

  @GetMapping("/probe/undocumented")
  Echo undocumented() {
    throw new ProblemException(ErrorCode.ALREADY_REGISTERED, "Taken.");
  }

  @GetMapping("/probe/fails")
  @Refuses({
    ErrorCode.INTERNAL_ERROR,
    ErrorCode.INVALID_REQUEST,
    ErrorCode.INVALID_CREDENTIALS,
    ErrorCode.INSUFFICIENT_FUNDS
  })
  Echo fails(@RequestParam String how) throws Exception {
    return switch (how) {
      case "connection" ->
          throw new IllegalStateException(new ConnectException("db.internal:5432 refused"));
      case "database" ->
          throw new DataAccessResourceFailureException("db.internal gone", new SQLException("x"));
      case "timeout" -> throw new TimeoutException("waiting for db.internal");
      case "validation" -> {
        Fields fields = new Fields();
        fields.email("email", "db.internal");
        fields.verify();
        yield new Echo(0);
      }
      case "authentication" -> throw new BadCredentialsException("db.internal says no");
      case "funds" ->
          throw new ProblemException(
              ErrorCode.INSUFFICIENT_FUNDS,
              "The balance is 1.00 and 2.00 are needed.",
              List.of(),
              Map.of("balance", "1.00", "required", "2.00"));
      default -> throw new IllegalStateException("select * from secrets at db.internal");
    };
  }
}
