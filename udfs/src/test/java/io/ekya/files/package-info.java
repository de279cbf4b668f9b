@NullMarked
package io.ekya.files;

import org.jspecify.annotations.NullMarked;
