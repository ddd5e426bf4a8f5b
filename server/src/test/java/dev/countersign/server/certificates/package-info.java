@NullMarked
package dev.countersign.server.certificates;

import org.jspecify.annotations.NullMarked;
