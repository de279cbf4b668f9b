/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Arguments of the job's main class. */
final class JobArguments {
    private JobArguments() {}

    /**
     * Returns the arguments. References to environment variables are passed on as they are, so that
     * secrets appear neither in Flink's logs nor in its web UI.
     *
     * @param yaml text of the configuration file
     * @param overrides of the user
     * @param additional overrides, which take precedence
     */
    static List<String> of(String yaml, List<String> overrides, List<String> additional) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--config-base64");
        arguments.add(Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8)));
        for (String set : overrides) {
            arguments.addAll(List.of("--set", set));
        }
        for (String set : additional) {
            arguments.addAll(List.of("--set", set));
        }
        return arguments;
    }
}
