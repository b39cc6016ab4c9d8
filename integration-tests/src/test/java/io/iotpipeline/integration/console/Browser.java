package io.iotpipeline.integration.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.iotpipeline.integration.InstalledTools;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's Chromium, without a window. It collects what a page reports as an error. */
final class Browser implements AutoCloseable {

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> errors = new ArrayList<>();

  private Browser(Playwright playwright, Path executable) {
    this.playwright = playwright;
    this.chromium =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  /** Starts it; skips the test if it is not installed. */
  static Browser start() {
    Optional<Path> executable =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    InstalledTools.need(
        executable.isPresent(), "chromium is not on the PATH (Debian: apt install chromium)");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(playwright, executable.orElseThrow());
  }

  /** Opens an address in a new window of this size. */
  Page open(String address, int width, int height) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height));
    Page page = context.newPage();
    page.onConsoleMessage(this::report);
    page.onPageError(error -> errors.add("uncaught: " + error));
    page.navigate(address);
    return page;
  }

  /** A request that fails is part of some tests; the page says so itself. */
  private void report(ConsoleMessage message) {
    boolean isFailedRequest = message.text().startsWith("Failed to load resource");
    if (message.type().equals("error") && !isFailedRequest) {
      errors.add(message.text() + " at " + message.location());
    }
  }

  /** What pages have reported as an error. */
  List<String> errors() {
    return errors;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
