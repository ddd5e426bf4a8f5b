package dev.countersign.server.imports;

import dev.countersign.api.BatchLimits;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.UserBatchAnswer;
import dev.countersign.api.UserBatchRequest;
import dev.countersign.api.UserImport;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Import over HTTP. */
@RestController
class UserImportController {
  private final UserImports imports;

  UserImportController(UserImports imports) {
    this.imports = imports;
  }

  @Operation(
      summary = "Take people over from another system",
      description =
          "Up to 1,000, each with its own verdict, in order. With dry_run nothing is written. Safe to"
              + " repeat: whoever is here stays as they are. They sign in with the passwords they"
              + " have, which are hashed anew then.")
  @PostMapping(path = "/v1/admin/users/batch", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.RATE_LIMITED})
  UserBatchAnswer take(
      @AuthenticationPrincipal Caller caller,
      @RequestBody UserBatchRequest request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun) {
    Fields fields = new Fields();
    List<? extends @Nullable UserImport> users = request.users();
    if (users.isEmpty() || users.size() > BatchLimits.ITEMS_MAX) {
      fields.fault("users", "size", "Give 1 to " + BatchLimits.ITEMS_MAX + " people.");
    }
    for (int index = 0; index < users.size(); index++) {
      if (users.get(index) == null) {
        fields.fault("users[" + index + "]", "required", "Leave out what is null.");
      }
    }
    fields.verify();
    return imports.run(caller, request.users(), dryRun);
  }
}
