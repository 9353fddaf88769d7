package dev.coppice.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a response is the one that a question expects. Pure. */
record HttpExpectation(HttpQuestion question) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** The body where the response is as it must be. */
  Told told(HttpResponse<byte[]> response) {
    return told(response.statusCode(), response.headers(), response.body());
  }

  Told told(int status, HttpHeaders headers, byte[] answered) {
    if (!question.isExpected(status)) {
      String why = "status " + status + " instead of " + question.expected();
      return status == 404 || status == 410 ? Told.absent(why) : Told.failed(why);
    }
    String why = differenceOfHeaders(headers);
    String body = new String(answered, StandardCharsets.UTF_8);
    if (why == null && question.answer() != null) {
      why = question.answer().difference(body);
    }
    if (why == null && !question.json().isEmpty()) {
      why = differenceOfJson(answered);
    }
    return why == null ? Told.of(body) : Told.absent(why);
  }

  private @Nullable String differenceOfHeaders(HttpHeaders headers) {
    for (Map.Entry<String, String> expected : question.header().entrySet()) {
      List<String> values = headers.allValues(expected.getKey());
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
