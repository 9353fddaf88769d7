package dev.coppice.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.probe.Probe.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a response is the one that a question expects. Pure. */
record HttpExpectation(HttpQuestion question) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  Answer judged(HttpResponse<byte[]> response) {
    if (response.statusCode() != question.status()) {
      return Answer.failed("status " + response.statusCode() + " instead of " + question.status());
    }
    String why = differenceOfHeaders(response);
    if (why == null && question.answer() != null) {
      why = question.answer().difference(new String(response.body(), StandardCharsets.UTF_8));
    }
    if (why == null && !question.json().isEmpty()) {
      why = differenceOfJson(response.body());
    }
    return why == null ? Answer.PASSED : Answer.failed(why);
  }

  private @Nullable String differenceOfHeaders(HttpResponse<byte[]> response) {
    for (Map.Entry<String, String> expected : question.header().entrySet()) {
      List<String> values = response.headers().allValues(expected.getKey());
      if (!values.contains(expected.getValue())) {
        return "header "
            + expected.getKey()
            + (values.isEmpty() ? " is missing" : " is " + Words.quoted(String.join(", ", values)))
            + ", not "
            + Words.quoted(expected.getValue());
      }
    }
    return null;
  }

  private @Nullable String differenceOfJson(byte[] body) {
    JsonNode document;
    try {
      document = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return "the answer is no JSON: " + Words.bounded(e.getOriginalMessage());
    } catch (IOException e) {
      return "the answer is no JSON: " + Words.of(e);
    }
    for (Map.Entry<String, String> expected : question.json().entrySet()) {
      JsonNode found = document.at(expected.getKey());
      if (found.isMissingNode()) {
        return expected.getKey() + " is missing in the answer";
      }
      if (!isSame(found, expected.getValue())) {
        return expected.getKey()
            + " is "
            + Words.quoted(found.isValueNode() ? found.asText() : found.toString())
            + ", not "
            + Words.quoted(expected.getValue());
      }
    }
    return null;
  }

  private static boolean isSame(JsonNode found, String expected) {
    if (!found.isValueNode()) {
      return false;
    }
    BigDecimal value = found.isNumber() ? Numbers.parse(found.asText()) : null;
    BigDecimal number = value == null ? null : Numbers.parse(expected.strip());
    return number == null ? found.asText().equals(expected) : number.compareTo(value) == 0;
  }
}
