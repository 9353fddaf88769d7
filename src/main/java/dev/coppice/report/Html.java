package dev.coppice.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** Renders pages: one file each, no script, nothing fetched. */
final class Html {

  private static final String FOLDER = "/dev/coppice/report";

  private final Configuration configuration = safe();

  /**
   * A page.
   *
   * @param model what its template shows, beside the style
   */
  byte[] render(String template, Map<String, Object> model) {
    String css = resource("report.css");
    Map<String, Object> all = new HashMap<>(model);
    all.put("css", css);
    all.put("cssHash", sha256(css));
    StringWriter html = new StringWriter();
    try {
      configuration.getTemplate(template).process(all, html);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("Tried to render " + template + " but it failed", e);
    }
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** FreeMarker as it comes runs code and follows the machine's locale; this one does neither. */
  private static Configuration safe() {
    Configuration safe = new Configuration(Configuration.VERSION_2_3_34);
    safe.setClassForTemplateLoading(Html.class, FOLDER);
    safe.setDefaultEncoding("UTF-8");
    safe.setLocalizedLookup(false);
    safe.setOutputFormat(HTMLOutputFormat.INSTANCE);
    safe.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    safe.setAPIBuiltinEnabled(false);
    safe.setNumberFormat("computer");
    safe.setBooleanFormat("c");
    safe.setLocale(Locale.ROOT);
    safe.setTimeZone(TimeZone.getTimeZone("UTC"));
    safe.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    safe.setLogTemplateExceptions(false);
    safe.setWrapUncheckedExceptions(true);
    safe.setObjectWrapper(new PlainWrapper());
    Say.all().forEach(safe::setSharedVariable);
    return safe;
  }

  private static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(FOLDER + "/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the tool's own file " + FOLDER + "/" + name + " is gone");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to read the tool's own file " + name, e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
