/** TLS straight from the service: its certificate, taken up anew when it changes, and watched. */
@ApplicationModule(allowedDependencies = {"platform", "audit"})
@NullMarked
package dev.countersign.server.certificates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
