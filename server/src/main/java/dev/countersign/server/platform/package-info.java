/** What every feature stands on: identifiers, money, secrets, problems, keys and the store. */
@ApplicationModule(
    displayName = "Platform",
    type = ApplicationModule.Type.OPEN,
    allowedDependencies = {})
@NullMarked
package dev.countersign.server.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
