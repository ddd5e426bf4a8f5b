package dev.countersign.server.console;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/** A browser that is signed in, and the sign-in it stands for. */
record ConsoleSession(TenantId tenant, UserId user, SessionId session, Instant begunAt) {}
