package dev.countersign.server.imports;

import dev.countersign.api.UserBatchAnswer;
import dev.countersign.api.UserImport;
import dev.countersign.api.UserImportResult;
import dev.countersign.api.UserImportStatus;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes people over, each with a verdict of their own. Whoever is here stays as they are, so that
 * an import can be repeated. A dry run judges in the same way and writes nothing.
 */
@Component
class UserImports {
  private static final String CONFLICT = "conflict";

  private final Users users;
  private final Passwords passwords;
  private final JdbcExternalUsers external;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  UserImports(
      Users users,
      Passwords passwords,
      JdbcExternalUsers external,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.passwords = passwords;
    this.external = external;
    this.transactions = transactions;
    this.audit = audit;
  }

  UserBatchAnswer run(Caller administrator, List<UserImport> items, boolean dryRun) {
    return transactions.in(
        administrator.tenant(),
        () -> {
          external.lock();
          Batch batch = new Batch(administrator, dryRun);
          List<UserImportResult> results = new ArrayList<>(items.size());
          for (int index = 0; index < items.size(); index++) {
            results.add(
                switch (Candidate.read(items.get(index))) {
                  case Candidate.Reading.Faulty(String code, String message) ->
                      refused(index, code, message);
                  case Candidate.Reading.Whole(Candidate candidate) -> batch.take(index, candidate);
                });
          }
          if (!batch.events.isEmpty()) {
            audit.record(batch.events);
          }
          return new UserBatchAnswer(dryRun, results);
        });
  }

  /** One batch on its way. */
  private final class Batch {
    private final Caller administrator;
    private final TenantId tenant;
    private final boolean dryRun;
    private final List<AuditEvent> events = new ArrayList<>();
    // What was taken by those before, which a dry run does not write.
    private final Set<String> taken = new HashSet<>();

    Batch(Caller administrator, boolean dryRun) {
      this.administrator = administrator;
      this.tenant = administrator.tenant();
      this.dryRun = dryRun;
    }

    UserImportResult take(int index, Candidate candidate) {
      if (!isFirst(candidate)) {
        return refused(
            index,
            "duplicate",
            "The same address, name or external id stands before in this batch.");
      }
      Optional<User> known = known(candidate);
      if (known.isPresent()) {
        return agrees(known.get(), candidate)
            ? new UserImportResult(
                index, UserImportStatus.EXISTING, known.get().id().text(), null, null)
            : conflict(index);
      }
      if (candidate.username() != null && users.isUsernameTaken(tenant, candidate.username())) {
        return conflict(index);
      }
      if (dryRun) {
        return new UserImportResult(index, UserImportStatus.CREATED, null, null, null);
      }
      return create(candidate)
          .map(user ->
              new UserImportResult(index, UserImportStatus.CREATED, user.id().text(), null, null))
          .orElseGet(() -> conflict(index));
    }

    private boolean isFirst(Candidate candidate) {
      boolean email = taken.add("email " + folded(candidate.email()));
      boolean username =
          candidate.username() == null || taken.add("username " + folded(candidate.username()));
      boolean id =
          candidate.externalId() == null || taken.add("external " + candidate.externalId());
      return email && username && id;
    }

    /** Who this is: by the external id first, for addresses change; by the address otherwise. */
    private Optional<User> known(Candidate candidate) {
      if (candidate.externalId() != null) {
        Optional<UserId> linked = external.find(candidate.externalId());
        if (linked.isPresent()) {
          return users.find(tenant, linked.get());
        }
      }
      return users.findByEmail(tenant, candidate.email());
    }

    private boolean agrees(User user, Candidate candidate) {
      if (candidate.externalId() != null) {
        Optional<String> linked = external.externalIdOf(user.id());
        if (linked.isPresent()) {
          return linked.get().equals(candidate.externalId());
        }
      }
      return candidate.username() == null || isSame(user.username(), candidate.username());
    }

    private Optional<User> create(Candidate candidate) {
      Optional<User> created =
          users.create(
              new Users.NewUser(
                  tenant,
                  candidate.email(),
                  candidate.username(),
                  Role.USER,
                  candidate.verified()));
      created.ifPresent(user -> complete(user, candidate));
      return created;
    }

    private void complete(User user, Candidate candidate) {
      if (candidate.externalId() != null) {
        external.insert(tenant, candidate.externalId(), user.id());
      }
      if (candidate.password() != null) {
        if (candidate.temporary()) {
          passwords.putTemporary(tenant, user.id(), candidate.password());
        } else {
          passwords.put(tenant, user.id(), candidate.password());
        }
      }
      events.add(
          Happening.about(tenant, AuditEventType.USER_IMPORTED, user.id())
              .by(administrator)
              .with(Map.of("with_password", candidate.password() != null)));
    }
  }

  private static UserImportResult conflict(int index) {
    return refused(
        index,
        CONFLICT,
        "The address, name or external id belongs to somebody who is here under another.");
  }

  private static UserImportResult refused(int index, String code, String message) {
    return new UserImportResult(index, UserImportStatus.REFUSED, null, code, message);
  }

  private static boolean isSame(@Nullable String one, String other) {
    return one != null && folded(one).equals(folded(other));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
