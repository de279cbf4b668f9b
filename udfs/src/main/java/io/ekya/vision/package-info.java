/**
 * What a camera sees: frames, the regions where objects are, and the crops cut out of them. Feeds
 * of frames (synthetic streets, video files, sample lists) live here, without Flink.
 */
@NullMarked
package io.ekya.vision;

import org.jspecify.annotations.NullMarked;
