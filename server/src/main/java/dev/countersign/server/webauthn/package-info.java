/** What a relying party does in the ceremonies of WebAuthn: asks, and judges what came back. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.countersign.server.webauthn;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
