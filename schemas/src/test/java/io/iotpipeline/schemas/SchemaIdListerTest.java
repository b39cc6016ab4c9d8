package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaIdListerTest {

  private static final String FIRST_PAGE = "/schemas?deleted=true&limit=1000&offset=0";
  private static final String SUBJECTS = "/subjects?deleted=true";

  /** Responses by path; all other paths are refused. */
  private final Map<String, String> responses = new HashMap<>();

  private final List<String> requests = new ArrayList<>();
  private final SchemaIdLister lister = new SchemaIdLister(this::get);

  @Test
  void a_registry_that_lists_schemas_is_asked_page_by_page() {
    responses.put(FIRST_PAGE, "[{\"id\": 7}, {\"id\": 9}]");
    responses.put("/schemas?deleted=true&limit=1000&offset=2", "[{\"id\": 9}, {\"id\": 100001}]");
    responses.put("/schemas?deleted=true&limit=1000&offset=4", "[]");

    assertThat(lister.list().orElseThrow()).containsExactlyInAnyOrder(7, 9, 100001);
  }

  @Test
  void a_registry_that_ignores_the_offset_is_asked_only_twice() {
    responses.put(FIRST_PAGE, "[{\"id\": 7}]");
    responses.put("/schemas?deleted=true&limit=1000&offset=1", "[{\"id\": 7}]");

    assertThat(lister.list().orElseThrow()).containsExactly(7);
    assertThat(requests).hasSize(2);
  }

  @Test
  void other_registries_are_asked_for_each_version_of_each_subject() {
    hasTwoSubjects();

    assertThat(lister.list().orElseThrow()).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void schemas_without_ids_are_asked_for_by_subject() {
    hasTwoSubjects();
    responses.put(FIRST_PAGE, "[{\"schema\": \"{}\"}]");

    assertThat(lister.list().orElseThrow()).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void a_version_is_asked_for_once() {
    hasTwoSubjects();
    lister.list();
    requests.clear();

    lister.list();

    assertThat(requests)
        .containsExactly(
            SUBJECTS,
            "/subjects/a%2Fb-value/versions?deleted=true",
            "/subjects/c/versions?deleted=true");
  }

  @Test
  void a_new_version_is_found() {
    hasTwoSubjects();
    lister.list();
    responses.put("/subjects/c/versions?deleted=true", "[1, 2]");
    responses.put("/subjects/c/versions/2?deleted=true", "{\"id\": 4}");

    assertThat(lister.list().orElseThrow()).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void a_subject_that_is_removed_meanwhile_has_no_ids() {
    hasTwoSubjects();
    responses.remove("/subjects/c/versions?deleted=true");

    assertThat(lister.list().orElseThrow()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void a_registry_that_refuses_to_list_has_no_list() {
    assertThat(lister.list()).isEmpty();
  }

  @Test
  void a_list_of_subjects_that_may_be_incomplete_is_not_used() {
    responses.put(
        SUBJECTS,
        IntStream.range(0, 1000)
            .mapToObj(number -> "\"s-" + number + '"')
            .collect(Collectors.joining(",", "[", "]")));

    assertThat(lister.list()).isEmpty();
    assertThat(requests).containsExactly(FIRST_PAGE, SUBJECTS);
  }

  private void hasTwoSubjects() {
    responses.put(SUBJECTS, "[\"a/b-value\", \"c\"]");
    responses.put("/subjects/a%2Fb-value/versions?deleted=true", "[1, 3]");
    responses.put("/subjects/a%2Fb-value/versions/1?deleted=true", "{\"id\": 1}");
    responses.put("/subjects/a%2Fb-value/versions/3?deleted=true", "{\"id\": 2}");
    responses.put("/subjects/c/versions?deleted=true", "[1]");
    responses.put("/subjects/c/versions/1?deleted=true", "{\"id\": 3}");
  }

  private Optional<JsonNode> get(String path) {
    requests.add(path);
    return Optional.ofNullable(responses.get(path)).map(SchemaIdListerTest::parse);
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
