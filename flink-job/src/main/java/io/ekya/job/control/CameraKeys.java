/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.control;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The keys of the streams keyed by camera. Flink hashes keys to key groups and gives each subtask a
 * range of groups; of a few cameras, chance would put most on one subtask. Each configured camera
 * therefore has a key whose group lies where the cameras before it left most room, for any
 * parallelism up to {@value #EVEN_UP_TO}. A key is the camera's id, followed by {@code #} and a
 * number where the id alone would hash to another group.
 *
 * <p>The key of a camera depends on those listed before it, so appending cameras to the list moves
 * none.
 */
public final class CameraKeys implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Maximum parallelism of the job, a number with many divisors. */
    public static final int MAX_PARALLELISM = 720;

    /** Largest parallelism for which cameras are spread evenly. */
    static final int EVEN_UP_TO = 64;

    private static final char SEPARATOR = '#';

    private final HashMap<String, String> keys = new HashMap<>();

    /**
     * @param cameras ids, in the order of the configuration
     */
    public CameraKeys(List<String> cameras) {
        GroupBalance balance = new GroupBalance(MAX_PARALLELISM, EVEN_UP_TO);
        for (String camera : cameras) {
            keys.put(camera, keyIn(balance.next(), camera));
        }
    }

    /** The keys of the configured cameras. */
    public static CameraKeys of(JobConfig config) {
        return new CameraKeys(config.cameras().stream().map(CameraConfig::id).toList());
    }

    private static String keyIn(int group, String camera) {
        String key = camera;
        for (int salt = 0; groupOf(key) != group; salt++) {
            key = camera + SEPARATOR + salt;
        }
        return key;
    }

    static int groupOf(String key) {
        return KeyGroupRangeAssignment.assignToKeyGroup(key, MAX_PARALLELISM);
    }

    /** The key of a camera; a camera that is not configured has its id as its key. */
    public String of(String camera) {
        return keys.getOrDefault(camera, camera);
    }

    /** The camera of a key. */
    public static String cameraOf(String key) {
        int end = key.indexOf(SEPARATOR);
        return end < 0 ? key : key.substring(0, end);
    }

    /** Whether a key, which may be that of a savepoint, is the camera's present one. */
    public boolean isCurrent(String key) {
        return of(cameraOf(key)).equals(key);
    }

    /** Keys by camera, for tests. */
    Map<String, String> all() {
        return Map.copyOf(keys);
    }
}
