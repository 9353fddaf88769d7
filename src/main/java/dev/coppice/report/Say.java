package dev.coppice.report;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** The functions that templates have: they say a number, an instant or an identity in words. */
final class Say {

  private Say() {}

  static Map<String, TemplateModel> all() {
    return Map.of(
        "ms", function(value -> Amount.ms(((Number) value).doubleValue())),
        "after", function(value -> Amount.after(((Number) value).doubleValue())),
        "bytes", function(value -> Amount.bytes(((Number) value).longValue())),
        "utc", function(value -> Amount.utc((Instant) value)),
        "short", function(value -> ShortId.of((String) value)));
  }

  private static TemplateMethodModelEx function(Function<Object, String> say) {
    return arguments -> {
      if (arguments.size() != 1 || !(arguments.get(0) instanceof TemplateModel model)) {
        throw new TemplateModelException("takes one value");
      }
      return new SimpleScalar(say.apply(DeepUnwrap.unwrap(model)));
    };
  }
}
