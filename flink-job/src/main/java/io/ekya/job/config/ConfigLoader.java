/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.files.DecodedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a configuration: a YAML file, overrides by {@code --set key=value}, and environment
 * variables by <code>${NAME}</code>. All problems are reported together.
 */
public final class ConfigLoader {
    private final Map<String, String> variables;

    /** Creates a loader that uses the given environment variables. */
    public ConfigLoader(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Creates a loader that uses the environment variables of this process. */
    public ConfigLoader() {
        this(System.getenv());
    }

    /**
     * Reads the configuration in a file.
     *
     * @param sets overrides such as {@code cameras.0.fps=5}, applied in this order
     * @throws ConfigException with all problems
     */
    public JobConfig load(Path file, List<String> sets) {
        return parse(file.toString(), text(file), sets);
    }

    /**
     * Returns the text of a configuration file.
     *
     * @throws ConfigException if it cannot be read as a text
     */
    public static String text(Path file) {
        try {
            return DecodedText.of(Files.readAllBytes(file));
        } catch (DecodedText.UndecodableException e) {
            throw new ConfigException(
                    "the configuration",
                    List.of(
                            new Problem(
                                    file + " line " + e.line(),
                                    "",
                                    String.valueOf(e.getMessage()),
                                    "save the file in UTF-8")));
        } catch (NoSuchFileException e) {
            throw invalid(
                    file.toString(),
                    "does not exist",
                    "use the path of a YAML file, such as conf/demo.yaml");
        } catch (IOException e) {
            throw invalid(
                    file.toString(),
                    "cannot be read (" + e.getMessage() + ")",
                    "use a readable YAML file");
        }
    }

    /**
     * Reads the configuration in a text.
     *
     * @param source name of the text in messages
     * @throws ConfigException with all problems
     */
    public JobConfig parse(String source, String text, List<String> sets) {
        List<Problem> problems = new ArrayList<>();
        ObjectNode root = tree(source, text);
        Overrides overrides = new Overrides(problems);
        sets.forEach(set -> overrides.apply(root, set));
        JobConfig config =
                new TreeReader(new Environment(variables, problems), problems)
                        .record(JobConfig.class, "", root);
        addCrossChecks(config, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(source, problems);
        }
        return config;
    }

    /** Parts with a problem were replaced by placeholders, which are not checked. */
    private static void addCrossChecks(JobConfig config, List<Problem> problems) {
        Set<String> reported = new HashSet<>();
        problems.forEach(p -> reported.add(p.key()));
        for (Problem p : CrossChecks.of(config)) {
            if (reported.stream()
                    .noneMatch(
                            k ->
                                    (k + ".").startsWith(p.key() + ".")
                                            || (p.key() + ".").startsWith(k + "."))) {
                problems.add(p);
            }
        }
    }

    private static ObjectNode tree(String source, String text) {
        try {
            JsonNode node = YamlTree.of(text, KeyRule.names(JobConfig.class));
            if (node.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw invalid(source, "must contain keys such as cameras:", "see conf/demo.yaml");
        } catch (YamlException e) {
            throw new ConfigException("the configuration", List.of(e.problem(source)));
        }
    }

    private static ConfigException invalid(String source, String rule, String fix) {
        return new ConfigException(
                "the configuration", List.of(new Problem(source, "", rule, fix)));
    }
}
