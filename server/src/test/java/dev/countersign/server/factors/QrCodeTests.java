package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The picture is read back, as a camera would. */
class QrCodeTests {
  private static final String TEXT =
      "otpauth://totp/Some%20Bank:p0123456789abcdef0123456789abcdef%40example.com"
          + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Some%20Bank"
          + "&algorithm=SHA512&digits=8&period=60";

  @Test
  void isReadBackFromThePng() throws Exception {
    String address = QrCode.of(TEXT).pngAddress();
    assertThat(address).startsWith("data:image/png;base64,");
    byte[] png = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(read(image)).isEqualTo(TEXT);
  }

  @Test
  void isReadBackFromTheSvg() throws Exception {
    String svg = QrCode.of(TEXT).svg();
    assertThat(svg).startsWith("<svg ").doesNotContain("<script");
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg);
    assertThat(box.find()).isTrue();
    int side = Integer.parseInt(box.group(1)) * 4;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(java.awt.Color.WHITE);
    graphics.fillRect(0, 0, side, side);
    graphics.setColor(java.awt.Color.BLACK);
    Matcher module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
    while (module.find()) {
      graphics.fillRect(
          Integer.parseInt(module.group(1)) * 4, Integer.parseInt(module.group(2)) * 4, 4, 4);
    }
    assertThat(read(image)).isEqualTo(TEXT);
  }

  private static String read(BufferedImage image) throws Exception {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    try {
      return new QRCodeReader()
          .decode(
              new BinaryBitmap(
                  new HybridBinarizer(
                      new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
          .getText();
    } catch (NotFoundException unreadable) {
      throw new AssertionError("no QR code in the picture", unreadable);
    }
  }
}
