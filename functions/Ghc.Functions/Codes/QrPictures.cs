using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Ghc.Functions.Codes;

/// <summary>
/// A code as a picture: black on white, error level Q, quiet zone of 4 modules; scanners of the field read nothing else reliably. The
/// alphabet of a health code makes QRCoder choose alphanumeric mode by itself.
/// </summary>
public static class QrPictures
{
    public const int DefaultSize = 400;
    public const int MinSize = 100;
    public const int MaxSize = 2000;

    /// <summary>
    /// Exactly <paramref name="size"/> wide; vectors stay sharp at any size. One path, one subpath a run of black modules.
    /// </summary>
    public static string Svg(string text, int? size)
    {
        using var qr = Matrix(text);
        var (width, modules) = (Checked(size), qr.ModuleMatrix.Count);
        var svg = new StringBuilder(16 * 1024)
            .Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{width}' ")
            .Append(CultureInfo.InvariantCulture, $"viewBox='0 0 {modules} {modules}' shape-rendering='crispEdges'>")
            .Append(CultureInfo.InvariantCulture, $"<path fill='#fff' d='M0 0h{modules}v{modules}H0z'/><path fill='#000' d='");
        for (var y = 0; y < modules; y++)
        {
            AppendRow(svg, qr.ModuleMatrix[y], y);
        }

        return svg.Append("'/></svg>").ToString();
    }

    /// <summary>
    /// At least <paramref name="size"/> wide, rounded up to whole pixels a module (at most 76 pixels more), because a scaled edge is a
    /// gray edge. One bit a pixel.
    /// </summary>
    public static byte[] Png(string text, int? size)
    {
        using var qr = Matrix(text);
        using var png = new PngByteQRCode(qr);
        var modules = qr.ModuleMatrix.Count;
        return png.GetGraphic((Checked(size) + modules - 1) / modules);
    }

    private static QRCodeData Matrix(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.Q);

    private static int Checked(int? size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size ?? DefaultSize, MinSize, nameof(size));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size ?? DefaultSize, MaxSize, nameof(size));
        return size ?? DefaultSize;
    }

    private static void AppendRow(StringBuilder svg, BitArray row, int y)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > start)
            {
                svg.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
            }
        }
    }
}
