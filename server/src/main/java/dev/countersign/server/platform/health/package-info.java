/** Whether the service, and what it stands on, can do its work. */
@NullMarked
package dev.countersign.server.platform.health;

import org.jspecify.annotations.NullMarked;
