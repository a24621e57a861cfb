// java OpenPdf.java FILE.pdf...   Apache PDFBox opens each file with its strict parser, reads text, structure, outline and metadata and
// draws the first page; every record that PDFBox, FontBox or xmpbox logs from WARNING up is a finding.
// A line each: file TAB number of findings, then the findings indented. What is thrown is a finding too.
import java.io.File;
import java.util.*;
import java.util.logging.*;
import org.apache.pdfbox.cos.*;
import org.apache.pdfbox.io.*;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.*;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.xmpbox.xml.DomXmpParser;

public class OpenPdf {
  public static void main(String[] files) throws Exception {
    System.setProperty("java.awt.headless", "true");
    List<String> found = new ArrayList<>();
    Logger root = Logger.getLogger("");
    for (Handler old : root.getHandlers()) root.removeHandler(old);
    root.setLevel(Level.INFO);
    root.addHandler(new Handler() {
      @Override public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.WARNING.intValue()) found.add(record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage());
      }
      @Override public void flush() {}
      @Override public void close() {}
    });
    for (String file : files) {
      found.clear();
      int[] read = {0, 0};
      try {
        PDFParser parser = new PDFParser(new RandomAccessBufferedFileInputStream(new File(file)));
        parser.setLenient(false);
        parser.parse();
        try (PDDocument document = parser.getPDDocument()) {
          look(document, found, read);
        }
      } catch (Throwable thrown) {
        found.add("THROWN " + thrown);
      }
      System.out.println(file + "\t" + found.size() + "\t" + read[0] + "\t" + read[1]);
      for (String each : found) System.out.println("    " + each);
    }
  }

  private static void look(PDDocument document, List<String> found, int[] read) throws Exception {
    read[0] = document.getNumberOfPages();
    read[1] = new PDFTextStripper().getText(document).length();
    for (COSObject each : document.getDocument().getObjects()) {
      if (each.getObject() instanceof COSStream) try (var in = ((COSStream) each.getObject()).createInputStream()) { in.transferTo(java.io.OutputStream.nullOutputStream()); }
      if (each.getObject() == null) found.add("object " + each.getObjectNumber() + " is nothing");
    }
    for (PDPage page : document.getPages()) {
      for (COSName name : page.getResources().getFontNames()) {
        PDFont font = page.getResources().getFont(name);
        if (!font.isEmbedded() || font.isDamaged()) found.add("font " + font.getName() + " is not embedded or damaged");
      }
      page.getAnnotations();
    }
    if (document.getDocumentCatalog().getDocumentOutline() != null) for (var entry : document.getDocumentCatalog().getDocumentOutline().children()) {
      if (entry.findDestinationPage(document) == null) found.add("outline entry leads nowhere: " + entry.getTitle());
    }
    new DomXmpParser().parse(document.getDocumentCatalog().getMetadata().exportXMPMetadata());
    new PDFRenderer(document).renderImageWithDPI(0, 30);
  }
}
