package dev.countersign.server.audit;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.problem.ProblemException;

/** The log is for administrators only. */
final class Administrators {
  private Administrators() {}

  static void require(Caller caller) {
    if (!caller.may(Permission.ADMINISTER)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "Only an administrator may read the audit log.");
    }
  }
}
