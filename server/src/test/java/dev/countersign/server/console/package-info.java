/** The console as a browser and as a plain client meet it. */
@NullMarked
package dev.countersign.server.console;

import org.jspecify.annotations.NullMarked;
