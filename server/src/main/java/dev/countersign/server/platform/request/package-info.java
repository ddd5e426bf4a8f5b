/** The running request: its name, its caller, and the order of what it meets. */
@NullMarked
package dev.countersign.server.platform.request;

import org.jspecify.annotations.NullMarked;
