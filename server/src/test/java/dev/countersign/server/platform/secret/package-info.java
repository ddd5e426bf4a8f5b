@NullMarked
package dev.countersign.server.platform.secret;

import org.jspecify.annotations.NullMarked;
