using System.Text;
using QRCoder;

namespace Ghc.Web.Tests.Support;

/// <summary>What a camera sees: frames in YUV4MPEG2, which Chromium plays as its camera, over and over.</summary>
public sealed class Video : IDisposable
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>A quarter as many values for each color as for brightness; all of them gray.</summary>
    private static readonly byte[] Gray = [.. Enumerable.Repeat((byte)128, Width * Height / 2)];

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():n}.y4m");

    /// <summary>From the next time that the camera opens.</summary>
    public void Show(params byte[][] frames)
    {
        using var file = File.Create(Path);
        file.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        foreach (var frame in frames)
        {
            file.Write("FRAME\n"u8);
            file.Write(frame);
            file.Write(Gray);
        }
    }

    /// <summary>A phone's screen with a QR code, held before the camera.</summary>
    public static byte[] Frame(string text)
    {
        var frame = Enumerable.Repeat((byte)110, Width * Height).ToArray();
        Draw(frame, text, 0, Width);
        return frame;
    }

    /// <summary>Two people hold their phones before the camera at once.</summary>
    public static byte[] Frame(string left, string right)
    {
        var frame = Enumerable.Repeat((byte)110, Width * Height).ToArray();
        Draw(frame, left, 0, Width / 2);
        Draw(frame, right, Width / 2, Width / 2);
        return frame;
    }

    private static void Draw(byte[] frame, string text, int from, int width)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var modules = code.ModuleMatrix;
        var scale = (Math.Min(Height, width) - 10) / modules.Count;
        var (left, top) = (from + ((width - (modules.Count * scale)) / 2), (Height - (modules.Count * scale)) / 2);
        for (var y = 0; y < modules.Count * scale; y++)
        {
            for (var x = 0; x < modules.Count * scale; x++)
            {
                frame[((top + y) * Width) + left + x] = (byte)(modules[y / scale][x / scale] ? 25 : 230);
            }
        }
    }

    /// <summary>Nothing to read: a wall in the morning light.</summary>
    public static byte[] Scene() =>
        [.. Enumerable.Range(0, Width * Height).Select(point => (byte)(70 + (point % Width / 8) + (point / Width / 8)))];

    /// <summary>The lower half out of focus: the mean of everything around each of its points.</summary>
    public static byte[] HalfBlurred(byte[] frame)
    {
        const int radius = 14;
        var blurred = frame.ToArray();
        for (var y = Height / 2; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (sum, count) = (0, 0);
                for (var v = Math.Max(0, y - radius); v <= Math.Min(Height - 1, y + radius); v += 3)
                {
                    for (var u = Math.Max(0, x - radius); u <= Math.Min(Width - 1, x + radius); u += 3)
                    {
                        (sum, count) = (sum + frame[(v * Width) + u], count + 1);
                    }
                }

                blurred[(y * Width) + x] = (byte)(sum / count);
            }
        }

        return blurred;
    }

    public void Dispose() => File.Delete(Path);
}
