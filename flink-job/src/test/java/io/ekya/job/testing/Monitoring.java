/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queries of the dashboard and the alerts in conf/.
 *
 * @param from where the query stands, for messages
 * @param expression in PromQL
 * @param shown labels that its texts show
 */
public record Monitoring(String from, String expression, Set<String> shown) {
    private static final Path CONF = Path.of("..", "conf");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern ANNOTATION = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

    /** Returns the rules of conf/prometheus/alerts.yml. */
    public static List<JsonNode> alerts() throws IOException {
        JsonNode file =
                new YAMLMapper()
                        .readTree(CONF.resolve("prometheus").resolve("alerts.yml").toFile());
        List<JsonNode> rules = new ArrayList<>();
        file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** Returns all queries. */
    public static List<Monitoring> queries() throws IOException {
        List<Monitoring> all = new ArrayList<>();
        for (JsonNode rule : alerts()) {
            all.add(
                    new Monitoring(
                            rule.path("alert").asText(),
                            rule.path("expr").asText(),
                            names(ANNOTATION, rule.path("annotations").path("summary").asText())));
        }
        JsonNode dashboard =
                new ObjectMapper()
                        .readTree(CONF.resolve("grafana").resolve("dashboard.json").toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                all.add(
                        new Monitoring(
                                panel.path("title").asText(),
                                target.path("expr").asText(),
                                names(LEGEND, target.path("legendFormat").asText())));
            }
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            Matcher values = VARIABLE.matcher(variable.path("definition").asText());
            if (values.matches()) {
                all.add(
                        new Monitoring(
                                "variable " + variable.path("name").asText(),
                                values.group(1),
                                Set.of(values.group(2))));
            }
        }
        return all;
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(m -> names.add(m.group(1)));
        return names;
    }
}
