package dev.countersign.server.audit;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.problem.ProblemException;

/** The log is for those only who may read it. */
final class Administrators {
  private Administrators() {}

  static void require(Caller caller) {
    if (!caller.may(Permission.AUDIT_READ)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "Only whoever has the permission audit:read may read the audit log.");
    }
  }
}
