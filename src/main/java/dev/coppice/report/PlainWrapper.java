package dev.coppice.report;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import org.jspecify.annotations.Nullable;

/**
 * The one gate into the template: every text that passes it is made plain, so that no template can
 * forget to.
 */
final class PlainWrapper extends DefaultObjectWrapper {

  PlainWrapper() {
    super(Configuration.VERSION_2_3_34);
  }

  @Override
  public TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    return value instanceof String text ? new SimpleScalar(Plain.text(text)) : super.wrap(value);
  }
}
