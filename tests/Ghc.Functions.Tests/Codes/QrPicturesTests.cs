using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Ghc.Functions.Codes;

namespace Ghc.Functions.Tests.Codes;

public sealed class QrPicturesTests
{
    // 302 characters: more than version 12 holds and fewer than version 13 does, in alphanumeric mode at level Q; bytes would need 18.
    private static readonly string Text = "GHC1:" + string.Concat(Enumerable.Repeat("A $%*+-./:Z", 27));
    private const int Modules = 17 + (13 * 4) + 8;

    [Fact]
    public void Svg_OfACode_IsVersion13SoItIsAlphanumericAtLevelQ()
    {
        var svg = XElement.Parse(QrPictures.Svg(Text, 300));

        Assert.Equal(
            ("300", "300", $"0 0 {Modules} {Modules}"),
            ((string)svg.Attribute("width")!, (string)svg.Attribute("height")!, (string)svg.Attribute("viewBox")!)
        );
        Assert.Equal(["#fff", "#000"], svg.Elements().Select(e => (string)e.Attribute("fill")!));
    }

    [Fact]
    public void Png_OfACode_HasWholePixelsAModule()
    {
        var rows = Pixels(QrPictures.Png(Text, 300), out var width);

        Assert.Equal(Modules * 4, width);
        Assert.Equal(width, rows.Count);
        Assert.All(
            Enumerable.Range(0, Modules * Modules),
            i =>
            {
                var (x, y) = (i % Modules * 4, i / Modules * 4);
                Assert.Single(Enumerable.Range(0, 16).Select(p => rows[y + (p / 4)][x + (p % 4)]).Distinct());
            }
        );
    }

    [Fact]
    public void Png_OfACode_IsBlackOnWhiteWithAQuietZoneAndFinders()
    {
        var rows = Pixels(QrPictures.Png(Text, 100), out var width);

        Assert.All(
            Enumerable
                .Range(0, width * width)
                .Where(i => Math.Min(Math.Min(i % width, i / width), width - 1 - Math.Max(i % width, i / width)) < 8),
            i => Assert.False(rows[i / width][i % width])
        );
        // A finder pattern: black, white, three black, white, black; twice as wide as a module.
        Assert.Equal("11001111110011", string.Concat(rows[8 + 6][8..22].Select(black => black ? '1' : '0')));
        Assert.Equal("11001111110011", string.Concat(rows[8 + 6][^22..^8].Select(black => black ? '1' : '0')));
    }

    [Fact]
    public void SvgAndPng_OfOneText_ShowTheSameModules()
    {
        var rows = Pixels(QrPictures.Png(Text, null), out var width);
        var scale = width / Modules;
        var black = new HashSet<(int X, int Y)>();
        var path = (string)XElement.Parse(QrPictures.Svg(Text, null)).Elements().Last().Attribute("d")!;
        foreach (var run in path.Split('M', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = run.Split([' ', 'h', 'v', 'H', 'z'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
            Assert.Equal((1, numbers[0]), (numbers[3], numbers[4]));
            black.UnionWith(Enumerable.Range(numbers[0], numbers[2]).Select(x => (x, numbers[1])));
        }

        Assert.All(
            Enumerable.Range(0, Modules * Modules),
            i => Assert.Equal(rows[i / Modules * scale][i % Modules * scale], black.Contains((i % Modules, i / Modules)))
        );
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData(100, 2)]
    [InlineData(385, 5)]
    [InlineData(386, 6)]
    [InlineData(2000, 26)]
    public void Png_OfSize_IsAtLeastAsWide(int? size, int pixels)
    {
        Pixels(QrPictures.Png(Text, size), out var width);

        Assert.Equal(pixels * Modules, width);
    }

    /// <summary>A reader of one-bit gray PNGs without interlace, true where it is black.</summary>
    private static List<bool[]> Pixels(byte[] png, out int width)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png, 0, 8));
        using var data = new MemoryStream();
        width = 0;
        for (var at = 8; at < png.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var name = Encoding.ASCII.GetString(png, at + 4, 4);
            var body = png.AsSpan(at + 8, length);
            if (name == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(body);
                Assert.Equal("0100000000", Convert.ToHexString(body[8..])); // 1 bit, gray, deflate, standard filters, no interlace
            }
            else if (name == "IDAT")
            {
                data.Write(body);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var (stride, bytes, columns) = (((width + 7) / 8) + 1, raw.ToArray(), width);
        return
        [
            .. bytes
                .Chunk(stride)
                .Select(row =>
                {
                    Assert.Equal(0, row[0]); // filter "none"
                    return Enumerable.Range(0, columns).Select(x => (row[1 + (x / 8)] >> (7 - (x % 8)) & 1) == 0).ToArray();
                }),
        ];
    }
}
